"""The ways a value becomes a score, as an item of a scheme writes them under `how`: tagged, to be kept as JSON; in decimals."""

from decimal import Decimal
from typing import Literal

from msgspec import Struct

Peers = Literal["group", "all"]


class Linear(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag=True):
    """Nothing at `zero`, all points at `full`, in between on the straight line; where `zero` > `full`, less is better."""

    zero: Decimal
    full: Decimal


class Reach(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag=True):
    """The share of `target` that is reached, times the points; never more than all."""

    target: Decimal


class Band(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename={"since": "from"}):
    """Values from `since` on and `below` that: so many points. None is open."""

    since: Decimal | None = None
    below: Decimal | None = None
    score: Decimal


class Bands(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag=True):
    """Points by the band in which the value lies."""

    bands: tuple[Band, ...]


class Rank(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag=True):
    """Points by place among the peers: `scores` of the first places, then `step` less a place down to `last`.

    Shape: equal values have one place; `ties`: all get what the best of their places gets, the mean of their places, or the
           worst. `less`: the smallest value is first.
    """

    scores: tuple[Decimal, ...]
    step: Decimal = Decimal(0)
    last: Decimal = Decimal(0)
    ties: Literal["best", "mean", "worst"] = "best"
    less: bool = False
    peers: Peers = "group"


class Best(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag=True):
    """All points to the best of the peers, to the others in proportion; `less`: the smallest value is best."""

    less: bool = False
    peers: Peers = "group"


class Deduct(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag=True):
    """All points, less `each` for every `per` that the value lies beyond `above`; not under `floor`.

    Shape: `beyond_mean`: beyond the mean of the peers instead of `above`; `under`: counted below it instead. `part`: a part of
           `per` takes nothing, its share, or as much as a whole one. `none`: at so many or more there are no points at all.
    """

    each: Decimal
    per: Decimal = Decimal(1)
    above: Decimal = Decimal(0)
    beyond_mean: bool = False
    under: bool = False
    part: Literal["none", "share", "whole"] = "none"
    floor: Decimal = Decimal(0)
    none: Decimal | None = None
    peers: Peers = "group"


class Earn(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag=True):
    """`each` for every whole `per` beyond `above`; capped by the points of the item."""

    each: Decimal
    per: Decimal = Decimal(1)
    above: Decimal = Decimal(0)


class Option(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One answer and its points."""

    answer: str
    score: Decimal


class Choice(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag=True):
    """Points by the answer that a person gives: 纳入规划, 纳入部门规划, 无."""

    options: tuple[Option, ...]


class Given(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag=True):
    """Points that persons give, in steps; of several the mean, or the mean without the highest and the lowest.

    Unit: points; with `percent` a share of the item's points. `spread`: beyond so much between blind scores a consensus is due.
    """

    step: Decimal = Decimal("0.1")
    percent: bool = False
    of: Literal["mean", "trimmed"] = "mean"
    spread: Decimal | None = None


class Survey(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag=True):
    """A satisfaction on the line from `zero` to `full`, where at least `sample` answered; fewer count as no data."""

    zero: Decimal
    full: Decimal
    sample: int


class Convert(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag=True):
    """The score of another assessment, converted: score ÷ `full` × points."""

    full: Decimal


class Timely(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag=True):
    """All points in time, `each` less for every day late; not under `floor`. `due` is the span after the period ends."""

    each: Decimal
    due: str
    floor: Decimal = Decimal(0)


Way = Linear | Reach | Bands | Rank | Best | Deduct | Earn | Choice | Given | Survey | Convert | Timely
WAYS: dict[str, type[Way]] = {
    "linear": Linear, "reach": Reach, "bands": Bands, "rank": Rank, "best": Best, "deduct": Deduct, "earn": Earn,
    "choice": Choice, "given": Given, "survey": Survey, "convert": Convert, "timely": Timely,
}  # fmt: skip
AMONG_PEERS = (Rank, Best)
