"""Timeliness and completeness of returns 及时率、完整率: how many came, when, and how full."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from msgspec import Struct

from zhiheng.core.measuring.tallying import share


class Handed(Struct, frozen=True, kw_only=True):
    """One return that was due: until when, the day it was first handed in (None: not yet), and how many items it has."""

    due_on: date
    on: date | None = None
    filled: int = 0
    items: int = 0  # that must be filled in
    sent_back: int = 0  # times

    @property
    def is_late(self) -> bool:
        """Whether it came, after the day it was due."""
        return self.on is not None and self.on > self.due_on


class Turnout(Struct, frozen=True, kw_only=True):
    """How many returns were due, and what became of them; every one is in exactly one of on time, late, missing, waiting.

    Shape: `missing` are over their day, `waiting` are not yet.
    """

    due: int
    on_time: int
    late: int
    missing: int
    waiting: int
    filled: int
    items: int
    sent_back: int

    @property
    def timeliness(self) -> Decimal | None:
        """On time of all whose day is over or who came, in percent, unrounded. None: of nobody is it known yet."""
        return share(Decimal(self.on_time), Decimal(self.due - self.waiting))

    @property
    def completeness(self) -> Decimal | None:
        """Items filled in of those that must be, of the returns that came, in percent, unrounded. None: none came."""
        return share(Decimal(self.filled), Decimal(self.items))


def turnout(returns: Iterable[Handed], today: date) -> Turnout:
    """What became of the returns that were due; their order is irrelevant.

    Shape:  the first handing in decides whether a return is on time; one that was sent back and came again stays so.
    None:   see `Turnout`: a share of nothing is unknown.
    Source: docs/methods/returns.md
    """
    known = list(returns)
    came = [one for one in known if one.on is not None]
    late = sum(one.is_late for one in came)
    open_ones = [one for one in known if one.on is None]
    missing = sum(today > one.due_on for one in open_ones)
    return Turnout(
        due=len(known), on_time=len(came) - late, late=late, missing=missing, waiting=len(open_ones) - missing,
        filled=sum(one.filled for one in came), items=sum(one.items for one in came),
        sent_back=sum(one.sent_back for one in known),
    )  # fmt: skip
