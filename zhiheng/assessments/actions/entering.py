"""Scores typed on a page: each cell is written where it still says what she saw; the others are told to her."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from django.db import transaction

from zhiheng.assessments.models import Assessed, Assessment, Judgement
from zhiheng.assessments.recording import say
from zhiheng.assessments.scoring.asking import Pair, word_in_short, words_of
from zhiheng.core.scoring import Heard, heard
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.schemes import Item
from zhiheng.directory.models import Organisation
from zhiheng.web.access import demand

SAMPLE_MOST = 10**9
OUTSIDE = "不适用"


class Cell(NamedTuple):
    """One cell as it was typed; `seen` is the number of the word she looked at, 0 for none."""

    code: str
    item: str
    text: str
    seen: int = 0
    why: str | None = None  # None: as it was
    applies: bool = True
    sample: str = ""


class Typed(NamedTuple):
    """What became of a page: how many cells were written, and a sentence for each that was not."""

    written: int
    refused: list[str]


def save_cells(assessment: Assessment, side: str, cells: Iterable[Cell], by: Any) -> Typed:
    """The cells of one side (department, survey, visit) written where they changed. Raises: NotAllowed U401."""
    demand(by, "assessments.score", area=assessment.area)
    assessed = {one.code: one for one in assessment.assessed.select_related("assessment")}
    items = {item.id: item for item in assessment.as_opened.items if item.by == side}
    units = {one.words: one.unit for one in assessment.lead_units.select_related("unit")} if side == "department" else {}
    written, refused = 0, []
    before = words_of(list(assessed.values()), side, stage="score")
    for cell in cells:
        one, item = assessed.get(cell.code), items.get(cell.item)
        if one is None or item is None:
            continue
        try:
            written += _written(one, item, side, cell, before, units, by)
        except Fault as problem:
            refused.append(f"{one.name} {problem.says}（{problem.id}）")
    return Typed(written, refused)


@transaction.atomic
def _written(
    one: Assessed, item: Item, side: str, cell: Cell, before: Mapping[Pair, Judgement], units: Mapping[str, Organisation],
    by: Any,
) -> bool:  # fmt: skip
    """Whether the cell said something new.

    Raises: Fault S240, S244: another person was first · S245: a sample is no number, or a reason is lacking.
    """
    word = before.get((one.code, item.id))
    text = cell.text.strip() if cell.applies else OUTSIDE
    applies = text != OUTSIDE
    why = cell.why if cell.why is not None else word.why if word else ""
    sample = _sample(item, cell, word)
    same = text == word_in_short(word) and why == (word.why if word else "") and sample == (word.sample if word else 0)
    if same or not text:
        return False
    if not applies and not why:
        raise Fault("S245", f"{item.id} {item.name}：不适用要写明理由。请点项的编号，在“说明”里写。")
    told = heard(item, text, one.group) if applies else Heard()
    Assessed.objects.select_for_update().get(pk=one.pk)  # until this is written nobody else says anything of it
    word = words_of([one], side, stage="score").get((one.code, item.id))
    if (word.pk if word else 0) != cell.seen:
        said = f"{word.by.get_full_name()}已评为“{word_in_short(word)}”" if word else "原来的评分已经撤去"
        raise Fault("S244", f"{item.id}：在您打开以后{said}，您写的“{text}”没有记入。请看过后再定。")
    say(
        one, item.id, side, by, value=told.value, answer=told.answer, applies=applies, why=why, sample=sample,
        unit=units.get(item.lead),
    )  # fmt: skip
    return True


def _sample(item: Item, cell: Cell, word: Judgement | None) -> int:
    if not hasattr(item.how, "sample"):
        return 0
    text = cell.sample.strip()
    if not text:
        return word.sample if word else 0
    if not text.isdecimal() or int(text) > SAMPLE_MOST:
        raise Fault("S245", f"{item.id} {item.name}：有效样本“{text[:20]}”不是份数。请写一个整数，例如 230。")
    return int(text)
