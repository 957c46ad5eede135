"""Periods as addresses write them: 2025, 2025H1, 2025Q3, 2025-07, A2025, 2025-01-01..2025-07-25."""

import calendar
import re
from datetime import date

from msgspec import Struct

from zhiheng.core.values.days import day_in_words
from zhiheng.core.values.faults import Fault

ASSESSMENT_YEAR_STARTS = 7  # month: an assessment year runs from 1 July to 30 June


class Period(Struct, frozen=True):
    """The days from `start` to `end`, both included; `text` is how it was written."""

    text: str
    start: date
    end: date

    @property
    def name(self) -> str:
        """How a person says it: 2025年上半年; 2025年1月1日至7月25日."""
        return _name(self)

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


def period_from(text: str) -> Period:
    """The period that the text says. Raises: Fault M101."""
    text = text.strip()
    if match := re.fullmatch(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})", text):
        start, end = _day(match[1], text), _day(match[2], text)
        if start <= end:
            return Period(text, start, end)
        raise Fault("M101", f"期间“{text}”的起日在止日之后。请对调两个日期。")
    if match := re.fullmatch(r"(A?)([1-9]\d{3})(?:H([12])|Q([1-4])|-(0[1-9]|1[0-2]))?", text):
        assessment, year, half, quarter, month = match.groups()
        if assessment and not (half or quarter or month):
            start = date(int(year) - 1, ASSESSMENT_YEAR_STARTS, 1)
            return Period(text, start, _last_day(int(year), ASSESSMENT_YEAR_STARTS - 1))
        if not assessment:
            return _of_calendar(text, int(year), half, quarter, month)
    raise Fault(
        "M101",
        f"没有“{text}”这样的期间。请写成 2025、2025H1、2025Q3、2025-07、A2025 或 2025-01-01..2025-07-25。",
    )


def _of_calendar(text: str, year: int, half: str | None, quarter: str | None, month: str | None) -> Period:
    first, length = 1, 12
    if half:
        first, length = 6 * int(half) - 5, 6
    elif quarter:
        first, length = 3 * int(quarter) - 2, 3
    elif month:
        first, length = int(month), 1
    return Period(text, date(year, first, 1), _last_day(year, first + length - 1))


def _last_day(year: int, month: int) -> date:
    return date(year, month, calendar.monthrange(year, month)[1])


def _day(text: str, whole: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Fault("M101", f"期间“{whole}”里的 {text} 在日历上没有。请核对日期。") from None


def _name(period: Period) -> str:
    start, end = period.start, period.end
    if match := re.fullmatch(r"(A?)(\d{4})(?:H(\d)|Q(\d)|-(\d\d))?", period.text):
        assessment, year, half, quarter, month = match.groups()
        if assessment:
            return f"{year}考核年度（{day_in_words(start)}至{day_in_words(end)}）"
        part = ""
        if half:
            part = "上半年" if half == "1" else "下半年"
        elif quarter:
            part = f"第{'一二三四'[int(quarter) - 1]}季度"
        elif month:
            part = f"{int(month)}月"
        return f"{year}年{part}"
    if start == end:
        return day_in_words(start)
    return f"{day_in_words(start)}至{day_in_words(end).removeprefix(f'{start.year}年')}"
