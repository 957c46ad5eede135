"""Named rules over the values of one indicator by period or by area.

Source: docs/methods/measuring.md
"""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from zhiheng.core.measuring.periods import Period
from zhiheng.core.measuring.stepping import MONTHS, between, steps_within, up_to, window
from zhiheng.core.measuring.valuing import shown, without
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.indicators import Indicator, Measured, Rule, Step

ONE_DAY = timedelta(days=1)
LOOKED_BACK = 10  # periods that a longest run looks back, unless the definition says otherwise
SERIES = ("longest-run", "first-ever", "rank")


def periods_of_rule(rule: Rule, period: Period) -> list[Period]:
    """The periods in which the rule looks at its indicator, the oldest first. Raises: Fault M136 no such rule · M131."""
    match rule.id:
        case "longest-run":
            return up_to(window(period, _step(rule)), int(rule.options.get("periods", LOOKED_BACK)) + 1)
        case "first-ever":
            since = date(int(rule.options["since"]), 1, 1)
            past = steps_within(_step(rule), between(since, period.start - ONE_DAY)) if since < period.start else []
            return [*past, period]
        case "rank":
            return [period]
    raise Fault("M136", f"没有“{rule.id}”这条计算规则。可用的：{'、'.join(SERIES)}。")


def longest_run(indicator: Indicator, rule: Rule, values: Sequence[Measured]) -> Measured:
    """How many times in a row, up to the last period, the value rose (`direction = "up"`) or fell ("down") on the one before.

    Shape: `values` by period, the oldest first; compared before rounding.
    None:  the last value or the one before is not known: undecidable. A run ends at an unknown value, and a note says so, and
           also where the run is as long as what was looked at.
    """
    sign = -1 if rule.options.get("direction") == "down" else 1
    if len(values) < 2 or values[-1].exact is None or values[-2].exact is None:
        return without(indicator, "undecidable", "最近两期没有都有数，看不出连续")
    count, why = 0, f"至少：只看了 {len(values)} 期"
    for before, now in reversed(list(pairwise(values))):
        if before.exact is None or now.exact is None:
            why = "至少：再往前一期没有数"
            break
        if (now.exact - before.exact) * sign <= 0:
            why = ""
            break
        count += 1
    return shown(indicator, _whole(count), numerator=None, rows=len(values), notes=(why,) if why else ())


def first_ever(indicator: Indicator, values: Sequence[Measured]) -> Measured:
    """1 where there is something for the first time (零的突破), 0 where there is not; the last of `values` is now.

    None: now is not known, or nothing is known of a period before: undecidable, for there may have been one.
    """
    *past, now = values
    if now.exact is None:
        return without(indicator, now.state, f"本期：{now.why}")
    known = [one.exact for one in past if one.exact is not None]
    if now.exact <= 0 or any(exact > 0 for exact in known):
        return shown(indicator, _whole(0), numerator=None, rows=now.rows, notes=("否",))
    if len(known) < len(past):
        return without(indicator, "undecidable", f"以前有 {len(past) - len(known)} 期没有数，不能说是第一次", rows=now.rows)
    return shown(indicator, _whole(1), numerator=None, rows=now.rows, notes=("是",))


def rank(indicator: Indicator, rule: Rule, own: Measured, group: Iterable[Measured]) -> Measured:
    """The place of one among a group, itself included: 1 is the greatest (`order = "low"`: the least); equals share a place.

    None: its own value is not known. Others without a value have no place, and a note counts them.
    """
    others = list(group)
    if own.exact is None:
        return without(indicator, own.state, own.why)
    sign = -1 if rule.options.get("order") == "low" else 1
    known = [one.exact for one in others if one.exact is not None]
    place = 1 + sum((exact - own.exact) * sign > 0 for exact in known)
    left = len(others) - len(known)
    return shown(
        indicator,
        _whole(place),
        numerator=_whole(place),
        denominator=_whole(len(known)),
        rows=own.rows,
        notes=(f"另有 {left} 个没有数，没有排",) if left else (),
    )


def _step(rule: Rule) -> Step:
    step = str(rule.options.get("step", "year"))
    if step not in MONTHS:
        raise Fault("M136", f"规则“{rule.id}”的 step 写作“{step}”，看不懂。可用的：{'、'.join(MONTHS)}。")
    return step


def _whole(count: int) -> Decimal:
    return Decimal(count)
