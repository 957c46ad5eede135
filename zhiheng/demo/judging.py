"""What persons say of the items: the areas of themselves, departments, the survey, visitors."""

import csv
from typing import Any

from zhiheng.assessments.actions.answering import save_own
from zhiheng.assessments.actions.entering import Cell, save_cells
from zhiheng.assessments.models import Assessment
from zhiheng.assessments.recording import say
from zhiheng.core.scoring import heard
from zhiheng.demo.story import folder, rows

BEGUN = 4  # items that the county has answered of the year that is open
SAMPLE = "320"  # sheets of the survey that came back, of each area


def speak_for_themselves(made: Assessment, by: Any) -> None:
    """Every area has said what it thinks of the items that persons score; of a figure only where it has another."""
    items, differing = made.as_opened.leaves, {(one["area"], one["item"]): one for one in rows("self-2024.csv")}
    own = {(area, item): text for item, area, text in _judged() if items[item].by != "survey"}
    own |= {key: one["says"] for key, one in differing.items()}
    for assessed in made.assessed.select_related("area"):
        for (area, item), text in own.items():
            if area == assessed.name:
                told = heard(items[item], text, assessed.group)
                why = differing[area, item]["why"] if (area, item) in differing else ""
                say(assessed, item, "self", by, value=told.value, answer=told.answer, why=why)


def begin_own(made: Assessment, area: str, by: Any) -> None:
    """One area has said of the year what it said of the one before, of the first items that persons score."""
    items, assessed = made.as_opened.leaves, made.assessed.get(name=area)
    said = [(item, text) for item, of, text in _judged() if of == area and items[item].by != "survey"][:BEGUN]
    if refused := save_own(assessed, [Cell(assessed.code, item, text) for item, text in said], by).refused:
        raise ValueError(f"judged-2024.csv: {refused[0]}")


def score(made: Assessment, by: Any) -> None:
    """The departments, the survey and the visitors have scored every area."""
    items, codes = made.as_opened.leaves, {one.name: one.code for one in made.assessed.all()}
    for side in ("department", "survey", "visit"):
        sample = SAMPLE if side == "survey" else ""
        cells = [Cell(codes[area], item, text, sample=sample) for item, area, text in _judged() if items[item].by == side]
        if refused := save_cells(made, side, cells, by).refused:
            raise ValueError(f"judged-2024.csv: {refused[0]}")


def _judged() -> list[tuple[str, str, str]]:
    """Item, area and what is said of it."""
    listed = csv.DictReader((folder() / "judged-2024.csv").read_text("utf-8").splitlines())
    return [(line["item"], area, text) for line in listed for area, text in line.items() if area != "item" and text]
