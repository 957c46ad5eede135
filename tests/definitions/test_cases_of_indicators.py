"""Every indicator is in a worked case, and what the case says comes of its rows."""

from collections import Counter
from decimal import Decimal
from functools import cache
from typing import Any

import pytest

from definitions.worked_figures import WHOLE, FigureCase, cases, measured
from zhiheng.core.measuring import period_from
from zhiheng.core.values.indicators import Measured
from zhiheng.definitions.indicators import indicators

FIGURES = [(case, figure) for case in cases() for figure in case.figures]


@cache
def values(case: FigureCase) -> dict[tuple[str, str, str, tuple[str | None, ...]], Measured]:
    return measured(case)


def told(figure: dict[str, Any]) -> str:
    by = f" {figure['by']}" if "by" in figure else ""
    return f"{figure['id']} {figure['period']}{by}{' ' + figure['area'] if 'area' in figure else ''}"


@pytest.mark.parametrize(("case", "figure"), FIGURES, ids=[f"{case.name}-{told(figure)}" for case, figure in FIGURES])
def test_what_a_case_says_comes_of_its_rows(case: FigureCase, figure: dict[str, Any]) -> None:
    dims = tuple(figure.get("by", ()))
    found = values(case).get((figure["id"], figure.get("area", WHOLE), period_from(figure["period"]).text, dims))
    assert found is not None, f"no such group; there are {[dims for id, *_, dims in values(case) if id == figure['id']]}"
    names = case.names()
    assert found.printed == str(figure.get("expect", "")), found
    assert found.state in (figure["state"],) if "state" in figure else found.state in ("complete", "partial")
    assert figure.get("says", "") in found.why
    assert figure.get("note", "") in "".join(found.notes)
    for half in ("numerator", "denominator"):
        if half in figure:
            assert getattr(found, half) == Decimal(figure[half]), half
    for sort in ("names", "missing"):
        if sort in figure:
            assert sorted(names.get(name, name) for name in getattr(found, sort)) == sorted(figure[sort])


@pytest.mark.parametrize("id", sorted(id for id, one in indicators().items() if not one.imported))
def test_an_indicator_has_a_worked_figure_with_a_value(id: str) -> None:
    assert any(figure["id"] == id and "expect" in figure for _, figure in FIGURES)


def test_a_name_that_people_use_means_one_figure() -> None:
    told = Counter(name for one in indicators().values() for name in (one.name, *one.aliases))
    assert [name for name, times in told.items() if times > 1] == []
