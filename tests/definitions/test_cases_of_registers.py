"""Every register has a worked case, and what the case says comes of it."""

from typing import Any

import pytest

from definitions.worked_cases import LAST_DAY, Case, cases, seen, walked
from zhiheng.core.measuring.tallying import chosen, not_done, printed, share, tallied
from zhiheng.core.scheduling import clocks_of, status_on
from zhiheng.core.values.registers import MONEY_UNITS, Register
from zhiheng.definitions.calendars import calendar
from zhiheng.definitions.registers import registers
from zhiheng.definitions.signatures import clocks_to_sign

ALL = list(cases())


@pytest.mark.parametrize("slug", sorted(registers()))
def test_a_register_has_a_worked_case_with_something_refused(slug: str) -> None:
    case = next((case for case in ALL if case.slug == slug), None)
    assert case, f"tests/cases/registers/{slug}.toml is missing"
    assert any("problems" in row or any("refused" in step for step in row.get("walk", ())) for row in case.rows)
    assert case.figures or any("walk" in row for row in case.rows)


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.slug)
def test_the_rows_of_a_case_are_kept_or_refused_as_it_says(case: Case) -> None:
    register = registers()[case.slug]
    for row in case.rows:
        checked = case.checked(register, row)
        said = [problem.says for problem in checked.problems if problem.level == "block"]
        if "problems" not in row:
            assert not said, row["id"]
        for part in row.get("problems", ()):
            assert any(part in sentence for sentence in said), f"{row['id']}: {part} not in {said}"
        for part in row.get("warns", ()):
            assert any(part in problem.says for problem in checked.problems if problem.level != "block"), row["id"]
        for key, value in row.get("kept", {}).items():
            assert checked.values[key] == value, f"{row['id']} {key}"
        for key, mark in row.get("marks", {}).items():
            assert checked.marks[key] == mark, f"{row['id']} {key}"


@pytest.mark.parametrize(
    "case", [case for case in ALL if any({"walk", "clocks"} & set(row) for row in case.rows)], ids=lambda case: case.slug
)
def test_the_rows_of_a_case_walk_their_lifecycle_and_their_clocks_run(case: Case) -> None:
    register = registers()[case.slug]
    for row in case.rows:
        if "problems" in row:
            continue
        at = walked(case, register, row)
        assert at.state == row.get("state", at.state), row["id"]
        signed = frozenset(clocks_to_sign(register))
        days = clocks_of(register, at.checked.values, at.passages, calendar(), signed)
        for clock in row.get("clocks", ()):
            found = days[clock["id"]]
            assert found.due == clock.get("due", found.due), f"{row['id']} {clock['id']}: due {found.due}"
            assert status_on(found, clock["on"]) == clock["status"], f"{row['id']} {clock['id']}"


@pytest.mark.parametrize("case", [case for case in ALL if case.figures], ids=lambda case: case.slug)
def test_the_figures_of_a_case_come_of_its_rows(case: Case) -> None:
    register = registers()[case.slug]
    good = [row for row in case.rows if "problems" not in row]
    days = {figure.get("on", LAST_DAY) for figure in case.figures}
    rows_on = {on: [seen(case, register, row, on) for row in good] for on in days}
    for figure in case.figures:
        rows = rows_on[figure.get("on", LAST_DAY)]
        if "due" in figure:
            key, done = figure["done"]["key"], chosen(rows, figure["done"].get("where", {}))
            identity = case.known.enterprise if register.fields[key].type == "enterprise" else str
            due = {identity(name): name for name in figure["due"]}
            assert [due[one] for one in not_done(due, done, key)] == figure["missing"], figure["name"]
        else:
            assert _figure(figure, register, rows) == str(figure["expect"]), figure["name"]


def _figure(figure: dict[str, Any], register: Register, rows: list[dict[str, Any]]) -> str:
    of = chosen(rows, figure.get("where", {}))
    shape = figure.get("print", {})
    decimals, measure = shape.get("decimals", 0), figure.get("measure", "count")
    if "numerator" not in figure:
        summed = measure.split()[1:2]
        scale = MONEY_UNITS[shape["unit"]] if summed and register.fields[summed[0]].type == "money" else 1
        return printed(tallied(measure, of), decimals=decimals, scale=scale)
    above, below = figure["numerator"], figure.get("denominator", {})
    numerator = tallied(above.get("measure", measure), chosen(of, above.get("where", {})))
    denominator = tallied(below.get("measure", measure), chosen(of, below.get("where", {})))
    return printed(share(numerator, denominator, per=figure.get("per", 100)), decimals=decimals)
