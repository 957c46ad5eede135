"""By when: mentions of years and days, and which of them a place in the text falls under."""

import re
from bisect import bisect_left, bisect_right
from calendar import monthrange
from collections.abc import Container, Iterator
from datetime import date
from typing import Literal

from msgspec import Struct

from zhiheng.core.extracting.layout import Layout
from zhiheng.core.extracting.scanning import matches
from zhiheng.core.extracting.words import Words
from zhiheng.core.values.alternations import any_of
from zhiheng.core.values.reading import Deadline

_YEAR = r"(?:(?:19|20)\d\d|二[〇○零][〇○零一二三四五六七八九]{2}|20[X×x]{2})"
_IN_HEADING = re.compile("(?<![-—～至])((?:19|20)\\d\\d)年(?![-—～至])")
_FAR = 1500  # characters over which a year carries where there are no headings
_HAN = {c: str(n) for n, c in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}


class Mention(Struct, frozen=True, kw_only=True):
    """A time in the text. `horizon`: 到2020年; `before`: 2020年底前; `year`: a bare year; `period`: 2016—2020年."""

    start: int
    end: int
    form: Literal["horizon", "before", "year", "period"]
    year: int | None
    due_on: str | None


class Deadlines:
    """All mentions of one document, and the lookup."""

    def __init__(self, words: Words, layout: Layout, issued_on: str | None, title: str | None) -> None:
        self.layout = layout
        self.words = words
        self.issued = int(issued_on[:4]) if issued_on else None
        self._pattern, self._may_start = words.once(_pattern), words.once(_starts)
        self.mentions = list(self._mentions(layout.text))
        self._horizons = [m for m in self.mentions if m.form == "horizon"]
        self._starts = [m.start for m in self.mentions]
        self.title_deadline = self._from_title(title)

    def of(self, at: int, end: int) -> tuple[Deadline | None, Mention | None]:
        """The deadline of a place: in its sentence before it, after it in its clause, else carried over."""
        sentence = self.layout.sentence(at)
        before = self._last(sentence[0], at)
        if before:
            return self._deadline(before, inherited=False), before
        after = self._first(end, self.layout.clause(end)[1]) or self._first(end, min(end + 40, sentence[1]), {"before"})
        if after:
            return self._deadline(after, inherited=False), after
        paragraph = self.layout.paragraph(at)
        carried = self._last(paragraph[0], sentence[0], {"horizon"})
        if carried:
            return self._deadline(carried, inherited=True), carried
        section = self._of_section(at, paragraph[0])
        if section:
            return self._deadline(section, inherited=True), section
        return self._of_heading(at) or self.title_deadline, None

    def _of_heading(self, at: int) -> Deadline | None:
        """The year that the nearest dated heading over a place names: 二、2026年主要目标."""
        path = self.layout.section(at)
        years = _IN_HEADING.findall(path) if path else []
        return Deadline(year=int(years[-1]), text=f"{years[-1]}年", inherited=True) if years else None

    def _of_section(self, at: int, paragraph: int) -> Mention | None:
        """The nearer year of the nearest dated paragraph before, under the same heading or one above it."""
        path = self.layout.section(at) or ""
        k = bisect_left(self._horizons, paragraph, key=lambda mention: mention.start) - 1
        if k < 0:
            return None
        above = self.layout.section(self._horizons[k].start) or ""
        if not path.startswith(above) or (not above and (path or paragraph - self._horizons[k].start > _FAR)):
            return None
        start, end = self.layout.paragraph(self._horizons[k].start)
        there = [mention for mention in self.within(start, end) if mention.form == "horizon"]
        return min(there, key=lambda mention: mention.year or 9999)

    def read(self, text: str) -> Deadline:
        """The deadline that a text of its own names, as a cell of a table does (2026年底前; 长期坚持)."""
        mention = next(self._mentions(text), None)
        return Deadline(year=mention.year, due_on=mention.due_on, text=text) if mention else Deadline(text=text)

    def said(self, mention: Mention) -> Deadline:
        """A mention as a deadline of the clause it stands in."""
        return self._deadline(mention, inherited=False)

    def within(self, start: int, end: int) -> list[Mention]:
        return self.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]

    def deadline_in(self, start: int, end: int) -> Deadline | None:
        """The first real deadline of a stretch, for a duty."""
        for mention in self.within(start, end):
            if mention.form in ("horizon", "before"):
                return self._deadline(mention, inherited=False)
        return None

    def _last(self, start: int, end: int, forms: Container[str] = ()) -> Mention | None:
        for k in range(bisect_right(self._starts, end) - 1, -1, -1):
            mention = self.mentions[k]
            if mention.start < start:
                return None
            if mention.end <= end and (not forms or mention.form in forms):
                return mention
        return None

    def _first(self, start: int, end: int, forms: Container[str] = ("horizon", "before")) -> Mention | None:
        for mention in self.within(start, end):
            if mention.form in forms:
                return mention
        return None

    def _deadline(self, mention: Mention, inherited: bool) -> Deadline:
        text = self.layout.text[mention.start : mention.end]
        return Deadline(year=mention.year, due_on=mention.due_on, text=text, inherited=inherited)

    def _mentions(self, text: str) -> Iterator[Mention]:
        return (m for match in matches(self._pattern, self._may_start, text) if (m := self._mention(match, text)))

    def _mention(self, match: re.Match[str], text: str) -> Mention | None:
        start, end = match.span()
        if text[start - 1 : start] in ("较", "比", "与", "自", "从", "由", "是"):
            return None
        if match["plan"]:
            plan = self.words.plans[match["plan"]]
            form: Literal["horizon", "before", "year", "period"] = "horizon" if "末" in match["plantail"] else "period"
            return Mention(start=start, end=end, form=form, year=plan.last_year, due_on=None)
        if match["year"]:
            year = _year(match["year"])
            due = _day(year, match["month"], match["day"] or match["tail"]) if match["before"] or match["to"] else None
            if match["first"]:
                form = "period"
            elif text[start - 1 : start] == "截" or (text[end : end + 1] == "的" and text[end + 1 : end + 2].isdigit()):
                form = "year"  # 截至2024年; 增加到2024年的30项
            elif match["to"] in ("到", "力争到", "至") and not match["month"]:
                form = "horizon"
            else:
                form = "before" if match["before"] or match["to"] in ("到", "至") else "year"
                if form == "year" and self._opens(match, text, year):
                    form = "horizon"
            return Mention(start=start, end=end, form=form, year=year, due_on=due)
        if self.issued is None and match["relative"] is None:
            return None
        year = self.issued + (match["relative"] == "明年") if self.issued else None
        due = _day(year, match["relmonth"] or "12", "底")
        return Mention(start=start, end=end, form="before", year=year, due_on=due)

    def _opens(self, match: re.Match[str], text: str, year: int | None) -> bool:
        """2025年，… at the head of a sentence, in a document of that year or before."""
        heads = match.start() == 0 or text[match.start() - 1] in "。；：\n"
        ahead = year is not None and self.issued is not None and year >= self.issued
        return heads and ahead and not match["month"] and text[match.end() : match.end() + 1] == "，"

    def _from_title(self, title: str | None) -> Deadline | None:
        years = re.findall(r"((?:19|20)\d\d)(?:[-—～至到]{1,2}((?:19|20)\d\d))?年", title or "")
        if not years:
            named = [plan for word, plan in self.words.plans.items() if word in (title or "")]
            plan = max(named, key=lambda plan: len(plan.word), default=None)
            return Deadline(year=plan.last_year, text=f"“{plan.word}”", inherited=True) if plan else None
        first, last = years[-1]
        return Deadline(year=int(last or first), text=f"{first}—{last}年" if last else f"{first}年", inherited=True)


def _pattern(words: Words) -> re.Pattern[str]:
    """Every way to name a year, a day, a plan's end, or the end of this year."""
    plans = any_of(words.plans)
    return re.compile(
        rf"(?P<to>到|至|在|于|力争到|力争在)?(?:"
        rf"(?:(?P<first>{_YEAR})年?[-—～至到]{{1,2}})?(?P<year>{_YEAR})年(?P<tail>年?[底末初中](?!期)|上半年|下半年|[一二三四1-4]季度末?)?"
        rf"(?:(?P<month>\d{{1,2}})月(?P<day>[底末中下上]旬?|\d{{1,2}}日)?)?(?P<before>之?以?前)?"
        rf"|[“\"]?(?P<plan>{plans})[”\"]?(?:时期|规划)?(?P<plantail>期?末|期间|时期)"
        rf"|(?P<relative>今年|本年|明年|当年|(?<![\d今明去前后每全半]))年?(?:(?P<reltail>年?[底末])|(?P<relmonth>\d{{1,2}})月[底末]?)(?P<relbefore>之?以?前))"
    )


def _starts(words: Words) -> re.Pattern[str]:
    """Two characters with which such a name can begin."""
    return re.compile(rf"[到至在于力0-9二今本明当年“\"九十](?=[\d二今本明当年“\"九十争月Xx×〇○零底末{''.join(words.plans)}])")


def _year(text: str) -> int | None:
    plain = "".join(_HAN.get(c, c) for c in text)
    return int(plain) if plain.isdigit() else None


def _day(year: int | None, month: str | None, day: str | None) -> str | None:
    """The last day that the words allow, as an ISO date."""
    if year is None:
        return None
    if not month:
        return date(year, 12, 31).isoformat() if day and ("底" in day or "末" in day) else None
    if not 1 <= int(month) <= 12:
        return None
    last = monthrange(year, int(month))[1]
    number = re.match(r"\d+", day or "")
    return date(year, int(month), min(max(int(number[0]), 1), last) if number and int(number[0]) else last).isoformat()
