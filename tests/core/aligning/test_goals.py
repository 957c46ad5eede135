"""What a level may make of a target from above."""

import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from zhiheng.core.aligning.goals import asked_as, check_shares, check_tightened, number
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.vocabulary import Vocabulary
from zhiheng.definitions import lexicons

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "goals.toml").read_text("utf-8"))


def said(check, *given) -> str:
    """What a check answers: "taken", or the sentence that refuses."""
    try:
        check(*given)
    except Fault as problem:
        return problem.says
    return "taken"


def known(given):
    return Vocabulary(lexicons().indicators).of(given.get("indicator", ""))


@pytest.mark.parametrize("case", CASES["tightened"], ids=lambda case: case["source"])
def test_a_tightened_target_is_stricter(case):
    given = case["given"]
    asked, own = Decimal(given["asked"]), Decimal(given["own"])
    comparator = asked_as(given["comparator"], known(given))
    assert case["expect"] in said(check_tightened, "指标", comparator, given["unit"], asked, own)


@pytest.mark.parametrize("case", CASES["shared"], ids=lambda case: case["source"])
def test_what_is_shared_out_reaches_the_target(case):
    given = case["given"]
    shares = [(f"地区{n}", Decimal(value)) for n, value in enumerate(given["shares"])]
    comparator, asked = asked_as(given["comparator"], known(given)), Decimal(given["asked"])
    answer = said(check_shares, "指标", comparator, given["unit"], asked, shares, given["by"], known(given))
    assert case["expect"] in answer


@pytest.mark.parametrize(("typed", "value"), [("98.5", "98.5"), ("９８．５％", "98.5"), ("12,000", "12000"), (" 20 ", "20")])
def test_numbers_are_read_as_people_type_them(typed, value):
    assert number(typed, "数值") == Decimal(value)


@pytest.mark.parametrize("typed", ["", "很多", "1e999999999", "NaN", "inf", "九成"])
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(Fault, match="不是数"):
        number(typed, "数值")
