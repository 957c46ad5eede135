"""The provincial opinions of 2018, read by the core and accepted whole, become a county's 任务分解表."""

import io
import json

import msgspec
import openpyxl
import pytest

import factories
from zhiheng.core import read
from zhiheng.definitions import lexicons
from zhiheng.documents.models import Item
from zhiheng.plans import actions

pytestmark = [pytest.mark.django_db, pytest.mark.shared]
PLACE = ("section", "quote", "start", "end", "confidence", "flags", "alternatives", "also_at")


@pytest.fixture(scope="module")
def reading(shared):
    file = shared / "seeds" / "001-hainan-2018-opinions.txt"
    return read(file.read_bytes(), file.name, lexicons(), with_raw=True)


@pytest.fixture(scope="module")
def gold(shared):
    return json.loads((shared / "gold" / "001.json").read_text("utf-8"))


@pytest.fixture
def plan(reading):
    cast = factories.cast()
    document = factories.document(cast.office, cast.clerk, reading.raw, title=reading.meta.title)
    Item.objects.bulk_create(
        accepted(document, kind, found)
        for kind, several in (("target", reading.targets), ("task", reading.tasks))
        for found in several
    )
    made = actions.make_plan([document], cast.office, cast.clerk)
    actions.accept_first_proposals(cast.county, cast.clerk)
    made.client = cast.client("clerk")
    return made


def accepted(document, kind, found):
    value = {key: said for key, said in msgspec.to_builtins(found).items() if key not in PLACE}
    return Item(
        document=document, kind=kind, start=found.start, end=found.end, quote=found.quote, section=found.section or "",
        confidence=found.confidence, found=value, value=value, state="accepted",
    )  # fmt: skip


def test_its_34_targets_and_27_assignments_are_in_the_table(plan, gold):
    brackets = {task["start"] for task in gold["tasks"] if task["assignment_type"] == "bracket"}
    assert len(brackets) == 27
    assert brackets <= {duty.item.start for duty in plan.duties.select_related("item")}
    found = [(goal.item.start, goal.item.end) for goal in plan.goals.select_related("item")]
    assert len(found) == len(gold["targets"]) == 34
    for target in gold["targets"]:
        assert any(start < target["end"] and target["start"] < end for start, end in found), target["indicator"]


def test_every_target_stands_with_the_duty_of_its_own_paragraph(plan, gold):
    paragraphs = [(task["para_start"], task["para_end"], task["start"]) for task in gold["tasks"] if "para_start" in task]
    for goal in plan.goals.select_related("item", "duty__item"):
        wanted = {bracket for start, end, bracket in paragraphs if start <= goal.item.start < end}
        assert goal.duty.item.start in wanted, goal.indicator


def test_no_unit_of_the_province_is_left_where_the_county_has_its_own(plan):
    names = {unit.name for duty in plan.duties.all() for unit in duty.units.all()}
    assert {"县市场监管局", "县农业农村局", "县教育局"} <= names
    assert not {"省质监局", "省工商局", "省食品药品监管局", "省农业厅"} & names


def test_who_leads_above_leads_here(plan):
    first = plan.duties.first()
    assert next(unit.name for unit in first.units.all() if unit.role == "lead") == "县农业农村局"


def test_the_file_prints_every_target_once(plan, gold):
    data = plan.client.get(f"/plans/{plan.pk}/breakdown.xlsx").content
    cells = [cell.value for row in openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows() for cell in row]
    column = [line for cell in cells if isinstance(cell, str) for line in cell.split("；\n")]
    printed = [line for line in column if any(line.startswith(goal.indicator) for goal in plan.goals.all())]
    assert len(printed) >= len(gold["targets"])
