"""What people write in the cell of an item is understood, or refused with what may stand there."""

from decimal import Decimal

import pytest

from core.scoring.making import small_scheme
from zhiheng.core.scoring import heard, most_allowed, rule_in_words, value_asked
from zhiheng.core.values.faults import Fault
from zhiheng.definitions.schemes import schemes

CHOICE = '"1.1.1" = {name = "规划", worth = 4, by = "department", how = {choice = {"纳入规划" = 4, "无" = 0}}, lead = "发改"}'
GIVEN = '"1.1.2" = {name = "活动", worth = 3, by = "department", how = {given = {}}, lead = "发改"}'
COUNT = (
    '"1.1.3" = {name = "会议", worth = 3, by = "department", of = "次数", unit = "次", how = {earn = {each = 1}}, lead = "发改"}'
)
SMALL = small_scheme(CHOICE, GIVEN, COUNT)
PLAN, ACTIVITY, MEETINGS = SMALL.items


@pytest.mark.parametrize("text", ["纳入规划", " 纳入 规划 ", "纳入规划\n"])
def test_an_answer_is_known_whatever_blanks_stand_in_it(text):
    assert heard(PLAN, text).answer == "纳入规划"


def test_an_answer_that_nobody_offered_is_refused_with_those_offered():
    with pytest.raises(Fault, match="纳入规划、无") as caught:
        heard(PLAN, "部分纳入")
    assert caught.value.id == "S240"


@pytest.mark.parametrize(("text", "value"), [("2.5", "2.5"), ("２．５", "2.5"), ("2.5分", "2.5"), ("0", "0"), ("2.50", "2.5")])
def test_a_number_is_known_in_the_digits_and_units_people_write(text, value):
    assert heard(ACTIVITY, text).value == Decimal(value)


def test_the_unit_of_the_item_may_stand_behind_its_number():
    assert heard(MEETINGS, "3次").value == 3


@pytest.mark.parametrize("text", ["3.1", "-1", "0.25", "两分", "NaN", "1e400", "", "1_0", "Infinity"])
def test_points_outside_the_item_or_between_its_steps_are_refused(text):
    with pytest.raises(Fault) as caught:
        heard(ACTIVITY, text)
    assert caught.value.id == "S240"


def test_every_item_of_every_scheme_tells_its_rule_and_what_is_asked():
    for scheme in schemes().values():
        for item in scheme.items:
            for group in scheme.groups or {"": ""}:
                assert rule_in_words(item, group)
                assert value_asked(item, group)


def test_the_rule_of_points_given_names_steps_and_the_spread():
    award = schemes()["quality-award"].items[0]
    assert rule_in_words(award) == "0 至 100%，以 5%为一档；独立评分相差超过 20%的合议"
    assert most_allowed(award) == 100
    assert rule_in_words(MEETINGS) == "每次得 1 分，最多 3 分"
