"""The time a result speaks of: 截至7月25日, 2022年上半年, 全年."""

import re
from bisect import bisect_left
from calendar import monthrange
from datetime import date
from functools import cached_property
from operator import attrgetter

from msgspec import Struct

from zhiheng.core.extracting.layout import Layout
from zhiheng.core.extracting.scanning import matches
from zhiheng.core.values.reading import Period

_STARTS = re.compile(r"[截到今本去上全当下前第一二三四0-9](?=[至止今本去上全当年半下前三第一二四季月\d—～到-])")
_PATTERN = re.compile(
    r"(?P<until>截至|截止到?|到)?(?:(?P<year>(?:19|20)\d\d)年|(?P<relative>今年|本年度?|去年|上年度?|全年|当年))?(?:"
    r"(?P<first>\d{1,2})(?:[-—～至到]|月至|月-|月—)(?P<last>\d{1,2})月(?:份|底)?"
    r"|(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})日|(?P<monthend>底|末|份)?)"
    r"|(?P<span>上半年|下半年|前三季度|[一二三四]季度|第[一二三四]季度|1[-—]6月)|(?P<end>年?[底末])?)"
)
_SPANS = {
    "上半年": (1, 6), "下半年": (7, 12), "前三季度": (1, 9),
    "一季度": (1, 3), "二季度": (4, 6), "三季度": (7, 9), "四季度": (10, 12),
}
_TO, _ENDS = ("至", "到", "-", "—", "～"), ("日", "月", "底", "末")
_UNTIL = re.compile("(?:至|到|-|—|～){1,2}")
_PRESENT = re.compile("目前|现有|截至目前")
_COMPARING = ("比", "较", "与", "于", "是", "为", "由", "从")


class _Found(Struct, frozen=True):
    start: int
    end: int
    period: Period
    full: bool  # says its year, or 截至: stands for the rest of its paragraph


class Periods:
    """All times of one document that results can speak of, and the lookup."""

    def __init__(self, layout: Layout, issued_on: str | None, title: str | None) -> None:
        self.layout = layout
        years = re.findall(r"((?:19|20)\d\d)年", title or "")
        self._issued = issued_on
        self._said: int | None = None  # the year said last
        self._year = int(years[-1]) if years else int(issued_on[:4]) if issued_on else None
        self._of_title = _period_of(title or "", years[-1]) if years else None

    @cached_property
    def _found(self) -> list[_Found]:
        """Every time, in order: sought when the first result asks."""
        text = self.layout.text
        return _joined(text, [f for match in matches(_PATTERN, _STARTS, text) if (f := self._read(match))])

    def of(self, at: int) -> Period | None:
        """The time said last in the sentence, else last in the paragraph, else in the title."""
        sentence, paragraph = self.layout.sentence(at)[0], self.layout.paragraph(at)[0]
        k = bisect_left(self._found, at, key=attrgetter("start")) - 1
        if k >= 0 and self._found[k].start >= sentence:
            return self._found[k].period
        if self._issued and _PRESENT.search(self.layout.text, sentence, at):
            return Period(text="目前", to=self._issued)
        while k >= 0 and self._found[k].start >= paragraph:
            if self._found[k].full:
                return self._found[k].period
            k -= 1
        return self._of_title

    def _read(self, match: re.Match[str]) -> _Found | None:
        text = self.layout.text
        if text[match.start() - 1 : match.start()] in _COMPARING or not any(
            match[name] for name in ("year", "relative", "first", "month", "span")
        ):
            return None
        self._said = int(match["year"]) if match["year"] else self._said
        second = text[match.start() - 1 : match.start()] in _TO and text[match.start() - 2 : match.start() - 1] in _ENDS
        year = self._said if second else int(match["year"]) if match["year"] else self._year
        if match["relative"] in ("去年", "上年", "上年度") and self._issued:
            year = int(self._issued[:4]) - 1
        if match["relative"] in ("今年", "本年", "本年度") and self._issued:
            year = int(self._issued[:4])
        if not (match["year"] or match["relative"]) and not (match["until"] or match["span"] or match["first"] or second):
            return None
        since, to = _bounds(match, year)
        period = Period(text=match[0], from_=None if match["until"] else since, to=to)
        return _Found(match.start(), match.end(), period, bool(match["until"] or match["year"] or match["relative"]))


def _joined(text: str, found: list[_Found]) -> list[_Found]:
    """2025年1月1日至7月25日: two days with nothing but 至 between them are one time."""
    joined: list[_Found] = []
    for f in found:
        last = joined[-1] if joined else None
        since, to = last.period.from_ if last else None, f.period.to
        if last and _UNTIL.fullmatch(text, last.end, f.start + _said_until(text, f)) and since and to and since <= to:
            period = Period(text=text[last.start : f.end], from_=since, to=to)
            joined[-1] = _Found(last.start, f.end, period, last.full or f.full)
        else:
            joined.append(f)
    return joined


def _said_until(text: str, found: _Found) -> int:
    """Characters of 到 at the beginning of a time."""
    return 1 if text[found.start] == "到" else 0


def _bounds(match: re.Match[str], year: int | None) -> tuple[str | None, str | None]:
    if year is None:
        return None, None
    if match["day"]:
        day = _date(year, int(match["month"]), int(match["day"]))
        return day, day
    if match["month"]:
        first = last = int(match["month"])
    elif match["first"]:
        first, last = int(match["first"]), int(match["last"])
    else:
        first, last = _SPANS.get((match["span"] or "").removeprefix("第"), (1, 6) if match["span"] else (1, 12))
    since = None if match["end"] or match["monthend"] in ("底", "末") else _date(year, first, 1)
    return since, _date(year, last, 31)


def _date(year: int, month: int, day: int) -> str | None:
    if not 1 <= month <= 12:
        return None
    return date(year, month, min(max(day, 1), monthrange(year, month)[1])).isoformat()


def _period_of(title: str, year: str) -> Period:
    """The last time with a year that a title says: 2023年第二季度, or all of the year."""
    for match in reversed([match for match in _PATTERN.finditer(title) if match["year"]]):
        since, to = _bounds(match, int(match["year"]))
        return Period(text=match[0], from_=since, to=to)
    return Period(text=f"{year}年", from_=f"{year}-01-01", to=f"{year}-12-31")
