"""Which text of a scheme judges a period: one text for the whole of it, never two."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.schemes import Calendar, Scheme

STARTS: dict[Calendar, int] = {"year": 1, "assessment-year": 7}  # the month in which the year of an assessment begins
CALENDAR_WORDS: dict[Calendar, str] = {"year": "公历年度，例如 2024", "assessment-year": "7月1日至次年6月30日，例如 A2015"}


def first_day(calendar: Calendar, day: date) -> date:
    """The first day of the assessment year in which a day lies."""
    month = STARTS[calendar]
    return date(day.year if day.month >= month else day.year - 1, month, 1)


def last_day(calendar: Calendar, day: date) -> date:
    """The last day of the assessment year in which a day lies."""
    first = first_day(calendar, day)
    return date.fromordinal(date(first.year + 1, first.month, 1).toordinal() - 1)


def refuse_changed_within_a_year(id: str, texts: Sequence[Scheme]) -> None:
    """Raises: Fault D456: a text may begin only after the assessment year in which the one before it ends."""
    for earlier, later in pairwise(texts):
        until, since = earlier.in_force.until, later.in_force.since
        if until is None or since is None or until >= first_day(later.calendar, since):
            says = f"前一份施行到 {until or '（没有写）'}，后一份从 {since or '（没有写）'} 起，同一考核年度里有两份"
            raise Fault("D456", f"schemes/{id}：{says}。请让前一份止于考核年度的最后一天，后一份从下一年度的第一天起。")


def text_for(texts: Sequence[Scheme], start: date, end: date, said: str) -> Scheme:
    """The text that is in force on all days of the period. Raises: Fault D457, D462."""
    latest = texts[-1]
    for text in texts:
        if text.covers(start, end):
            if (start, end) != (first_day(text.calendar, start), last_day(text.calendar, start)):
                raise Fault("D462", f"{text.name}：考核年度是{CALENDAR_WORDS[text.calendar]}，不是“{said}”。请改写期间。")
            return text
    spans = "；".join(f"{text.in_force.since or '不限'} 至 {text.in_force.until or '现在'}" for text in texts)
    raise Fault("D457", f"{latest.name}：“{said}”不全在方案施行的日期之内（{spans}）。请换一个期间，或另选方案。")
