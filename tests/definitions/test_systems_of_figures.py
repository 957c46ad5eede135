"""Systems whose work is a figure: the case named for the system says its figures, on the demo's rows."""

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from definitions.worked_figures import FigureCase, measured
from zhiheng.core.values.indicators import Measured
from zhiheng.definitions.registers import registers

DEMO = Path(__file__).parents[2] / "zhiheng" / "demo" / "registers"


def of_the_demo(folder: Path, sheet: str, figures: list[dict[str, Any]]) -> Mapping[tuple[str, str], Measured]:
    """The figures over all rows of one sheet of the demo, by indicator and period."""
    register = registers()[sheet.removesuffix(".csv")]
    keys = {field.head: key for key, field in register.fields.items()}
    (folder / "case.toml").write_text('source = "demo"', "utf-8")
    case = FigureCase(folder / "case.toml")
    rows = csv.DictReader((DEMO / sheet).read_text("utf-8").splitlines())
    cells = [{keys[head]: cell for head, cell in row.items() if head in keys and cell} for row in rows]
    case.said |= {"row": [{"register": register.id, "cells": one} for one in cells], "figure": figures}
    return {(id, period): value for (id, _, period, _), value in measured(case).items()}


def test_r018_information_is_counted_by_half_year_and_against_the_same_half_of_last_year(tmp_path: Path) -> None:
    cut_off, a_year_before = "2025-01-01..2025-07-25", "2024-01-01..2024-07-25"
    ids = ("information-items", "information-items-change")
    asked = [{"id": id, "period": period} for id in ids for period in (cut_off, a_year_before)]
    found = of_the_demo(tmp_path, "periodic-filing.csv", asked)
    assert found["information-items", cut_off].printed == "154"
    before = found["information-items", a_year_before].value
    assert before
    assert found["information-items-change", cut_off].value == round((154 - before) * 100 / before, 1)
    assert found["information-items-change", a_year_before].state == "undecidable"
