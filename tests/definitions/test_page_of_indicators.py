"""The pages for those who write an indicator say what the loader takes, and what they show loads."""

import re
from pathlib import Path

import pytest
from msgspec import Struct
from msgspec.structs import fields

from zhiheng.core.values.indicators import Printing, Series
from zhiheng.definitions.conditions import OPERATORS
from zhiheng.definitions.figures import shapes
from zhiheng.definitions.indicators import IndicatorFile, indicator_from
from zhiheng.definitions.registers import registers

DOCS = Path(__file__).parents[2] / "docs"
PAGE = (DOCS / "methods" / "indicators.md").read_text("utf-8")
GUIDE = (DOCS / "guide" / "own-indicators.md").read_text("utf-8")
WRITTEN = (
    IndicatorFile, Printing, Series, shapes.PartTable, shapes.DueTable, shapes.DoneTable, shapes.ChangeTable, shapes.FormulaTable,
    shapes.EachTable, shapes.RuleTable,
)  # fmt: skip


@pytest.mark.parametrize("text", [PAGE, GUIDE], ids=["method", "guide"])
def test_the_example_of_a_page_loads(text: str, tmp_path: Path) -> None:
    path = tmp_path / "example.toml"
    path.write_text(re.search(r"```toml(?: example)?\n(.*?)```", text, re.S)[1], "utf-8")
    assert indicator_from(path, registers()).name


@pytest.mark.parametrize("table", WRITTEN, ids=lambda table: table.__name__)
def test_every_key_that_a_file_may_hold_stands_on_the_page(table: type[Struct]) -> None:
    assert not [field.encode_name for field in fields(table) if not re.search(rf"\b{field.encode_name}\b", PAGE)]


def test_every_operator_and_rule_stands_on_the_page() -> None:
    told = {option for options in shapes.SERIES_RULES.values() for option in options}
    assert not [word for word in (*OPERATORS, *shapes.SERIES_RULES, *told) if not re.search(rf"\b{word}\b", PAGE)]
