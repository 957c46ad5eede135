"""Days that the calendar does not have, weekdays that are others, periods that end before they begin."""

import re
from collections.abc import Iterator
from datetime import date

from zhiheng.core.values.auditing import Finding

_DAY = re.compile(
    r"(?:(?P<y>(?:19|20)\d\d)年)?(?P<m>\d{1,2})月(?P<d>\d{1,2})日(?:\s*[（(]?(?:星期|周|礼拜)(?P<w>[一二三四五六日天])[）)]?)?"
)
_SPAN = re.compile(
    r"(?P<y1>(?:19|20)\d\d)年(?:(?P<m1>\d{1,2})月(?:(?P<d1>\d{1,2})日)?)?\s*(?:至|到|—|－|-|～|~)+\s*"
    r"(?:(?P<y2>(?:19|20)\d\d)年)?(?:(?P<m2>\d{1,2})月(?:(?P<d2>\d{1,2})日)?)?"
)
_SHORT = re.compile(
    r"(?<![\d年])(?P<m1>\d{1,2})月(?:(?P<d1>\d{1,2})日)?(?:至|到|—|－|-|～|~)+(?P<m2>\d{1,2})月(?:(?P<d2>\d{1,2})日)?"
)
_WEEK = "一二三四五六日"


def date_findings(text: str) -> Iterator[Finding]:
    """What is wrong with the dates of a text."""
    for found in _DAY.finditer(text):
        yield from _day(found)
    spans = list(_SPAN.finditer(text))
    taken = {place for found in spans for place in range(found.start(), found.end())}
    for found in spans:
        yield from _span(found, found["y1"], found["y2"] or found["y1"])
    for found in _SHORT.finditer(text):
        if found.start() not in taken:
            yield from _span(found, "0", "0")


def _day(found: re.Match[str]) -> Iterator[Finding]:
    year, month, day = int(found["y"] or 2000), int(found["m"]), int(found["d"])  # 2000 has 29 February
    try:
        when = date(year, month, day)
    except ValueError:
        says = f"日历上没有“{found[0]}”这一天"
        yield Finding(kind="date", start=found.start(), end=found.end(), says=says)
        return
    if found["y"] and found["w"]:
        right = _WEEK[when.weekday()]
        if right != found["w"].replace("天", "日"):
            says = f"{found['y']}年{month}月{day}日是星期{right}，原文写星期{found['w']}"
            yield Finding(kind="weekday", start=found.start(), end=found.end(), says=says)


def _span(found: re.Match[str], first: str, last: str) -> Iterator[Finding]:
    start = (int(first), int(found["m1"] or 0), int(found["d1"] or 0))
    end = (int(last), int(found["m2"] or 99), int(found["d2"] or 99))
    if found["m2"] is None and last == first:
        return
    if end < start:
        yield Finding(kind="period", start=found.start(), end=found.end(), says=f"期间“{found[0]}”的止日在起日之前")
