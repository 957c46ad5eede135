"""What is approved stands as it was approved, whatever changes afterwards."""

import json

import pytest

import factories
from assessments.played import FINE, TODAY, assessment, said
from assessments.test_assess import incident
from zhiheng.assessments.actions.approving import approve
from zhiheng.assessments.cards import standing_of
from zhiheng.assessments.kept import cards_in
from zhiheng.assessments.models import Assessment, Result, Review
from zhiheng.cli import main
from zhiheng.core.values.faults import Fault
from zhiheng.history.models import Revision
from zhiheng.web.rights import NotAllowed

pytestmark = pytest.mark.django_db
ASKED = ["assess", "provincial-2022", "--period", "2024"]


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path) -> None:
    settings.HOME = tmp_path


def approved(cast: factories.Cast, of: Assessment, **more) -> Result:
    given = {"approver": "周局长", "document": "质量办纪要〔2025〕3号", "reasons": FINE, "today": TODAY, "seen": of.version}
    return approve(of, cast.province_clerk, **(given | more))


def printed(capsys, *words: str) -> str:
    assert main([*ASKED, *words]) == 0
    return capsys.readouterr().out


def test_what_is_open_keeps_a_result_from_approval_until_each_has_a_reason() -> None:
    cast = factories.cast()
    found = assessment(cast, appeal_until=TODAY)
    with pytest.raises(Fault) as caught:
        approved(cast, found)
    assert caught.value.id == "S262"
    assert "申诉期到 2026-11-20，还没有过" in str(caught.value)
    made = approved(cast, found, reasons=FINE | {"window": "各县都已书面确认无异议"})
    assert {"says": "示例县没有报自评", "why": FINE["hand-in"]} in made.accepted
    assert Assessment.objects.get().stage == "approved"


def test_a_reason_for_one_county_is_not_one_for_the_other() -> None:
    cast = factories.cast()
    with pytest.raises(Fault, match="邻县没有报自评"):
        approved(cast, assessment(cast), reasons={"review": "集体复核", f"hand-in:{cast.county.code}": "电话核实"})


def test_what_nobody_reviewed_is_named_item_by_item_and_stays_so_in_the_result() -> None:
    cast = factories.cast()
    found = assessment(cast)
    asked, one = [item.id for item in found.as_opened.items], found.assessed.get(code=cast.county.code)
    for item in asked[2:]:
        Review.objects.create(assessed=one, item=item, state="closed", by=cast.province_clerk, at=factories.A_MOMENT)
    accepted = [line["says"] for line in approved(cast, found).accepted]
    assert f"示例县有 2 项没有复核（共 {len(asked)} 项）：{asked[0]}、{asked[1]}" in accepted
    assert f"邻县的 {len(asked)} 项都没有复核" in accepted


def test_who_approved_by_which_paper_and_with_which_program_is_kept_and_sealed(capsys) -> None:
    cast = factories.cast()
    made = approved(cast, assessment(cast))
    assert (made.approver, made.document, made.code[:5]) == ("周局长", "质量办纪要〔2025〕3号", "0.1.0")
    line = Revision.objects.get(subject_type="assessments.result")
    assert (line.approved_by_name, line.after["得分摘要"]) == ("周局长", made.digest)
    assert main(["seal", "verify"]) == 0
    Result.objects.update(inputs=made.inputs.replace("示例县", "示例市"))
    assert main(["seal", "verify"]) == 1
    assert "考核结果第1版" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("stage", "more", "id"),
    [
        ("scoring", {}, "S260"),
        ("approved", {}, "S260"),
        ("approving", {"seen": 9}, "S261"),
        ("approving", {"approver": " "}, "S263"),
    ],
)
def test_what_cannot_be_approved_is_refused(stage: str, more: dict, id: str) -> None:
    cast = factories.cast()
    with pytest.raises(Fault) as caught:
        approved(cast, assessment(cast, stage), **more)
    assert caught.value.id == id
    assert not Result.objects.exists()


def test_the_county_does_not_approve_the_result_of_the_province() -> None:
    cast = factories.cast()
    found = assessment(cast)
    with pytest.raises(NotAllowed):
        approve(found, cast.clerk, approver="张", reasons=FINE, today=TODAY, seen=found.version)


def test_rows_words_and_schemes_changed_afterwards_change_no_byte_of_the_result(capsys, settings, tmp_path) -> None:
    cast = factories.cast()
    found = assessment(cast)
    before = approved(cast, found)
    first = printed(capsys, "--format", "json")
    incident(cast, "2024-06-30", "区域性质量安全事件", "重大")
    said(found.assessed.first(), "2.4.5", 0, cast.province_clerk, "review")
    settings.DEFINITIONS = tmp_path / "definitions"
    (settings.DEFINITIONS / "schemes").mkdir(parents=True)
    (settings.DEFINITIONS / "schemes" / "provincial-2022.toml").write_text(
        found.scheme_text.replace('name = "B", from = 80', 'name = "B", from = 85').replace("to = 79", "to = 84"), "utf-8"
    )
    assert standing_of(found).card(cast.county.code).grade == "D"
    assert printed(capsys, "--format", "json") == first == before.cards + "\n"
    assert printed(capsys, "--reproduce", "--format", "json") == first


def test_reproducing_says_that_it_is_the_same_and_a_trial_that_it_is_one(capsys) -> None:
    cast = factories.cast()
    found = assessment(cast)
    assert "这是试算，不是考核结果" in printed(capsys)
    made = approved(cast, found)
    text = printed(capsys, "--reproduce")
    assert "一字不差" in text
    assert made.digest in text
    text = printed(capsys)
    assert "由 周局长 审定，质量办纪要〔2025〕3号" in text
    assert "试算" not in text
    assert "1.2.1 质量工作领导小组健全" in printed(capsys, "--explain", cast.county.code)


def test_what_was_tampered_with_makes_reproducing_fail_and_say_what(capsys) -> None:
    cast = factories.cast()
    made = approved(cast, assessment(cast))
    Result.objects.update(inputs=made.inputs.replace(f'"id":"{cast.county.code}"', '"id":"990999"'))
    assert main([*ASKED, "--reproduce"]) == 1
    says = capsys.readouterr().err
    assert "保存的计分依据与审定时的摘要（sha256）不符" in says


def test_there_is_nothing_to_reproduce_before_approval(capsys) -> None:
    cast = factories.cast()
    assert main([*ASKED, "--reproduce"]) == 2
    assert "S264" in capsys.readouterr().err
    assessment(cast)
    assert main([*ASKED, "--reproduce"]) == 2
    assert "待审定" in capsys.readouterr().err


def test_the_kept_cards_are_those_of_the_contract() -> None:
    cast = factories.cast()
    made = approved(cast, assessment(cast))
    told = json.loads(made.cards)
    assert {"area", "raw", "adjusted", "grade", "rank", "items", "vetoes"} <= set(told["scorecards"][0])
    assert [card.area for card in cards_in(made.cards).scorecards] == [cast.county.code, cast.neighbour_county.code]
