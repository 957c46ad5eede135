"""Exact numbers of scoring: quotients to 28 digits, rounded once; and how a person writes them."""

from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Literal

EXACT = Context(prec=28, rounding=ROUND_HALF_UP)
ZERO = Decimal(0)
HUNDRED = Decimal(100)
SHOWN = 4  # decimals of a quotient that a step shows before it is rounded to a score


@lru_cache(maxsize=32)
def unit_of(decimals: int) -> Decimal:
    """The last place: 0.01 of 2 decimals."""
    return Decimal(1).scaleb(-decimals)


def rounded(value: Decimal, decimals: int, how: Literal["half-up", "down"] = "half-up") -> Decimal:
    """Half up, away from zero: 1.885 is 1.89; or cut off."""
    return value.quantize(unit_of(decimals), ROUND_HALF_UP if how == "half-up" else ROUND_DOWN, EXACT)


def quotient(above: Decimal, below: Decimal) -> Decimal:
    """One through the other, to 28 digits."""
    return EXACT.divide(above, below)


@lru_cache(maxsize=1 << 16)
def plain(value: Decimal) -> str:
    """As a person writes it, without zeros at the end: 1.5, 900, −2."""
    said = f"{value:f}"
    if "." in said:
        said = said.rstrip("0").rstrip(".")
    return f"−{said[1:]}" if said.startswith("-") and said != "-0" else said.removeprefix("-")


def equals(value: Decimal) -> str:
    """“=1.88” where that is all of it, “≈1.8822” where more digits follow."""
    short = rounded(value, SHOWN)
    return f"{'=' if short == value else '≈'}{plain(short)}"


def times(count: Decimal, what: str) -> str:
    """“3×0.1”; a bare number is put before the sign."""
    return f"{plain(count)}×{what}"
