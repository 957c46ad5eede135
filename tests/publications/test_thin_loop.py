"""Rows → figures → bulletin → read back: the figures that come back are the figures that went in."""

import csv
import json
from decimal import Decimal
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import factories
from zhiheng.cli import main
from zhiheng.core import read
from zhiheng.core.values.indicators import Measured
from zhiheng.core.writing.papers import text
from zhiheng.core.writing.templates import WORDS, Answer, Ask, Given, asked, written
from zhiheng.definitions import lexicons
from zhiheng.definitions.indicators import indicators
from zhiheng.definitions.templates import template_called
from zhiheng.publications.models import Publication
from zhiheng.registers.models import Row

DEMO = files("zhiheng.demo")
PERIOD = "2025-01-01..2025-07-25"
FIGURES = {
    "inspections": (847, "次"), "inspection-staff-times": (45111, "人次"), "cases-found": (2102, "宗"),
    "cases-filed": (1124, "宗"), "fines": (332.67, "万元"),
}  # fmt: skip


def demo_province() -> None:
    """The areas of the demo, and one clerk of its province."""
    for row in csv.DictReader((DEMO / "areas.csv").read_text("utf-8").splitlines()):
        parent = factories.area("990000", "示例省", "province") if row["parent"] else None
        factories.area(row["code"], row["name"], row["level"], parent)
    province = factories.area("990000", "示例省", "province")
    factories.person("province", "孙省局", factories.office(province, "省市场监管局"), "clerk")


def run(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    capsys.readouterr()
    status = main(words)
    said = capsys.readouterr()
    return status, said.out, said.err


@pytest.mark.django_db
def test_the_commands_close_the_loop(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    demo_province()
    sheet, bulletin = str(DEMO / "registers" / "special-campaign.csv"), tmp_path / "通报.txt"
    about = ("--area", "990000", "--period", PERIOD)

    assert run(capsys, "import", "special-campaign", sheet, "--dry-run")[0] == 0
    assert Row.objects.count() == 0
    assert run(capsys, "import", "special-campaign", sheet)[0] == 0
    assert run(capsys, "import", "special-campaign", sheet, "--format", "json")[1].count('"added": 0') == 1

    for name, (value, unit) in FIGURES.items():
        status, out, _ = run(capsys, "measure", name, *about, "--format", "json")
        measured = json.loads(out)
        assert (status, measured["value"], measured["unit"], measured["rows"]) == (0, value, unit, 847)

    for form in ("txt", "docx", "pdf", "html"):
        file = bulletin.with_suffix(f".{form}")
        status, said, _ = run(capsys, "publish", "inspection-bulletin", *about, "--output", str(file))
        assert status == 0
        assert ("仿宋用 " in said) == (form == "pdf")
        found = read(file.read_bytes(), file.name, lexicons()).statistics
        said = [(item.value, item.unit) for item in found]
        assert [one for one in said if one in FIGURES.values()] == list(FIGURES.values())
    assert Publication.objects.count() == 1


@pytest.mark.django_db
def test_changing_one_row_changes_the_figure_by_it(capsys: pytest.CaptureFixture[str]) -> None:
    demo_province()
    run(capsys, "import", "special-campaign", str(DEMO / "registers" / "special-campaign.csv"))
    row = Row.objects.filter(event_on="2025-03-04").first()
    row.data = row.data | {"fine": row.data["fine"] + 1_000_000}
    row.save()
    out = run(capsys, "measure", "fines", "--area", "990000", "--period", PERIOD, "--format", "json")[1]
    assert (json.loads(out)["value"], json.loads(out)["numerator"]) == (333.67, 333_670_000)


def known_now(ask: Ask, values: dict[str, Decimal]) -> Answer:
    """An answer with the value, for this period; nothing is known of other periods and other figures."""
    form = indicators()[ask.indicator].printing
    value = None if ask.period else values.get(ask.indicator)
    seen = Measured(
        indicator=ask.indicator, unit=form.unit, decimals=form.decimals, value=value, numerator=None, denominator=None, rows=1,
        empty=0, state="complete",
    )  # fmt: skip
    return Answer(area="990000", period="2025H1", over="2025年上半年", measured=seen)


@settings(max_examples=40)
@given(st.lists(st.integers(1, 999_999), min_size=5, max_size=5))
def test_any_figures_written_are_read_back(values: list[int]) -> None:
    *counts, fines = values
    given_values = [*map(Decimal, counts), Decimal(fines).scaleb(-2)]
    template = template_called("inspection-bulletin")
    printed = [indicators()[name].printing for name in FIGURES]
    values_now = dict(zip(FIGURES, given_values, strict=True))
    answers = {ask: known_now(ask, values_now) for ask in asked(template).figures}
    words = dict.fromkeys(WORDS, "2025") | {"area": "示例省", "period": "2025年上半年", "until": "2025年6月30日"}
    paper = written(template, Given(words=words, indicators=indicators(), answers=answers))
    found = read(text(paper).encode(), "通报.txt", lexicons()).statistics
    assert [(Decimal(str(item.value)), item.unit) for item in found] == [
        (value, form.unit) for value, form in zip(given_values, printed, strict=True)
    ]
