"""By when, from a cell of a column of times: 2026年底前, 2026.12, 2026-06-30, 长期坚持."""

import re
from calendar import monthrange
from datetime import date

from zhiheng.core.extracting.deadlines import Deadlines
from zhiheng.core.values.reading import Deadline

_DAY = re.compile(
    r"((?:19|20)\d\d)(?:年(1[0-2]|0?[1-9])月(?:(3[01]|[12]\d|0?[1-9])日?)?"
    r"|[./-](1[0-2]|0?[1-9])(?:[./-](3[01]|[12]\d|0?[1-9]))?(?![\d季]))"
)
_AGAIN = re.compile("每(?:年|半年|季度?|月|周)")
_HALF = re.compile(r"((?:19|20)\d\d)年(?:(上半年)|([一二三四1-4])季度)")
_YEARS = re.compile(r"(?:(?:19|20)\d\d年?(?:-|～|—|至|到))?((?:19|20)\d\d)年?(?P<end>年?[底末]|全年)?")
_QUARTERS = {"一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}


def time_of(text: str, deadlines: Deadlines) -> Deadline:
    """The time a cell gives: the last day that its words allow, where they name more than a year."""
    if _AGAIN.match(text):
        return Deadline(text=text)
    days = list(_DAY.finditer(text))
    if days:
        year, *rest = (int(part) for part in days[-1].groups() if part)
        return _on(text, year, rest[0], rest[1] if len(rest) > 1 else None)
    half = _HALF.search(text)
    if half:
        return _on(text, int(half[1]), 6 if half[2] else _QUARTERS[half[3]], None)
    years = list(_YEARS.finditer(text))
    if years:
        year, end = int(years[-1][1]), years[-1]["end"]
        return Deadline(year=year, due_on=date(year, 12, 31).isoformat() if end else None, text=text)
    return deadlines.read(text)


def _on(text: str, year: int, month: int, day: int | None) -> Deadline:
    last = monthrange(year, month)[1]
    return Deadline(year=year, due_on=date(year, month, min(day or last, last)).isoformat(), text=text)
