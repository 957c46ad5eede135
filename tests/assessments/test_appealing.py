"""Appeals: one item at a time, in their window, ruled once by a named person."""

from datetime import date

import pytest

import factories
from assessments.played import TODAY, assessment, said
from zhiheng.assessments.actions.appealing import file_appeal, rule, withdraw
from zhiheng.assessments.appeals import moves_of, window_of
from zhiheng.assessments.cards import standing_of
from zhiheng.assessments.models import Appeal, Assessed, Exhibit
from zhiheng.core.values.faults import Fault
from zhiheng.history.models import Revision

pytestmark = pytest.mark.django_db
WINDOW = {"appeal_from": date(2026, 11, 16), "appeal_until": date(2026, 11, 20)}
ITEM = "1.1.1"


@pytest.fixture(autouse=True)
def own_home(settings, tmp_path) -> None:
    settings.HOME = tmp_path


def one_assessed(cast: factories.Cast, **more) -> Assessed:
    return assessment(cast, "appealing", **(WINDOW | more)).assessed.get(code=cast.county.code)


def filed(cast: factories.Cast, of: Assessed, item: str = ITEM, **more) -> Appeal:
    given = {"says": "文件已印发，漏看了", "filed_by": "李县长", "asks": "满分", "today": TODAY}
    return file_appeal(of, item, cast.province_clerk, **(given | more))


def best(of: Assessed, item: str = ITEM) -> str:
    how = of.assessment.as_opened.leaves[item].how
    return max(how.options, key=lambda one: one.score).answer


def ruled(cast: factories.Cast, of: Appeal, outcome: str = "upheld", **more) -> Appeal:
    value = best(of.assessed) if outcome == "upheld" else ""
    given = {"outcome": outcome, "ruling": "核对原件属实", "decided_by": "周局长", "value": value, "seen": 1}
    return rule(of, cast.province_clerk, **(given | more))


def score(of: Assessed, item: str = ITEM):
    return next(one.score for one in standing_of(of.assessment).card(of.code).items if one.id == item)


@pytest.mark.parametrize(
    ("day", "says"),
    [
        (date(2026, 11, 15), "申诉从 2026-11-16 起受理"),
        (date(2026, 11, 21), "申诉期到 2026-11-20 止，已过 1 天。需要延长的，由省市场监管局"),
    ],
)
def test_the_day_before_and_the_day_after_the_window_are_refused_with_the_date_and_who_may_move_it(day: date, says: str) -> None:
    cast = factories.cast()
    with pytest.raises(Fault, match=says) as caught:
        filed(cast, one_assessed(cast), today=day)
    assert caught.value.id == "S266"


@pytest.mark.parametrize("day", [date(2026, 11, 16), date(2026, 11, 20)])
def test_the_first_and_the_last_day_of_the_window_are_open(day: date) -> None:
    cast = factories.cast()
    assert window_of(one_assessed(cast).assessment, day).open


def test_without_days_or_after_approval_nobody_appeals() -> None:
    cast = factories.cast()
    with pytest.raises(Fault, match="还没有定申诉期"):
        filed(cast, one_assessed(cast, appeal_from=None, appeal_until=None))
    found = Assessed.objects.get(code=cast.county.code)
    found.assessment.stage = "approved"
    found.assessment.save()
    with pytest.raises(Fault, match="不再受理申诉"):
        filed(cast, found)


def test_an_item_has_one_open_appeal_and_another_after_its_ruling() -> None:
    cast = factories.cast()
    found = one_assessed(cast)
    first = filed(cast, found)
    with pytest.raises(Fault) as caught:
        filed(cast, found)
    assert caught.value.id == "S267"
    filed(cast, found, "1.1.2")
    withdraw(first, cast.province_clerk, why="已经补登佐证", seen=1)
    assert filed(cast, found).pk != first.pk


def test_an_appeal_keeps_what_it_rests_on_and_the_score_as_it_stood() -> None:
    cast = factories.cast()
    found = one_assessed(cast)
    exhibit = Exhibit.objects.create(
        assessed=found, digest="1" * 64, file_name="a.pdf", kind="pdf", size=1, title="实施意见", by=cast.clerk,
        at=factories.A_MOMENT,
    )  # fmt: skip
    made = filed(cast, found, exhibits=[exhibit.pk])
    ruled(cast, made)
    made.refresh_from_db()
    assert made.exhibits == [{"number": exhibit.pk, "title": "实施意见"}]
    assert made.scored == 0
    assert score(found) > 0


def test_an_upheld_appeal_counts_and_says_who_ruled_and_why() -> None:
    cast = factories.cast()
    found = one_assessed(cast)
    done = ruled(cast, filed(cast, found))
    assert (done.state, done.decided_by) == ("upheld", "周局长")
    assert done.judgement.side == "appeal"
    card = standing_of(found.assessment).card(found.code)
    assert any("核对原件属实" in step for one in card.items if one.id == ITEM for step in one.trace)
    assert Revision.objects.filter(subject_type="assessments.appeal", verb="申诉核定：采纳", approved_by_name="周局长").exists()


def test_an_appeal_that_is_rejected_or_withdrawn_moves_nothing() -> None:
    cast = factories.cast()
    found = one_assessed(cast)
    before = standing_of(found.assessment).cards
    ruled(cast, filed(cast, found), "rejected")
    withdraw(filed(cast, found), cast.province_clerk, why="不再要求", seen=1)
    assert standing_of(found.assessment).cards == before


def test_of_two_who_rule_at_once_the_second_is_told_who_was_first_and_nothing_is_overwritten() -> None:
    cast = factories.cast()
    found = one_assessed(cast)
    made = filed(cast, found)
    ruled(cast, made)
    with pytest.raises(Fault, match="由 周局长") as caught:
        ruled(cast, Appeal.objects.get(pk=made.pk), "rejected", decided_by="吴副局长")
    assert caught.value.id == "S269"
    assert Appeal.objects.get(pk=made.pk).decided_by == "周局长"


def test_what_a_ruling_would_move_is_what_it_moves() -> None:
    cast = factories.cast()
    found = one_assessed(cast)
    said(Assessed.objects.get(code=cast.neighbour_county.code), "1.1.2", 2, cast.province_clerk)
    made = filed(cast, found)
    moves = moves_of(made, "upheld", best(found))
    ruled(cast, made)
    own = next(one for one in moves.rows if one.own)
    card = standing_of(found.assessment).card(found.code)
    assert (own.total[1], own.grade[1], own.rank[1]) == (card.adjusted, card.grade, card.rank)
    assert moves.score == (0, score(found))


@pytest.mark.parametrize(
    ("more", "id"),
    [({"value": "想要的分"}, "S240"), ({"ruling": " "}, "S270"), ({"decided_by": ""}, "S270"), ({"outcome": "filed"}, "S270")],
)
def test_a_ruling_without_its_value_its_reason_or_its_person_is_refused_and_the_appeal_waits_on(more: dict, id: str) -> None:
    cast = factories.cast()
    made = filed(cast, one_assessed(cast))
    with pytest.raises(Fault) as caught:
        ruled(cast, made, **more)
    assert caught.value.id == id
    assert Appeal.objects.get().state == "filed"


def test_the_pages_take_an_appeal_show_its_moves_and_rule_on_what_was_shown(monkeypatch) -> None:
    cast = factories.cast()
    found = one_assessed(cast)
    client, base = cast.client("province_clerk"), f"/assessments/{found.assessment_id}/"
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *_: TODAY)
    assert "还有" in client.get(f"{base}appeals/").content.decode() or "为止" in client.get(f"{base}appeals/").content.decode()
    sent = client.post(f"{base}assessed/{found.code}/appeal/", {"item": ITEM, "says": "漏看了", "filed_by": "李县长"})
    page = client.get(sent.url).content.decode()
    assert "漏看了" in page
    typed = {"outcome": "upheld", "value": best(found), "ruling": "属实", "decided_by": "周局长", "version": "1"}
    shown = client.post(f"{sent.url}rule/", typed)
    assert Appeal.objects.get().state == "filed"
    assert "本项得分" in shown.content.decode()
    other = client.post(f"{sent.url}rule/", typed | {"confirmed": "别的"})
    assert Appeal.objects.get().state == "filed"
    word = other.context["form"].fingerprint
    assert client.post(f"{sent.url}rule/", typed | {"confirmed": word}).status_code == 302
    assert Appeal.objects.get().state == "upheld"
