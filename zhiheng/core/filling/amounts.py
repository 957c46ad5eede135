"""From a meaning and the figures to what is written: converted exactly, rounded once."""

from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from msgspec.structs import replace

from zhiheng.core.filling.matching import GUESS
from zhiheng.core.values.filling import Amount, Days, Entry, Meaning
from zhiheng.core.values.scales import factor, is_money

Figures = Callable[[str, str, Days], Amount]  # indicator, area code, days


def entered(meaning: Meaning, figures: Figures, chosen: str | None = None) -> Entry:
    """What goes into a place. `chosen`: the indicator that a person said it is; "" that it stays empty; None: nobody did.

    Unit:   in the unit the form asks for, rounded half up to the decimals it shows.
    None:   no value: nothing is clear enough, or nothing is known; that is said and is never a zero.
    Source: docs/methods/filling.md
    """
    slot = meaning.slot
    blank = Entry(address=slot.address, label=slot.label, state="unknown", options=meaning.options, evidence=meaning.evidence)
    if chosen == "":
        return _with(blank, says=("经办人选择不填",))
    if chosen is None and not meaning.options:
        return _with(blank, says=(meaning.reason or "没有相近的指标",))
    best = chosen or meaning.options[0].indicator
    doubts = () if chosen else meaning.doubts
    if chosen is None and doubts and meaning.options[0].score < GUESS:
        return _with(blank, state="ask", says=doubts)
    amount = _amount(meaning, figures, best)
    entry = _with(blank, indicator=best, unit=amount.unit, decimals=amount.decimals)
    if chosen:
        entry = _with(entry, evidence=("经办人确认",))
    if amount.exact is None:
        return _with(entry, state="ask" if doubts else "unknown", says=(*doubts, amount.why or "暂无数据"))
    value, unit, decimals = _written(meaning, amount)
    if value is None:
        return _with(entry, state="ask", says=(*doubts, f"“{amount.unit}”不能换算成“{meaning.unit}”"))
    says = doubts if chosen or not amount.partial else (*doubts, amount.partial)
    percent = slot.percent and unit == "%"
    return _with(entry, state="ask" if says else "filled", value=value, unit=unit, decimals=decimals, percent=percent, says=says)


def _with(entry: Entry, **values: object) -> Entry:
    return replace(entry, **values)


def _amount(meaning: Meaning, figures: Figures, indicator: str) -> Amount:
    now = figures(indicator, meaning.area[0], meaning.days)
    if meaning.change is None or now.exact is None:
        return now
    then = figures(indicator, meaning.area[0], meaning.change.days)
    if then.exact is None:
        return Amount(exact=None, unit=now.unit, decimals=1, why=f"比较的期间 {meaning.change.days.text} {then.why}")
    partial = now.partial or then.partial
    how = meaning.change.how
    if how == "points" or now.unit == "%":
        decimals = now.decimals if now.unit == "%" else 1
        return Amount(exact=now.exact - then.exact, unit="个百分点", decimals=decimals, partial=partial)
    if how == "amount":
        return Amount(exact=now.exact - then.exact, unit=now.unit, decimals=now.decimals, partial=partial)
    if then.exact == 0:
        return Amount(exact=None, unit="%", decimals=1, why="比较的期间为 0，变化率不可判")
    return Amount(exact=(now.exact - then.exact) / abs(then.exact) * 100, unit="%", decimals=1, partial=partial)


def _written(meaning: Meaning, amount: Amount) -> tuple[Decimal | None, str, int]:
    """The value in the unit the form asks for; None where the units measure different things that are no names of one."""
    unit, shown = amount.unit, meaning.slot.decimals
    if meaning.change is None or meaning.change.how == "amount":
        by = factor(amount.unit, meaning.unit) if meaning.unit else None
        if by is not None and by != 1:
            decimals = shown if shown is not None else _decimals(amount, by, meaning.unit)
            return _rounded((amount.exact or Fraction(0)) * by, decimals), meaning.unit, decimals
        if meaning.unit and by is None and is_money(amount.unit) != is_money(meaning.unit):
            return None, unit, 0
        unit = meaning.unit or unit
    decimals = shown if shown is not None else amount.decimals
    if meaning.slot.percent and unit == "%" and shown is not None:
        decimals = shown
    return _rounded(amount.exact or Fraction(0), decimals), unit, decimals


def _decimals(amount: Amount, by: Fraction, unit: str) -> int:
    """The decimals of a converted amount where the form shows none: two of money, else two more in a larger unit."""
    if is_money(unit):
        return 2
    return amount.decimals if by > 1 else amount.decimals + 2


def _rounded(exact: Fraction, decimals: int) -> Decimal:
    """Half up, away from zero, once."""
    scaled = abs(exact) * 10**decimals
    whole = (scaled.numerator * 2 + scaled.denominator) // (2 * scaled.denominator)
    value = Decimal(whole).scaleb(-decimals).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    return -value if exact < 0 and value else value
