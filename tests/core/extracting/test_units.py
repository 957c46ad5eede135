"""Units of measure: read whole, with their scale, and not where the same characters mean something else."""

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from core.extracting.building import as_cleaned
from zhiheng.core.extracting import extract
from zhiheng.core.extracting.words import words_of
from zhiheng.definitions import lexicons

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "units.toml").read_text("utf-8"))
WORDS = words_of(lexicons())


def size(printed: str) -> tuple[str, Decimal]:
    number = re.match(r"[\d.]+", printed)
    assert number
    known = WORDS.unit(printed[number.end() :])
    assert known, printed
    return known[0].dimension, Decimal(number[0]) * known[1] * Decimal(str(known[0].scale))


@pytest.mark.parametrize(("text", "value", "unit"), CASES["reads"], ids=[case[2] for case in CASES["reads"]])
def test_a_unit_is_read_whole(text: str, value: float, unit: str) -> None:
    found = extract(as_cleaned(text, "plan", "2026-09-01"), lexicons()).targets
    assert [(target.value, target.unit) for target in found] == [(value, unit)]


@pytest.mark.parametrize("text", CASES["none"])
def test_the_characters_of_a_unit_elsewhere_make_no_figure(text: str) -> None:
    found = extract(as_cleaned(text, "plan", "2026-09-01"), lexicons())
    assert not [item.quote for item in (*found.targets, *found.statistics)]


@pytest.mark.parametrize(("one", "other"), CASES["equal"])
def test_units_of_one_dimension_convert(one: str, other: str) -> None:
    (dimension, a), (same, b) = size(one), size(other)
    assert dimension == same
    assert abs(a - b) <= b / 1000


def test_a_unit_is_found_behind_its_scale_and_not_inside_another() -> None:
    known = WORDS.unit("亿千瓦")
    assert known
    assert (known[0].word, known[1]) == ("千瓦", 10**8)
    assert WORDS.unit("万无此单位") is None
