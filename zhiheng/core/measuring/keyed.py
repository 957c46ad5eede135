"""Named rules over the rows of a register, by what stands in one of their fields: a day, a number.

Source: docs/methods/measuring.md
"""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal

from zhiheng.core.measuring.stepping import months_on
from zhiheng.core.measuring.valuing import EXACT, shown, without
from zhiheng.core.values.gathering import GatheredKey
from zhiheng.core.values.indicators import Indicator, Measured


def elapsed_months(indicator: Indicator, days: Iterable[GatheredKey], until: date) -> Measured:
    """How many months have gone from the latest of the days (`key`) to a day, the days over as a part of their month.

    None: no row has a day: unknown.
    """
    known = [one for one in days if one.key]
    if not known:
        return without(indicator, "unknown", "没有一行有起算的日期")
    since = date.fromisoformat(max(one.key for one in known))
    months = (until.year - since.year) * 12 + until.month - since.month
    months -= months_on(since, months) > until
    begun, next_ = months_on(since, months), months_on(since, months + 1)
    part = EXACT.divide(Decimal((until - begun).days), Decimal((next_ - begun).days))
    return shown(indicator, months + part, numerator=None, rows=sum(one.rows for one in known), names=(since.isoformat(),))


def numbering_gaps(indicator: Indicator, numbers: Iterable[GatheredKey]) -> Measured:
    """How many numbers are missing from 1 to the highest of each area (`key`), and which; the numbers are in `part`.

    None: no row has a number: unknown, for it may be that none was issued.
    """
    known = [one for one in numbers if one.part]
    if not known:
        return without(indicator, "unknown", "没有一行有编号")
    there: dict[str, set[int]] = {}
    for one in known:
        there.setdefault(one.key, set()).add(int(one.part))
    missing = tuple(f"{area}／{number}" for area, has in sorted(there.items()) for number in _missing(has))
    return shown(
        indicator, Decimal(len(missing)), numerator=Decimal(len(missing)), denominator=_expected(there),
        rows=sum(one.rows for one in known), names=missing, missing=missing,
    )  # fmt: skip


def _missing(has: set[int]) -> list[int]:
    return [number for number in range(1, max(has)) if number not in has]


def _expected(there: Mapping[str, set[int]]) -> Decimal:
    return Decimal(sum(max(has) for has in there.values()))
