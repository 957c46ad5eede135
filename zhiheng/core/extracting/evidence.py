"""What speaks against an item, by name. What each doubt weighs stands in `confidence.csv`."""

import re
from collections.abc import Iterator

from zhiheng.core.extracting.bodies import Bodies
from zhiheng.core.extracting.reckoned import Reckoned
from zhiheng.core.extracting.weighing import Weights
from zhiheng.core.extracting.words import Words
from zhiheng.core.values.alternations import any_of
from zhiheng.core.values.reading import Task

_NEAR = 1  # of the line between target and result
_SHORT, _LONG = 3, 20  # characters of a name
_LONG_UNIT = 16
_MARKS = "“《（"  # a name may begin with them


def of_figure(words: Words, item: Reckoned, name: str) -> Iterator[str]:
    """The doubts about a number and its name."""
    if item.verdict.margin < _NEAR:
        yield "near_line"
    if item.name.carried:
        yield "carried"
    if item.name.first:
        yield "number_first"
    if len(name) < _SHORT:
        yield "short_name"
    elif len(name) > _LONG:
        yield "long_name"
    if _is_odd(words, name):
        yield "odd_name"
    if item.bound.kind == "change":
        yield "change"
    if item.deadline and item.deadline.inherited:
        yield "inherited"


def _is_odd(words: Words, name: str) -> bool:
    """A name that is a piece of a sentence: it begins in the middle, or somebody does something in it."""
    begins = name[:1].isalnum() or name[:1] in _MARKS
    return not begins or bool(words.once(_odd_start).match(name)) or bool(words.hits("odd_name", name))


def _odd_start(words: Words) -> re.Pattern[str]:
    return re.compile(f"(?!{any_of(words.senses['odd_start_not'])})(?:{any_of(words.senses['odd_start'])})")


def weigh_duty(words: Words, kind: str, task: Task, doubts: tuple[str, ...] = ()) -> None:
    """Set a duty's confidence by its doubts, and say why a person should look."""
    bodies = words.once(Bodies)
    names = task.lead_units + task.responsible_units
    found = list(doubts)
    if not task.lead_units:
        found.append("no_lead")
    if task.open_ended:
        found.append("open")
    if any(len(name) > _LONG_UNIT or not bodies.is_body(name) for name in names):
        found.append("odd_unit")
    task.confidence, flags = words.once(Weights).weigh(kind, found)
    task.flags += flags
