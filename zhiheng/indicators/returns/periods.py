"""The periods of a form: which one a day lies in, the one before, and whether a text names one of them."""

from datetime import date, timedelta

from zhiheng.core.measuring import Period, period_from
from zhiheng.core.scheduling import turns
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.forms import FREQUENCIES, Every

KEPT = 12  # periods to choose from


def period_on(every: Every, day: date) -> Period:
    """The period that the day lies in."""
    match every:
        case "month":
            return period_from(f"{day.year}-{day.month:02}")
        case "quarter":
            return period_from(f"{day.year}Q{(day.month + 2) // 3}")
        case "half-year":
            return period_from(f"{day.year}H{(day.month + 5) // 6}")
        case "year":
            return period_from(str(day.year))


def period_before(every: Every, period: Period) -> Period:
    """The period before one."""
    return period_on(every, period.start - timedelta(days=1))


def period_of_form(every: Every, text: str) -> Period:
    """The period that the text names. Raises: Fault M101 · M206: it is not as long as the form's."""
    period = period_from(text)
    turn = turns(every, period.start, period.start)[0]
    if (turn.start, turn.end) != (period.start, period.end):
        written = period_on(every, period.start).text
        raise Fault("M206", f"这张表按{FREQUENCIES[every]}报，“{text}”不是一{FREQUENCIES[every]}。请写成 {written} 的样子。")
    return period


def periods_to_ask(every: Every, today: date) -> list[Period]:
    """The period that runs and those before it, the last whole one first."""
    running = period_on(every, today)
    found = [period_before(every, running)]
    while len(found) < KEPT - 1:
        found.append(period_before(every, found[-1]))
    return [found[0], running, *found[1:]]
