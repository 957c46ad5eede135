"""A scheme of assessment as its definition file says it: three levels, points, ways, vetoes, grades."""

from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from zhiheng.core.values.registers import Force, Source
from zhiheng.core.values.ways import AMONG_PEERS, Deduct, Peers, Way

By = Literal["computed", "department", "expert", "survey", "visit"]
Missing = Literal["zero", "base", "mean", "convert"]
Calendar = Literal["year", "assessment-year"]
Kind = Literal["regular", "bonus", "penalty"]
EVIDENCE = "evidence"  # what `of` names where pieces of evidence that are missing are counted

BY_WORDS: dict[By, str] = {
    "computed": "系统计算", "department": "部门评分", "expert": "专家评分", "survey": "满意度调查", "visit": "现场核查",
}  # fmt: skip
MISSING_WORDS: dict[Missing, str] = {
    "zero": "按 0 分计", "base": "得基础分", "mean": "按同组已有得分的平均数计", "convert": "不计入满分，总分折算",
}  # fmt: skip


class Item(Struct, frozen=True, kw_only=True):
    """One content that is scored: a leaf of the scheme.

    Shape: `of` is the indicator of a computed item, "evidence", or a name of what is judged; `unit` is that of the value.
           `only`: groups it is asked of, () for all; `worth_in`: points in a group where they differ.
    None:  `missing`: the scheme's rule for this source.
    Unit:  `worth` and `base` in points. A penalty's worth is the most it takes.
    """

    id: str
    name: str
    worth: Decimal
    by: By
    how: Way
    of: str = ""
    unit: str = ""
    lead: str = ""
    evidence: tuple[str, ...] = ()
    kind: Kind = "regular"
    missing: Missing | None = None
    inapplicable: Literal["base", "convert"] = "convert"
    base: Decimal | None = None
    only: tuple[str, ...] = ()
    worth_in: dict[str, Decimal] = {}
    source: Source
    unconfirmed: bool = False
    note: str = ""

    @property
    def point(self) -> str:
        """The id of its point: 1.2 of 1.2.3."""
        return self.id.rpartition(".")[0]

    @property
    def aspect(self) -> str:
        """The id of its aspect: 1 of 1.2.3."""
        return self.id.partition(".")[0]

    @property
    def among_peers(self) -> bool:
        """Whether the value of another may move this one's score."""
        return isinstance(self.how, AMONG_PEERS) or (isinstance(self.how, Deduct) and self.how.beyond_mean)

    def worth_for(self, group: str) -> Decimal:
        """Its points in that group."""
        return self.worth_in.get(group, self.worth)

    def asked_of(self, group: str) -> bool:
        """Whether that group has this item."""
        return not self.only or group in self.only


class Level(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """An aspect (方面) or a point (要点): its name, the points of all below it, in a group where they differ."""

    name: str
    worth: Decimal
    worth_in: dict[str, Decimal] = {}
    unconfirmed: bool = False

    def worth_for(self, group: str) -> Decimal:
        """Its points in that group."""
        return self.worth_in.get(group, self.worth)


class Grade(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"since": "from", "until": "to"}):
    """One grade: rounded totals from `since` to `until`, both included. None is open."""

    name: str
    since: Decimal | None = None
    until: Decimal | None = None


class Grading(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The grades, the best first, and to how many decimals a total is rounded before it is graded."""

    decimals: int
    round: Literal["half-up", "down"]
    bands: tuple[Grade, ...]


class Struck(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a veto or a cap looks at: an incident of the register, an indicator, or the share of a level's points.

    Shape: one of `incident` (kinds) with `level` (levels, () for any), `indicator` with `over`, `of` (an id of any level; "" is
           no level) with `under` percent of its points.
    """

    incident: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    indicator: str = ""
    over: Decimal = Decimal(0)
    of: str = ""
    under: Decimal = Decimal(0)


class Veto(Struct, frozen=True, kw_only=True):
    """一票否决 (`grade` is what is given, whatever the score) or 等次封顶 (`most` is the best that can be had)."""

    id: str
    name: str
    when: Struck
    grade: str = ""
    most: str = ""
    source: Source
    unconfirmed: bool = False


class Ties(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Equal totals: told apart by levels in this order; who is still equal has one rank, and the next rank is skipped or not."""

    by: tuple[str, ...] = ()
    next: Literal["skipped", "following"] = "skipped"


class Consequence(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What follows for a grade, for the first or for the last of a rank, and within which span.

    `grades`: of the first or the last only those with one of these grades; who lacks it leaves its place to nobody.
    """

    says: str
    grade: str = ""
    first: int = 0
    last: int = 0
    grades: tuple[str, ...] = ()
    within: str = ""
    unconfirmed: bool = False


class Scheme(Struct, frozen=True, kw_only=True):
    """One scheme in one text.

    Shape: `items` in the order of the file. `missing`: what is done where an item has no data, by source.
           `unproved`: a judged item that asks evidence and has none: "zero", or only noted. `decimals`: of an item's score and
           of the total. `unconfirmed`: what no source confirms (待核实), in words.
    Unit:  points.
    """

    id: str
    name: str
    assesses: Literal["area", "organisation", "enterprise"]
    source: Source
    in_force: Force
    calendar: Calendar
    total: Decimal
    decimals: int
    groups: dict[str, str]
    aspects: dict[str, Level]
    points: dict[str, Level]
    items: tuple[Item, ...]
    grading: Grading
    missing: dict[By, Missing]
    unproved: Literal["note", "zero"]
    ranks: Peers
    ties: Ties
    vetoes: tuple[Veto, ...] = ()
    bonus_most: Decimal = Decimal(0)
    penalty_most: Decimal = Decimal(0)
    consequences: tuple[Consequence, ...] = ()
    unconfirmed: tuple[str, ...] = ()
    note: str = ""
    text: str

    @property
    def indicators(self) -> tuple[str, ...]:
        """Every indicator it looks at, each once."""
        computed = [item.of for item in self.items if item.by == "computed" and item.of != EVIDENCE]
        return tuple(dict.fromkeys([*computed, *(veto.when.indicator for veto in self.vetoes if veto.when.indicator)]))

    @property
    def leaves(self) -> dict[str, Item]:
        """Its items by id."""
        return {item.id: item for item in self.items}

    def covers(self, start: date, end: date) -> bool:
        """Whether it is in force on every day of a period."""
        return start in self.in_force and end in self.in_force
