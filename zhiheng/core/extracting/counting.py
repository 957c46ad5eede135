"""The name of a measured thing, and the word for counting at its end."""

from msgspec import Struct

from zhiheng.core.extracting.numbers import Figure
from zhiheng.core.extracting.words import Words

COUNTED = {"things", "batches", "persons", "times", "visits"}
_PLAIN = frozenset("个家户项所宗起件名")  # counters that say nothing of their own


class Name(Struct, kw_only=True):
    """The name of a measured thing. `start:end` spans name and figure."""

    head: str
    scope: str | None = None
    subject: str | None = None
    verb: str | None = None
    added: bool = False  # 新增
    acted: bool = False  # the subject is who did it: 甲企业实现产值5亿元，利润1亿元
    start: int = 0
    end: int = 0
    carried: bool = False  # taken from the figure before
    first: bool = False  # the number stood first
    root: str = ""  # the head before a word of change is added
    short: str | None = None  # the head with a long compound cut to its last noun
    part_of: str = ""  # the verb of the sum that 其中 takes apart
    predicate: str = ""  # what is said of the noun right behind a number that stood first
    noun: str = ""  # the noun right behind a number that stood first
    topic: str | None = None  # what was looked into: 电线抽查56批次，合格率94.6% are both of 电线


def counted(words: Words, head: str, figure: Figure, kind: str, suffix: str, part_of: str = "") -> str:
    """A name with its word for counting: 企业数量, 抽查批次, 报纸种数."""
    if kind == "change" or figure.dimension not in COUNTED or words.whole_name.of(head):
        return head
    if figure.dimension == "batches":
        return head if head.endswith("批次") else f"{head}{part_of}批次"
    if figure.dimension == "visits":
        return head if "人" in head[-2:] else head + "人次"
    if figure.dimension == "times":
        return head + "次数"
    if figure.dimension == "persons":
        return head + suffix if head[-1:] in "人者员" else head + "人数"
    known = words.unit(figure.unit)
    unit = known[0].word if known else figure.unit
    return head + (suffix if unit in _PLAIN or len(unit) != 1 else unit + "数")
