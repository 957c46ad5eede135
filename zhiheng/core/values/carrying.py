"""What a plan asks, one statement at a time, and how a lower plan takes up what an upper one asks."""

from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from zhiheng.core.values.lexicons import BindingWord, ComparatorWord, Frequency, IndicatorName, Unit
from zhiheng.core.values.units import UnitWords

Relation = Literal["same", "stronger", "weaker", "part", "differs", "missing", "added"]
RELATIONS: dict[Relation, str] = {
    "same": "承接",
    "stronger": "加严",
    "weaker": "弱化",
    "part": "分担",
    "differs": "不一致",
    "missing": "未承接",
    "added": "本级自定",
}


class Statement(Struct, frozen=True, kw_only=True):
    """One goal or one duty of a plan.

    Shape: of a goal, `text` is the indicator with its scope; of a duty, its words.
    None:  `low` of a goal in words; `high` of what is no range; `due_on` where no day follows from `due`.
    """

    id: str
    kind: Literal["goal", "duty"]
    text: str
    place: str = ""  # the clause it stands in
    lead: tuple[str, ...] = ()
    responsible: tuple[str, ...] = ()
    due: str = ""  # as printed: 到2025年底
    due_on: date | None = None
    comparator: str = ""
    low: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    change: bool = False  # 提高5个百分点: a change, not a level


class Pair(Struct, frozen=True, kw_only=True):
    """A statement above and one below that may take it up; a person confirms it.

    Unit: `likeness` of 100. `relation` says what it would be, were the two the same matter; `evidence` says why, in sentences.
    """

    upper: str
    lower: str
    likeness: int
    relation: Relation
    evidence: tuple[str, ...] = ()


class Carrying(Struct, frozen=True, kw_only=True):
    """How one plan takes up another: candidates, the likeliest of each statement first; what has none above or below."""

    pairs: tuple[Pair, ...] = ()
    missing: tuple[str, ...] = ()  # of the upper plan
    added: tuple[str, ...] = ()  # of the lower plan


class CarryingWords(Struct, frozen=True, kw_only=True):
    """The word lists that comparing plans needs, taken out of `Lexicons`."""

    units: UnitWords = UnitWords()
    indicators: tuple[IndicatorName, ...] = ()
    measures: tuple[Unit, ...] = ()
    comparators: tuple[ComparatorWord, ...] = ()
    frequencies: tuple[Frequency, ...] = ()
    binding: tuple[BindingWord, ...] = ()


class Total(Struct, frozen=True, kw_only=True):
    """What the areas below promise of one target together. `short` is what is missing; None: it cannot be said, and why not."""

    asked: Decimal
    promised: Decimal
    unit: str
    areas: tuple[str, ...]
    silent: tuple[str, ...] = ()  # areas that have no such target
    short: Decimal | None = None
    why: str = ""


class Difference(Struct, frozen=True):
    """One thing that a statement says otherwise in a new version; both as they are printed."""

    name: str
    old: str
    new: str


class Revised(Struct, frozen=True, kw_only=True):
    """What became of one statement in a new version of its document: added where `old` is "", dropped where `new` is."""

    old: str = ""
    new: str = ""
    likeness: int = 0
    differences: tuple[Difference, ...] = ()
