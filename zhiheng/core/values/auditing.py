"""A draft that is checked: its numbers, what each is said to be, the verdict on it, and what else is wrong in the text."""

from decimal import Decimal
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from zhiheng.core.values.filling import Days, Option
from zhiheng.core.values.reading import Statistic

Verdict = Literal["agrees", "rounds", "differs", "unknown"]
NumberKind = Literal["figure", "bare", "date", "code"]
FindingKind = Literal[
    "sum", "share", "points", "list", "repeated", "direction", "growth", "given", "area", "body", "document-number", "date",
    "weekday", "period", "significance",
]  # fmt: skip


class Number(Struct, frozen=True, kw_only=True):
    """A number as a text prints it.

    Shape: `start:end` covers the digits, the unit and the words that belong to them (余, 多, 以上); `decimals` are those printed.
           `before` and `after` are words that loosen it: 近 … , … 余. `high` is the upper end of a range.
    Unit:  `value` in `unit`, which holds the size word: 3.2 with 万元.
    """

    kind: NumberKind
    start: int
    end: int
    text: str
    value: Decimal
    decimals: int = 0
    unit: str = ""
    high: Decimal | None = None
    before: str = ""
    after: str = ""
    at: int = 0  # where the digits begin; `start` may stand at a word before them
    written: bool = False  # in words: 一百二十三家, 近九成
    step: Decimal | None = None  # what its last digit stands for, where the digits do not say so: 10 in 九成

    @property
    def loose(self) -> str:
        """The word that loosens it; "" for none."""
        return self.after or self.before


class Claim(Struct, frozen=True, kw_only=True):
    """What a draft says with one number: which figure it may be, of which area and days.

    Shape: `options` the best first; `clear`: no word of the name is left unexplained. `days` are those meant, first
           the likeliest; `areas` likewise. `against` are the days that a change is measured from; `falls`: it is said to
           have fallen.
    None:  `statistic` where the reading took the number for no result.
    """

    number: Number
    words: str
    options: tuple[Option, ...] = ()
    clear: bool = False
    areas: tuple[tuple[str, str], ...] = ()
    days: tuple[Days, ...] = ()
    change: bool = False
    falls: bool = False
    against: Days | None = None
    statistic: Statistic | None = None
    doubt: str = ""  # why it cannot be one of ours: another area, a narrower scope
    whole: tuple[str, tuple[str, str]] | None = None  # of a share: the figure ("" for the part's own) and area it is a share of


class Recorded(Struct, frozen=True, kw_only=True):
    """A figure as the records have it, exact; `exact` None is unknown, and `why` says why.

    Shape: `numerator` and `denominator` of a rate; `values` where there are several (a range).
    """

    exact: Fraction | None
    unit: str
    decimals: int = 0
    why: str = ""
    numerator: int | None = None
    denominator: int | None = None
    values: tuple[Decimal, ...] = ()


class Judged(Struct, frozen=True, kw_only=True):
    """One figure of a draft beside the records.

    Shape: `computed` as it should be written, "" where nothing is known, `value` the same as a number in the printed unit;
           `reasons` say why it may differ, the likeliest first.
    """

    claim: Claim
    verdict: Verdict
    indicator: str = ""
    name: str = ""
    area: tuple[str, str] = ("", "")  # code and name
    days: Days | None = None
    computed: str = ""
    value: Decimal | None = None
    says: str = ""
    reasons: tuple[str, ...] = ()

    @property
    def start(self) -> int:
        """Where its number stands."""
        return self.claim.number.start

    @property
    def end(self) -> int:
        """Where its number ends."""
        return self.claim.number.end


class Finding(Struct, frozen=True, kw_only=True):
    """Something in a draft that a clerk has to look at. `hint`: it is no mistake by itself."""

    kind: FindingKind
    start: int
    end: int
    says: str
    evidence: str = ""
    hint: bool = False


class Margin(Struct, frozen=True, kw_only=True):
    """A comment at a stretch of a draft."""

    start: int
    end: int
    says: str


class Told(Struct, frozen=True, kw_only=True):
    """A figure as it left the office before: in a published document, or in 已报数据台账."""

    indicator: str
    area: str
    period: str
    value: Decimal
    unit: str
    where: str


class Audit(Struct, frozen=True, kw_only=True):
    """A draft, checked. Offsets are of `text`. `unrecognised` are its figures that nobody could say what they count."""

    text: str
    figures: tuple[Judged, ...] = ()
    findings: tuple[Finding, ...] = ()
    unrecognised: tuple[Number, ...] = ()
    notes: tuple[str, ...] = ()

    def count(self, verdict: Verdict) -> int:
        """How many figures have that verdict."""
        return sum(one.verdict == verdict for one in self.figures)
