"""What a document promises, assigns and reports, as items tied to its text.

Enters: `Cleaned` (the repaired body) and `Lexicons` (the word lists). Leaves: `Items`.
Open `figures.py` first: it shows the path of a number; `assignments.py` shows the path of a duty.
"""

from collections.abc import Hashable
from typing import TypeVar

from msgspec import structs

from zhiheng.core.extracting.assignments import Assigner
from zhiheng.core.extracting.deadlines import Deadlines
from zhiheng.core.extracting.doubting import doubt, doubt_damaged
from zhiheng.core.extracting.figures import reckon
from zhiheng.core.extracting.folding import Folded
from zhiheng.core.extracting.goals import qualitative_targets
from zhiheng.core.extracting.judging import Judge
from zhiheng.core.extracting.layout import Layout
from zhiheng.core.extracting.mechanisms import Mechanisms
from zhiheng.core.extracting.own_rules import OwnRules
from zhiheng.core.extracting.periods import Periods
from zhiheng.core.extracting.plausible import doubt_unlikely
from zhiheng.core.extracting.prose_duties import ProseDuties
from zhiheng.core.extracting.repeating import merged, note_copies
from zhiheng.core.extracting.rules import Rules
from zhiheng.core.extracting.statistics import statistics
from zhiheng.core.extracting.tables import Tables, apart_from, in_rows
from zhiheng.core.extracting.targets import targets
from zhiheng.core.extracting.words import words_of
from zhiheng.core.values.cleaned import Cleaned
from zhiheng.core.values.lexicons import Lexicons
from zhiheng.core.values.reading import Item, Items, Statistic, Target

AnyItem = TypeVar("AnyItem", bound=Item)

__all__ = ["extract"]


def extract(cleaned: Cleaned, lexicons: Lexicons) -> Items:
    """Every target, duty, mechanism, rule and statistic of a document.

    Shape:  each list in the order of the text; `quote == raw[start:end]` for every item.
    Source: docs/methods/reading.md
    """
    words = words_of(lexicons)
    layout = Layout(Folded(cleaned))
    meta = cleaned.meta
    deadlines = Deadlines(words, layout, meta.issued_on, meta.title)
    judge = Judge(words, layout, meta.doc_type, deadlines.issued)
    tabled = words.once(Tables).read(layout, deadlines)
    reckoned = reckon(words, layout, deadlines, judge, tabled.flattened)
    region = meta.region.name if meta.region else None
    promises = judge.prior > 0
    assigned = words.once(Assigner).tasks(layout, deadlines)
    placed_duties = assigned + words.once(ProseDuties).tasks(layout, deadlines, assigned, promises)
    spans = [(placed.duty, placed.end, placed.task) for placed in placed_duties]
    items = Items(
        targets=merged(tabled.targets + in_rows(targets(words, layout, reckoned), tabled), _of_target),
        qualitative_targets=_in_order(
            tabled.worded + apart_from(qualitative_targets(words, layout, deadlines), tabled, in_cells=True)
        ),
        tasks=_in_order(tabled.tasks + apart_from([placed.task for placed in placed_duties], tabled)),
        mechanisms=apart_from(words.once(Mechanisms).mechanisms(layout, spans, promises), tabled, in_cells=True),
        rules=apart_from(words.once(Rules).rules(layout), tabled, in_cells=True),
        statistics=merged(
            tabled.statistics
            + apart_from(statistics(words, layout, reckoned, Periods(layout, meta.issued_on, meta.title), region), tabled),
            _of_statistic,
        ),
    )
    words.once(OwnRules).apply(items, layout, deadlines)
    doubt_unlikely(words, items.targets, items.statistics)
    doubt(words, items.targets, damaged=meta.truncated or any(repair.rule == "ocr" for repair in cleaned.repairs))
    every = [item for each in structs.astuple(items) for item in each]
    doubt_damaged(cleaned.repairs, every)
    note_copies(cleaned, every)
    return items


def _in_order(items: list[AnyItem]) -> list[AnyItem]:
    return sorted(items, key=lambda item: (item.start, item.end))


def _of_target(target: Target) -> Hashable:
    year = target.deadline.year if target.deadline else None
    return target.indicator, target.scope, str(target.value), target.unit, year


def _of_statistic(statistic: Statistic) -> Hashable:
    period = (statistic.period.from_, statistic.period.to) if statistic.period else None
    return statistic.measure, statistic.subject, str(statistic.value), statistic.unit, period
