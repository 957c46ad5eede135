"""What the engine makes of a definition works for every one of them: list, form, template, import, export, page of a row."""

import csv
import io
import re
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
CASES = {case.slug: case for case in cases()}


def good_rows(case: Case) -> list[dict[str, Any]]:
    return [row["cells"] for row in case.rows if "problems" not in row]


def sheet(register: Register, case: Case) -> bytes:
    """The good rows of a worked case as a file that somebody sends."""
    rows = good_rows(case)
    keys = [key for key in register.fields if key == AREA or any(key in cells for cells in rows)]
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([register.fields[key].head for key in keys])
    writer.writerows([[cell_of(cells.get(key, "示例县" if key == AREA else "")) for key in keys] for cells in rows])
    return out.getvalue().encode()


def prepare(register: Register, case: Case, cast: factories.Cast) -> None:
    """The areas and the rows of other registers that the case names."""
    rows = good_rows(case)
    areas = dict.fromkeys(str(cells[key]) for cells in rows for key in register.of_type("area") if key in cells)
    there = {area.name for area in (cast.province, cast.county, cast.neighbour_county)}
    for number, name in enumerate(name for name in areas if name not in there):
        factories.area(f"9901{number + 10}", name, "township", cast.county)
    for key in register.of_type("ref"):
        to = register.fields[key].to
        for words in {one for cells in rows if key in cells for one in re.split("[、;；]", str(cells[key]))}:
            if to in registers():
                Row.objects.get_or_create(
                    register=to, key=words, tail=words, area=cast.county, office=cast.office, entered_by=cast.clerk,
                    defaults={"entered_at": factories.A_MOMENT, "changed_at": factories.A_MOMENT},
                )  # fmt: skip


def cell_of(value: Any) -> str:
    return {True: "是", False: "否"}.get(value, str(value)) if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("slug", sorted(registers()))
def test_every_head_of_a_register_s_own_sheet_is_known_again(slug: str) -> None:
    register = registers()[slug]
    found = matched_columns(register, [[field.head for field in register.fields.values()]], "表.xlsx")
    assert list(found.places) == list(register.fields)
    assert found.ignored == ()


@pytest.mark.parametrize("slug", sorted(registers()))
def test_a_register_is_brought_in_shown_and_handed_out(slug: str) -> None:
    register, cast = registers()[slug], factories.cast()
    clerk, address = cast.client("province_clerk"), f"/registers/{slug}/"
    case = CASES[slug]
    prepare(register, case, cast)
    there = Row.objects.filter(register=slug).count()
    for _ in range(2):  # the second time it adds nothing
        report = import_file(slug, "表.csv", sheet(register, case), cast.province_office, cast.province_clerk)
        assert not report.blocked, [problem.says for problem in report.problems]
        assert Row.objects.filter(register=slug).count() - there == len(good_rows(case))
    for row in Row.objects.filter(register=slug).order_by("-pk")[:1]:
        assert clerk.get(f"{address}{row.pk}/").status_code == 200
        assert clerk.get(f"{address}{row.pk}/change/").status_code == 200
    for page in ("", "add/", "template/", "print/", "export/?format=csv"):
        answer = clerk.get(address + page)
        assert answer.status_code == 200, page
        if not answer.streaming and page in ("", "add/"):
            assert register.name in answer.content.decode()
