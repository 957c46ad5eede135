"""A form is asked for a period, filled from the records, handed in, accepted level by level or sent back with a reason."""

import pytest

import factories
from indicators.returned import (
    DUE,
    IN_TIME,
    JULY,
    LATE,
    MONTHLY,
    handed_in,
    july,
    of,
    permit,
    stands,
    typed,
)
from zhiheng.core.values.faults import Fault
from zhiheng.history.models import Revision
from zhiheng.history.queries import timeline
from zhiheng.history.verifying import verified
from zhiheng.indicators.models import Return, ReturnRound, ReturnValue, ReviewAction, Urging
from zhiheng.indicators.returns import actions
from zhiheng.registers.models import Row
from zhiheng.web.rights import NotAllowed

pytestmark = pytest.mark.django_db
COUNTED = {"inspections": "2", "inspection-staff-times": "20", "cases-found": "4", "cases-filed": "2", "fines": "0.5"}


@pytest.fixture
def cast() -> factories.Cast:
    return factories.cast()


# ── asking ──


def test_one_act_makes_the_returns_of_all_who_are_due_filled_from_the_records(cast):
    opened = july(cast)
    assert [one.name for one in opened.returns.all()] == ["示例县", "邻县"]
    assert opened.due_on == DUE
    assert stands(of(opened)) == COUNTED
    assert stands(of(opened, "邻县")) == {}  # no row is not zero


def test_asking_again_adds_nobody_twice_and_whoever_is_new(cast):
    opened = july(cast)
    factories.area("990300", "新县", "county", cast.province)
    again = actions.open_round(MONTHLY, JULY, cast.province_office, cast.province_clerk, today=IN_TIME)
    assert again == opened
    assert [one.name for one in opened.returns.all()] == ["示例县", "邻县", "新县"]


@pytest.mark.parametrize(
    ("said", "id"),
    [({"until": "2025-07-31"}, "M201"), ({"state": "申请"}, "M201"), ({"every": "季"}, "M202"), ({"items": 9}, "M203")],
)
def test_a_form_without_a_permit_for_it_is_not_asked_for(cast, said, id):
    permit(cast, **said)
    with pytest.raises(Fault) as refused:
        actions.open_round(MONTHLY, JULY, cast.province_office, cast.province_clerk, today=IN_TIME)
    assert refused.value.id == id
    assert not ReturnRound.objects.exists()


def test_a_month_s_form_is_not_asked_for_a_quarter(cast):
    permit(cast)
    with pytest.raises(Fault, match="2025-07 的样子"):
        actions.open_round(MONTHLY, "2025Q3", cast.province_office, cast.province_clerk, today=IN_TIME)


def test_an_area_with_none_below_it_returns_itself(cast):
    permit(cast)
    opened = actions.open_round(MONTHLY, JULY, cast.office, cast.clerk, today=IN_TIME)
    assert [one.name for one in opened.returns.all()] == ["示例县"]


def test_the_records_may_be_asked_again_and_what_a_person_filled_in_stays(cast):
    opened = july(cast)
    actions.save(of(opened).pk, typed(fines=(0.7, "含补缴")), cast.clerk)
    Row.objects.filter(register="special-campaign", event_on="2025-07-02").update(status="void")
    assert actions.refill(opened, cast.province_clerk) == 5
    now = {"inspections": "1", "inspection-staff-times": "8", "cases-found": "1", "cases-filed": "0"}
    assert stands(of(opened)) == now | {"fines": "0.7"}
    assert actions.refill(opened, cast.province_clerk) == 0


# ── filling in ──


def test_a_value_is_never_changed_but_gets_a_new_revision(cast):
    one = of(july(cast))
    for value in (1, 2, 2):
        actions.save(one.pk, typed(tv_spots=value), cast.clerk)
    rows = ReturnValue.objects.filter(of=one, item="tv-spots")
    assert [(row.revision, row.value, row.by) for row in rows] == [(2, "1", cast.clerk), (3, "2", cast.clerk)]


def test_what_cannot_be_read_is_kept_with_the_reason_and_stops_the_return(cast):
    one = of(july(cast))
    saved = actions.submit(one.pk, typed(tv_spots="十来次", media_items="2-3", information_items=3), cast.clerk)
    assert [(found.item, found.level) for found in saved.findings] == [("tv-spots", "block"), ("media-items", "block")]
    assert stands(one) == COUNTED | {"tv-spots": "十来次", "media-items": "2-3", "information-items": "3"}
    one.refresh_from_db()
    assert one.state == "draft"


def test_another_figure_than_the_records_say_needs_its_explanation(cast):
    one = of(july(cast))
    saved = actions.submit(one.pk, typed(cases_found=5, information_items=1, tv_spots=1, media_items=1), cast.clerk)
    assert [(found.item, found.level) for found in saved.findings] == [("cases-found", "explain")]
    assert "台账算出 4宗，表里填 5宗" in saved.findings[0].says
    handed_in(one, cast.clerk, cases_found=(5, "月末一宗尚未录入"))
    one.refresh_from_db()
    assert one.state == "submitted"


def test_a_part_is_not_more_than_its_whole(cast):
    saved = actions.submit(of(july(cast)).pk, typed(cases_filed=(9, "补计")), cast.clerk)
    assert ("cases-filed", "block") in [(found.item, found.level) for found in saved.findings if "立案数多于" in found.says]


def test_a_jump_against_the_month_before_is_explained_or_stops(cast):
    opened = july(cast)
    before = actions.open_round(MONTHLY, "2025-06", cast.province_office, cast.province_clerk, today=IN_TIME)
    note = "六月没有台账"
    handed_in(
        of(before), cast.clerk, inspections=(10, note), inspection_staff_times=(30, note), cases_found=(4, note),
        cases_filed=(1, note), fines=(0, note),
    )  # fmt: skip
    one = handed_in(of(opened), cast.clerk)  # from 10 to 2 is no more than 100 percent
    actions.reopen(one.pk, "重核", cast.province_clerk)
    saved = actions.submit(one.pk, typed(inspections=25), cast.clerk)
    assert [
        found.says for found in saved.findings if "上月" in found.says
    ] == ["检查次数与上月相比变动超过 100%。请在“说明”里写明原因，或改正。"]
    assert not actions.submit(one.pk, typed(inspections=(25, "专项月")), cast.clerk).of.is_open


def test_a_warning_stops_nobody(cast):
    opened = july(cast, "1,农资,示例县,2025-07-02,1,1,0,0")
    one = handed_in(of(opened), cast.clerk)
    assert one.state == "submitted"


def test_two_who_fill_in_the_same_return_overwrite_nothing_unseen(cast):
    one = of(july(cast))
    one.refresh_from_db()
    seen = one.version
    actions.save(one.pk, typed(tv_spots=4, media_items=4), cast.drafter, seen=seen)
    saved = actions.save(one.pk, typed(tv_spots=5, media_items="", information_items=6), cast.clerk, seen=seen)
    assert [(found.item, found.theirs, found.hers) for found in saved.meanwhile] == [("tv-spots", "4次", "5次")]
    assert stands(one) == COUNTED | {"tv-spots": "4", "media-items": "4", "information-items": "6"}


def test_what_was_handed_in_is_not_changed_any_more(cast):
    one = handed_in(of(july(cast)), cast.clerk)
    with pytest.raises(Fault, match="M207"):
        actions.save(one.pk, typed(tv_spots=9), cast.clerk)


# ── levels ──


def test_a_return_passes_level_by_level_each_by_who_may(cast):
    one = handed_in(of(july(cast)), cast.clerk)
    with pytest.raises(NotAllowed):
        actions.accept(one.pk, cast.neighbour)
    assert actions.accept(one.pk, cast.reviewer).state == "accepted"
    with pytest.raises(NotAllowed):
        actions.accept(one.pk, cast.reviewer)  # the second level is the province's
    assert actions.accept(one.pk, cast.province_clerk).state == "final"
    assert [(act.name, act.by) for act in ReviewAction.objects.all()] == [
        ("单位审核", cast.reviewer), ("上级接收", cast.province_clerk),
    ]  # fmt: skip
    with pytest.raises(Fault, match="M210"):
        actions.accept(one.pk, cast.province_clerk)


def test_who_looked_at_an_earlier_version_accepts_nothing(cast):
    one = handed_in(of(july(cast)), cast.clerk)
    with pytest.raises(Fault, match="M211"):
        actions.accept(one.pk, cast.reviewer, seen=one.version - 1)


def test_items_are_sent_back_with_a_reason_and_come_again(cast):
    one = handed_in(of(july(cast)), cast.clerk)
    with pytest.raises(Fault, match="M209"):
        actions.send_back(one.pk, ["fines"], " ", cast.reviewer)
    actions.send_back(one.pk, ["fines", "cases-filed"], "与月初通报不一致", cast.reviewer)
    one.refresh_from_db()
    assert (one.state, actions.returned_reasons([one])[one.pk]) == (
        "returned", {"fines": "与月初通报不一致", "cases-filed": "与月初通报不一致"},
    )  # fmt: skip
    again = handed_in(one, cast.clerk, on=LATE, fines=(0.6, "已核对"), cases_filed=(2, "通报漏了一宗"))
    assert (again.first_on, again.submitted_on, again.is_late) == (IN_TIME, LATE, False)


def test_each_item_is_sent_back_for_its_own_reason(cast):
    one = handed_in(of(july(cast)), cast.clerk)
    own = {"fines": "与处罚台账不一致", "cases-filed": " "}
    with pytest.raises(Fault, match="M209"):
        actions.send_back(one.pk, own, "", cast.reviewer, own=own)  # one item has no reason at all
    actions.send_back(one.pk, ["fines", "cases-filed"], "请核对", cast.reviewer, own=own)
    one.refresh_from_db()
    assert actions.returned_reasons([one])[one.pk] == {"fines": "与处罚台账不一致", "cases-filed": "请核对"}
    again = handed_in(one, cast.clerk, fines=(0.6, "已核对"), cases_filed=(2, "核对无误"))
    actions.send_back(again.pk, ["fines"], "", cast.reviewer, own={"fines": "仍不一致"})
    page = cast.client("clerk").get(f"/indicators/returns/{one.pk}/").content.decode()
    assert "退回：仍不一致" in page
    assert "罚款金额：与处罚台账不一致；立案数" in page  # as the reviewer said it the first time


def test_what_was_sent_back_does_not_come_again_as_it_was(cast):
    one = handed_in(of(july(cast)), cast.clerk)
    actions.send_back(one.pk, ["fines"], "与月初通报不一致", cast.reviewer)
    saved = actions.submit(one.pk, typed(fines=0.5), cast.clerk)
    assert [(found.item, found.level) for found in saved.findings] == [("fines", "explain")]
    assert "退回的这一项没有动（与月初通报不一致）" in saved.findings[0].says
    assert not actions.submit(one.pk, typed(fines=(0.5, "通报有误，已请更正")), cast.clerk).of.is_open


def test_an_item_that_the_form_lacks_is_not_sent_back(cast):
    one = handed_in(of(july(cast)), cast.clerk)
    with pytest.raises(Fault, match="M212"):
        actions.send_back(one.pk, ["no-such"], "不对", cast.reviewer)


def test_what_is_final_opens_again_for_a_reason_only_and_by_who_asked(cast):
    one = handed_in(of(july(cast)), cast.clerk)
    actions.accept(one.pk, cast.reviewer)
    actions.accept(one.pk, cast.province_clerk)
    with pytest.raises(NotAllowed):
        actions.reopen(one.pk, "漏报一宗", cast.clerk)
    with pytest.raises(Fault, match="M209"):
        actions.reopen(one.pk, "", cast.province_clerk)
    assert actions.reopen(one.pk, "漏报一宗", cast.province_clerk).state == "reopened"
    assert handed_in(one, cast.clerk, cases_found=(5, "漏报")).level == 0


def test_all_that_wait_without_a_question_are_accepted_at_once(cast):
    opened = july(cast)
    one = handed_in(of(opened), cast.clerk)
    assert actions.accept_all(opened, cast.province_clerk) == 0  # the unit's own level comes first
    actions.accept(one.pk, cast.reviewer)
    assert actions.accept_all(opened, cast.province_clerk) == 1
    assert of(opened).state == "final"


# ── records ──


def test_who_was_urged_how_and_in_which_words_is_kept(cast):
    opened = july(cast)
    handed_in(of(opened), cast.clerk)
    numbers = [one.pk for one in opened.returns.all()]
    (urging,) = actions.urge(opened, numbers, "phone", "请今日报送", cast.province_clerk, today=LATE)
    assert (urging.whom, urging.late_by) == ("邻县", 4)
    assert "催办" in [entry.verb for entry in timeline(of(opened, "邻县"))]
    with pytest.raises(Fault, match="M215"):
        actions.urge(opened, [of(opened).pk], "phone", "请今日报送", cast.province_clerk)
    assert Urging.objects.count() == 1


def test_everything_is_sealed_and_an_altered_value_is_found(cast):
    one = handed_in(of(july(cast)), cast.clerk)
    actions.send_back(one.pk, [], "缺盖章", cast.reviewer)
    assert {"发起报送", "从台账取数", "报送", "退回"} <= set(Revision.objects.values_list("verb", flat=True))
    assert verified().says == []
    ReturnValue.objects.filter(of=one, item="fines").update(value="9")
    assert any("示例县" in says for says in verified().says)


def test_a_neighbour_fills_in_nothing(cast):
    one = of(july(cast))
    with pytest.raises(NotAllowed):
        actions.save(one.pk, typed(tv_spots=1), cast.neighbour)
    assert Return.objects.get(pk=one.pk).version == 1
