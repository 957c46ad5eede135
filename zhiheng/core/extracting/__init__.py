"""What a document promises, assigns and reports, as items tied to its text.

Enters: `Cleaned` (the repaired body) and `Lexicons` (the word lists). Leaves: `Items`.
Open `figures.py` first: it shows the path of a number; `assignments.py` shows the path of a duty.
"""

from collections.abc import Hashable

from msgspec import structs

from zhiheng.core.extracting.assignments import Assigner
from zhiheng.core.extracting.deadlines import Deadlines
from zhiheng.core.extracting.duty_tables import duties
from zhiheng.core.extracting.figures import reckon
from zhiheng.core.extracting.folding import Folded
from zhiheng.core.extracting.goals import qualitative_targets
from zhiheng.core.extracting.indicator_tables import IndicatorTables
from zhiheng.core.extracting.judging import Judge
from zhiheng.core.extracting.layout import Layout
from zhiheng.core.extracting.mechanisms import Mechanisms
from zhiheng.core.extracting.periods import Periods
from zhiheng.core.extracting.prose_duties import ProseDuties
from zhiheng.core.extracting.repeating import merged, note_copies
from zhiheng.core.extracting.rules import Rules
from zhiheng.core.extracting.statistics import statistics
from zhiheng.core.extracting.tables import TableFinder
from zhiheng.core.extracting.targets import targets
from zhiheng.core.extracting.words import words_of
from zhiheng.core.values.cleaned import Cleaned
from zhiheng.core.values.lexicons import Lexicons
from zhiheng.core.values.reading import Items, Statistic, Target, Task

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
    tables = words.once(TableFinder).tables(cleaned.text)
    promised, present, taken = words.once(IndicatorTables).items(layout, tables)
    reckoned = reckon(words, layout, deadlines, judge, taken)
    region = meta.region.name if meta.region else None
    promises = judge.prior > 0
    assigned = words.once(Assigner).tasks(layout, deadlines)
    placed_duties = assigned + words.once(ProseDuties).tasks(layout, deadlines, assigned, promises)
    spans = [(placed.duty, placed.end, placed.task) for placed in placed_duties]
    items = Items(
        targets=merged(promised + targets(words, layout, reckoned), _of_target),
        qualitative_targets=qualitative_targets(words, layout, deadlines),
        tasks=_in_order([placed.task for placed in placed_duties] + duties(words, layout, deadlines, tables)),
        mechanisms=words.once(Mechanisms).mechanisms(layout, spans, promises),
        rules=words.once(Rules).rules(layout),
        statistics=merged(
            present + statistics(words, layout, reckoned, Periods(layout, meta.issued_on, meta.title), region), _of_statistic
        ),
    )
    note_copies(cleaned, [item for each in structs.astuple(items) for item in each])
    return items


def _in_order(items: list[Task]) -> list[Task]:
    return sorted(items, key=lambda item: (item.start, item.end))


def _of_target(target: Target) -> Hashable:
    year = target.deadline.year if target.deadline else None
    return target.indicator, target.scope, str(target.value), target.unit, year


def _of_statistic(statistic: Statistic) -> Hashable:
    period = (statistic.period.from_, statistic.period.to) if statistic.period else None
    return statistic.measure, statistic.subject, str(statistic.value), statistic.unit, period
