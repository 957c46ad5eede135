"""A correction is a further result that names the old one and why; only what was chosen is taken in."""

import pytest

import factories
from assessments.played import FINE, TODAY, assessment, said
from assessments.test_assess import incident
from zhiheng.assessments.actions.approving import approve
from zhiheng.assessments.actions.correcting import correct, reopen
from zhiheng.assessments.comparing import against_today, apart, changed_since
from zhiheng.assessments.freezing import flaws_of
from zhiheng.assessments.kept import cards_in, frozen_in, latest_result
from zhiheng.assessments.models import Assessment, Result
from zhiheng.core.values.faults import Fault
from zhiheng.history.models import Revision

pytestmark = pytest.mark.django_db
PERSON = {"approver": "周局长", "document": "质量办〔2025〕9号"}


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path) -> None:
    settings.HOME = tmp_path


@pytest.fixture
def cast() -> factories.Cast:
    return factories.cast()


def approved(cast: factories.Cast) -> Result:
    found = assessment(cast)
    said(found.assessed.get(code=cast.county.code), "1.1.2", 1, cast.province_clerk)
    return approve(found, cast.province_clerk, **PERSON, reasons=FINE, today=TODAY, seen=1)


def corrected(cast: factories.Cast, keys: list[str], **more) -> Result:
    found = Assessment.objects.get()
    given = {"why": "漏登一起质量责任事故", "keys": keys, "seen": found.version, **PERSON}
    return correct(found, cast.province_clerk, **(given | more))


def keys(result: Result, part: str) -> list[str]:
    return [one.key for one in changed_since(result) if part in one.key]


def test_nothing_has_changed_right_after_approval(cast) -> None:
    assert against_today(approved(cast)) == ([], [])


def test_what_changed_since_is_named_with_before_and_after_and_whom_it_would_move(cast) -> None:
    result = approved(cast)
    incident(cast, "2024-06-30", "质量责任事故", "一般")
    moved, changes = against_today(result)
    assert any("质量责任事故（一般）" in one.after and one.before == "没有" for one in changes)
    figure = next(one for one in changes if one.key.startswith("figure|") and "2.4.5" in one.items)
    assert (figure.name, figure.after) == ("示例县", "1起")
    assert any(id == "2.4.5" for id, _, _ in next(one for one in moved if one.name == "示例县").items)


def test_a_correction_names_the_old_result_and_leaves_it_as_it_was(cast) -> None:
    old = approved(cast)
    incident(cast, "2024-06-30", "质量责任事故", "一般")
    new = corrected(cast, [one.key for one in changed_since(old)])
    assert (new.revision, new.corrects, new.why) == (2, old, "漏登一起质量责任事故")
    kept = Result.objects.get(pk=old.pk)
    assert (kept.cards, kept.digest) == (old.cards, old.digest)
    assert latest_result(Assessment.objects.get()) == new
    assert flaws_of(frozen_in(new)) == flaws_of(frozen_in(kept)) == []
    assert [one.name for one in apart(cards_in(old.cards), cards_in(new.cards)) if one.items] == ["示例县"]
    assert Revision.objects.get(verb="更正结果").reason == "漏登一起质量责任事故"


def test_only_the_chosen_change_is_taken_in(cast) -> None:
    old = approved(cast)
    incident(cast, "2024-06-30", "质量责任事故", "一般")
    said(Assessment.objects.get().assessed.get(code=cast.county.code), "1.1.2", 2, cast.province_clerk, "review")
    new = corrected(cast, keys(old, "word|"))
    changed = apart(cards_in(old.cards), cards_in(new.cards))
    assert [[id for id, _, _ in one.items] for one in changed if one.items] == [["1.1.2"]]
    assert keys(new, "word|") == []
    assert keys(new, "figure|") == keys(old, "figure|") != []


def test_what_was_never_approved_is_not_corrected(cast) -> None:
    assessment(cast)
    with pytest.raises(Fault) as caught:
        corrected(cast, ["x"])
    assert caught.value.id == "S260"


def test_a_correction_without_reason_or_change_is_refused(cast) -> None:
    old = approved(cast)
    incident(cast, "2024-06-30", "质量责任事故", "一般")
    every = [one.key for one in changed_since(old)]
    for wrong, id in (({"why": " "}, "S272"), ({"keys": []}, "S273"), ({"keys": ["word|1|1"]}, "S273"), ({"seen": 0}, "S261")):
        with pytest.raises(Fault) as caught:
            corrected(cast, **({"keys": every} | wrong))
        assert caught.value.id == id
    assert Result.objects.count() == 1


def test_reopened_for_review_the_result_stands_until_it_is_corrected(cast) -> None:
    old = approved(cast)
    found = reopen(Assessment.objects.get(), cast.province_clerk, why="评分表录错一格", seen=2)
    assert (found.stage, latest_result(found)) == ("reviewing", old)
    with pytest.raises(Fault, match="走更正"):
        approve(found, cast.province_clerk, **PERSON, reasons=FINE, today=TODAY, seen=found.version)


def test_the_pages_show_the_result_correct_it_and_keep_the_old_one_readable(cast) -> None:
    old = approved(cast)
    client, base = cast.client("province_clerk"), f"/assessments/{old.assessment_id}/"
    incident(cast, "2024-06-30", "质量责任事故", "一般")
    shown = client.get(f"{base}result/today/").content.decode()
    assert "2.4.5" in shown
    typed = {"keys": [one.key for one in changed_since(old)], "why": "漏登", "version": "2", **PERSON}
    assert client.post(f"{base}correct/", typed | {"why": ""}).status_code == 422
    made = client.post(f"{base}correct/", typed)
    assert made.status_code == 302, made.context["fault"] or made.context["form"].errors
    page = client.get(f"{base}result/").content.decode()
    assert "更正了第 1 版" in page
    assert "已经更正" in client.get(f"{base}result/?revision=1").content.decode()
    assert client.get(f"{base}result/file.json?revision=1").content.decode() == old.cards
    assert client.get(f"{base}result/file.xlsx").content.startswith(b"PK")
    assert client.get(f"{base}result/file.csv").content.decode("utf-8-sig").count("示例县") == 75
    assert "一字不差" in client.get(f"{base}result/again/").content.decode()
    assert "没有变化" in client.get(f"{base}result/today/").content.decode()
    assert client.get(f"{base}result/print/").status_code == 200


def test_the_page_of_approval_shows_what_is_open_and_keeps_the_reasons_that_were_typed(cast) -> None:
    found = assessment(cast)
    client, base = cast.client("province_clerk"), f"/assessments/{found.pk}/"
    assert "核对并审定" in client.get(f"{base}result/").content.decode()
    assert "示例县没有报自评" in client.get(f"{base}approve/").content.decode()
    typed = {"why-hand-in": "电话核实过", "approver": "周局长", "version": "1"}
    refused = client.post(f"{base}approve/", typed)
    assert refused.status_code == 422
    assert 'value="电话核实过"' in refused.content.decode()
    assert client.post(f"{base}approve/", typed | {"why-review": "集体复核"}).status_code == 302
    assert "电话核实过" in client.get(f"{base}result/").content.decode()
