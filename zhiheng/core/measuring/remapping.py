"""Amounts of areas that are no more, put on the map of another day; their total stays what it was."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple


class Passing(NamedTuple):
    """One area, or a part of it, became (part of) another from a day on. `share`: of what `old` counted; None: unknown."""

    old: str
    new: str
    on: date
    share: Fraction | None = Fraction(1)


class Undivided(NamedTuple):
    """What an area counted before it was divided in unknown shares: it belongs to these together, to none alone."""

    code: str
    on: date
    among: tuple[str, ...]


class Remapped(NamedTuple):
    """Amounts by area of the map asked for, and those that no one can divide."""

    by_area: dict[str, Decimal]
    undivided: dict[Undivided, Decimal]


def remapped(amounts: Iterable[tuple[str, date, Decimal]], passings: Sequence[Passing], day: date) -> Remapped:
    """The amounts on the map of `day`: each area's own, with those of the areas that became it.

    Shape:  an amount is (area code, day it is of, amount); `day` is not before any of them.
    Unit:   the amounts' own; the sum of what comes out is the sum of what goes in, to the last decimal.
    None:   a division whose shares are not all known, or do not make one whole, divides nothing: it is said, not guessed.
    Source: docs/methods/areas.md
    """
    book = _by_old(passings)
    found = Remapped({}, {})
    for code, then, amount in amounts:
        _place(code, then, amount, book, day, found, frozenset())
    return found


_Book = Mapping[str, Mapping[date, Sequence[Passing]]]


def _by_old(passings: Sequence[Passing]) -> _Book:
    book: dict[str, dict[date, list[Passing]]] = {}
    for passing in sorted(passings, key=lambda one: (one.on, one.new)):
        book.setdefault(passing.old, {}).setdefault(passing.on, []).append(passing)
    return book


def _place(
    code: str, then: date, amount: Decimal, book: _Book, day: date, found: Remapped, arrived: frozenset[tuple[str, date]]
) -> None:
    """Follows an area to what it became; `arrived` are the changes that led here on that very day."""
    same_day = arrived and (code, then) not in arrived
    ahead = [on for on in book.get(code, ()) if on <= day and (on > then or (same_day and on == then))]
    if not ahead:
        found.by_area[code] = found.by_area.get(code, Decimal(0)) + amount
        return
    on = min(ahead)
    parts = book[code][on]
    shares = _shares(parts)
    if shares is None:
        key = Undivided(code, on, tuple(part.new for part in parts))
        found.undivided[key] = found.undivided.get(key, Decimal(0)) + amount
        return
    before = arrived if then == on else frozenset()
    for part, piece in zip(parts, divided(amount, shares), strict=True):
        _place(part.new, on, piece, book, day, found, before | {(code, on)})


def _shares(parts: Sequence[Passing]) -> list[Fraction] | None:
    """The shares of the parts; None where they are unknown or no whole."""
    if len(parts) == 1:
        return [Fraction(1)]
    shares = [part.share for part in parts if part.share is not None]
    return shares if len(shares) == len(parts) and sum(shares) == 1 and min(shares) >= 0 else None


def divided(amount: Decimal, shares: Sequence[Fraction]) -> list[Decimal]:
    """The amount in parts by shares that make one whole, in its own smallest unit; what is left over goes to the largest
    remainders, the earlier ones first.

    >>> divided(Decimal("10"), [Fraction(1, 3), Fraction(2, 3)])
    [Decimal('3'), Decimal('7')]
    """
    exponent = min(int(amount.as_tuple().exponent), 0)
    units = int(amount.scaleb(-exponent))
    exact = [units * share for share in shares]
    parts = [part.numerator // part.denominator for part in exact]
    by_remainder = sorted(range(len(parts)), key=lambda place: (parts[place] - exact[place], place))
    for place in by_remainder[: units - sum(parts)]:
        parts[place] += 1
    return [Decimal(part).scaleb(exponent) for part in parts]
