"""Every register of ours has its pages, and what went out on its sheet comes in again."""

from typing import Any

import pytest

import factories
from definitions.worked_cases import Case, cases
from zhiheng.core.checking import matched_columns
from zhiheng.core.values.registers import AREA, Register
from zhiheng.definitions.registers import registers
from zhiheng.registers.actions import import_file
from zhiheng.registers.models import Row

pytestmark = pytest.mark.django_db


def row_by_itself(case: Case) -> dict[str, Any]:
    """The first good row of a case that needs no row of another register and no file; none where every row does."""
    register = registers()[case.slug]
    outside = {key for key, field in register.fields.items() if field.to or field.type == "file"}
    good = (row["cells"] for row in case.rows if "problems" not in row and not outside & row["cells"].keys())
    return next(good, {})


BY_THEMSELVES = [case for case in cases() if row_by_itself(case)]


@pytest.mark.parametrize("slug", sorted(registers()))
def test_a_register_has_a_list_a_form_an_empty_sheet_and_a_print(slug: str) -> None:
    client = factories.cast().client("clerk")
    for page in ("", "add/", "template/", "print/"):
        assert client.get(f"/registers/{slug}/{page}").status_code == 200, page


@pytest.mark.parametrize("slug", sorted(registers()))
def test_every_head_of_a_register_s_own_sheet_is_known_again(slug: str) -> None:
    register = registers()[slug]
    found = matched_columns(register, [[field.head for field in register.fields.values()]], "表.xlsx")
    assert list(found.places) == list(register.fields)
    assert found.ignored == ()


@pytest.mark.parametrize("case", BY_THEMSELVES, ids=lambda case: case.slug)
def test_a_row_of_a_worked_case_comes_in_as_a_file_and_again_adds_nothing(case: Case) -> None:
    cast = factories.cast()
    sheet = _sheet(registers()[case.slug], row_by_itself(case))
    for _ in range(2):
        brought = import_file(case.slug, "算例.csv", sheet, cast.office, cast.clerk)
        assert not brought.blocked, brought.problems
        assert Row.objects.unscoped("all of a test").filter(register=case.slug).count() == 1


def _sheet(register: Register, cells: dict[str, Any]) -> bytes:
    """One row as a person types it, in the county of the cast."""
    typed = {key: "、".join(value) if isinstance(value, list) else str(value) for key, value in cells.items()} | {AREA: "示例县"}
    quoted = [['"' + words.replace('"', '""') + '"' for words in line] for line in _lines(register, typed)]
    return "\n".join(",".join(line) for line in quoted).encode()


def _lines(register: Register, typed: dict[str, str]) -> list[list[str]]:
    return [[register.fields[key].head for key in typed], list(typed.values())]
