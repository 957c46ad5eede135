"""The smallest change is a change that does it, and no smaller one does; points to gain add up to what is missing."""

from decimal import Decimal
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from core.scoring.making import RATE, cards_of, findings_of, small_scheme, subjects_of
from core.scoring.test_laws import groups_of, nearly_best
from zhiheng.core.scoring import gains, scorecards, smallest_moves, supposed
from zhiheng.core.scoring.gaining import gains_by_lead
from zhiheng.core.scoring.grading import grade_of
from zhiheng.core.scoring.supposing import Supposition
from zhiheng.core.values.schemes import Scheme
from zhiheng.definitions.schemes import schemes

GREAT = RATE.replace("worth = 6", "worth = 60")
PLAN = (
    '"1.1.2" = {name = "规划", worth = 20, by = "department", lead = "发展改革局", '
    'how = {choice = {"纳入" = 20, "部门" = 10, "没有" = 0}}}'
)
VISIT = '"1.1.3" = {name = "核查", worth = 20, by = "visit", lead = "市场监管局"}'


def moves_of(said: dict[str, Any]) -> Any:
    scheme = small_scheme(GREAT, PLAN, VISIT, total="100")
    subjects, findings = subjects_of(["甲"]), findings_of(scheme, {"甲": said})
    return smallest_moves(scheme, subjects, findings, scorecards(scheme, subjects, findings)[0])


def test_the_smallest_change_is_told_in_the_unit_of_the_value_or_as_an_answer() -> None:
    """45 + 10 + 20 = 75 is C; B from 79.5: 4.5 points, so 88.3 % (49.8) or 纳入 (20)."""
    moves = moves_of({"1.1.1": "87.5", "1.1.2": "部门", "1.1.3": 20})
    assert (moves.grade, moves.lacking) == ("B", Decimal("4.50"))
    assert [(one.item, one.value, one.answer, one.gain) for one in moves.alone] == [
        ("1.1.1", Decimal("88.3"), "", Decimal("4.80")),
        ("1.1.2", None, "纳入", Decimal("10.00")),
    ]


def test_where_no_item_does_it_alone_the_fewest_together_are_named() -> None:
    moves = moves_of({"1.1.1": "85", "1.1.2": "没有", "1.1.3": 10})  # 40; B needs 39.5 more
    assert moves.alone == ()
    assert [one.item for one in moves.together] == ["1.1.1", "1.1.2"]


def test_at_the_best_grade_nothing_is_lacking() -> None:
    assert moves_of({"1.1.1": 90, "1.1.2": "纳入", "1.1.3": 20}).grade == ""


def test_points_to_gain_are_told_by_item_and_department() -> None:
    scheme = small_scheme(GREAT, PLAN, VISIT, total="100")
    card = cards_of(scheme, {"甲": {"1.1.1": 85, "1.1.2": "部门", "1.1.3": None}})["甲"]
    found = gains(scheme, card)
    assert [(one.item, one.points, one.missing) for one in found] == [
        ("1.1.1", Decimal("30.00"), False), ("1.1.3", Decimal("20.00"), True), ("1.1.2", Decimal("10.00"), False),
    ]  # fmt: skip
    assert gains_by_lead(found) == {"市场监管局": Decimal("50.00"), "发展改革局": Decimal("10.00")}


@settings(deadline=None, max_examples=60)
@given(st.sampled_from(list(schemes().values())).flatmap(lambda one: st.tuples(st.just(one), nearly_best(one))))
def test_what_is_said_to_move_a_grade_moves_it_and_a_step_less_does_not(both: tuple[Scheme, dict[str, dict[str, Any]]]) -> None:
    scheme, said = both
    subjects, findings = subjects_of(said, groups_of(scheme)), findings_of(scheme, said)
    cards = scorecards(scheme, subjects, findings)
    order = [band.name for band in scheme.grading.bands]
    moves = smallest_moves(scheme, subjects, findings, cards[0])
    assert (moves.grade == "") == (cards[0].earned == order[0])

    def earned(**told: Any) -> int:
        one = Supposition(subject=cards[0].subject, **told)
        return order.index(grade_of(scheme, supposed(scheme, subjects, findings, cards, [one]).moved[0].total[1]))

    for move in moves.alone:
        wanted = order.index(moves.grade)
        if move.answer:
            assert earned(item=move.item, answer=move.answer) <= wanted
            continue
        assert earned(item=move.item, value=move.value) <= wanted
        if move.now is not None and move.value is not None and move.value != move.now:
            step = move.step if move.value > move.now else -move.step
            short = move.value - step
            if abs(short - move.now) < abs(move.value - move.now) and (short - move.now) * step >= 0:
                assert earned(item=move.item, value=short) > wanted
