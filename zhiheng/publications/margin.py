"""The margin of 核稿 beside a document of ours: each figure held against the records, each doubt at its line."""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from zhiheng.core.auditing import NAMES
from zhiheng.core.measuring import Period, period_from
from zhiheng.core.values.auditing import Finding, Judged
from zhiheng.core.values.papers import Heading, Paper, Paragraph, Printed
from zhiheng.core.writing.wording import shape
from zhiheng.directory.models import Area
from zhiheng.indicators.known import known_indicators
from zhiheng.publications.auditing import audited
from zhiheng.publications.models import Settlement
from zhiheng.publications.places import Laid, Place, laid
from zhiheng.publications.showing import Mark
from zhiheng.web.scoping import Scope

WORDS = {**NAMES, "finding": "请核", "hint": "提示"}
TONES = {"agrees": "good", "rounds": "warn", "differs": "bad", "unknown": "plain", "finding": "bad", "hint": "warn"}
_GRAVEST = ("differs", "finding", "rounds", "hint", "unknown", "settled")
_OF_ONE_FIGURE = ("repeated", "points", "direction")  # what is said of a figure by its words alone
_SENTENCE = re.compile(r"[。；;\n]")


class Note(NamedTuple):
    """One remark of the margin: at which stretch, the verdict, what it says and why it may be.

    Shape: `now` is what the records say where they have moved since; `key` knows the same doubt again in a later version.
    """

    ref: str
    place: Place
    verdict: str
    quote: str
    says: str = ""
    about: str = ""
    reasons: tuple[str, ...] = ()
    key: str = ""
    now: str = ""
    settled: Settlement | None = None
    ticket: str = ""

    @property
    def word(self) -> str:
        """The verdict in a word."""
        return "已说明" if self.settled else WORDS[self.verdict]

    @property
    def tone(self) -> str:
        """The tone of that word."""
        return "good" if self.settled else TONES[self.verdict]

    @property
    def doubtful(self) -> bool:
        """Whether a person has to look at it."""
        return self.verdict != "agrees"

    @property
    def open(self) -> bool:
        """Whether it is wrong as far as anybody can see, and nobody has said why it stands."""
        return self.verdict in ("differs", "finding") and not self.settled


class Margin(NamedTuple):
    """Every remark in the order of the document; `says` is what could not be checked at all."""

    notes: tuple[Note, ...] = ()
    says: str = ""

    @property
    def counted(self) -> str:
        """The line above: how many figures, and how many of each verdict."""
        figures = [one for one in self.notes if one.verdict in NAMES]
        counts = [(name, sum(one.verdict == key for one in figures)) for key, name in NAMES.items()]
        said = f"{len(figures)} 个数：" + "，".join(f"{count} {name}" for name, count in counts if count)
        others = len(self.notes) - len(figures)
        said = said if figures else "没有数"
        return said + (f"；另有 {others} 处要看" if others else "")

    @property
    def moved(self) -> int:
        """How many figures the records say otherwise than when this was written."""
        return sum(bool(one.now) for one in self.notes)

    @property
    def open(self) -> tuple[Note, ...]:
        """What is wrong and not settled; what has moved apart, which no signature passes."""
        return tuple(one for one in self.notes if one.open and not one.now)

    @property
    def groups(self) -> list[tuple[int, list[Note]]]:
        """The remarks by block."""
        found: dict[int, list[Note]] = {}
        for one in self.notes:
            found.setdefault(one.place.block, []).append(one)
        return list(found.items())

    @property
    def marks(self) -> dict[Place, Mark]:
        """What the sheet shows of them; where several stand at one stretch, the gravest gives the tone."""
        found: dict[Place, list[Note]] = {}
        for one in self.notes:
            found.setdefault(one.place, []).append(one)
        return {place: _mark(notes) for place, notes in found.items()}


def _mark(notes: list[Note]) -> Mark:
    tones = ["settled" if one.settled else one.verdict for one in notes]
    gravest = next((tone for tone in _GRAVEST if tone in tones), "agrees")
    return Mark(" ".join(one.ref for one in notes), gravest, next((one.now for one in notes if one.now), ""))


def margin_of(
    paper: Paper, now: Paper, scope: Scope, area: Area, period: Period, *, own: Iterable[str] = (),
    settled: Mapping[str, Settlement] | None = None,
) -> Margin:
    """The margin of a document of ours.

    A figure that the template took from the records is held against the same figure of now; what stands in words alone, and the
    paragraphs in own words, whose shapes are `own`, are read and recomputed as any draft is.
    """
    said = laid(paper)
    checked = audited("文稿.txt", said.text.encode(), scope, area, period)
    span = checked.cleaned.span
    read = [(*span(one.start, one.end), one) for one in checked.audit.figures]
    worded = _blocks_in_own_words(paper, own)
    found = [*_of_ours(said, now, (area.code, period.text), read, worded), *_of_words(said, (area.code, period.text), read)]
    sure = {one.place for one in found if one.verdict == "differs" or (one.verdict == "agrees" and one.place.block not in worded)}
    found += _of_findings(said, [(*span(one.start, one.end), one) for one in checked.audit.findings], sure)
    found.sort(key=lambda one: (one.place[:4], one.verdict != "agrees"))
    kept = settled or {}
    return Margin(tuple(_known(one, f"n{count}", said, kept) for count, one in enumerate(found, 1)))


def _of_ours(
    said: Laid, now: Paper, own: tuple[str, str], read: list[tuple[int, int, Judged]], worded: set[int]
) -> Iterator[Note]:
    current = {one.mark: one.text for one in now.printed}
    for line in said.lines:
        for start, end, one in line.figures:
            place = line.place.stretch(start, end)
            note = Note("", place, "agrees", one.text, about=_about(one, own))
            if one.mark not in current:
                yield note._replace(verdict="differs", says="按现在的台账，这一句已不成立", now="这一句已不写")
            elif current[one.mark] != one.text:
                yield note._replace(verdict="differs", says=f"台账现在是{current[one.mark]}", now=current[one.mark])
            elif not one.known:
                yield note._replace(verdict="unknown", says="台账没有记录；没有记录不等于零")
            elif line.place.block in worded and (other := _read_otherwise(line.start + start, line.start + end, read)):
                yield note._replace(
                    verdict="differs", says=f"前后的话读作“{other.name}”：{other.says or other.computed}", reasons=other.reasons
                )  # fmt: skip
            else:
                yield note


def _read_otherwise(start: int, end: int, read: list[tuple[int, int, Judged]]) -> Judged | None:
    return next((one for a, b, one in read if a < end and b > start and one.verdict == "differs"), None)


def _of_words(said: Laid, own: tuple[str, str], read: list[tuple[int, int, Judged]]) -> Iterator[Note]:
    ours = [(line.start + start, line.start + end) for line in said.lines for start, end, _ in line.figures]
    for start, end, one in read:
        if any(a < end and b > start for a, b in ours):
            continue
        place = said.at(start, end) or Place(-1)
        days = period_from(one.days.text).name if one.days and one.days.text != own[1] else ""
        about = "，".join(filter(None, (one.name, one.area[1] if one.area[0] != own[0] else "", days)))
        says = one.says or (f"应为{one.computed}" if one.verdict == "differs" and one.computed else "")
        yield Note("", place, one.verdict, said.text[start:end].strip(), says, about, one.reasons)


def _of_findings(said: Laid, found: list[tuple[int, int, Finding]], sure: set[Place]) -> Iterator[Note]:
    for start, end, one in found:
        place = said.at(start, end) or Place(-1)
        if one.kind in _OF_ONE_FIGURE and any(_same(place, each) for each in sure):
            continue
        place = _figure_at(said, place)
        yield Note("", place, "hint" if one.hint else "finding", said.text[start:end].strip(), one.says, one.evidence)


def _figure_at(said: Laid, place: Place) -> Place:
    """The whole figure, where the stretch lies in one."""
    line = next((each for each in said.lines if each.place.line == place.line), None)
    around = ((start, end) for start, end, _ in (line.figures if line else ()) if start <= place.start and place.end <= end)
    return place.stretch(*next(around, (place.start, place.end)))


def _same(one: Place, other: Place) -> bool:
    return one.line == other.line and one.start < other.end and other.start < one.end


def _about(one: Printed, own: tuple[str, str]) -> str:
    """What a figure is of: its indicator, and area and days where they are not those of the document."""
    known = known_indicators().get(one.indicator)
    where = "" if one.area == own[0] else Area.objects.filter(code=one.area).values_list("name", flat=True).first() or one.area
    days = "" if one.period == own[1] else period_from(one.period).name
    return "，".join(filter(None, (known.name if known else one.indicator, where, days)))


def _blocks_in_own_words(paper: Paper, own: Iterable[str]) -> set[int]:
    shapes = {line.replace("**", "") for words in own for line in words.split("\n")}
    lines = (Heading, Paragraph)
    return {at for at, block in enumerate(paper.blocks) if isinstance(block, lines) and shape(block.inlines) in shapes}


def _known(one: Note, ref: str, said: Laid, settled: Mapping[str, Settlement]) -> Note:
    if not one.doubtful:
        return one._replace(ref=ref)
    line = next((each for each in said.lines if each.place.line == one.place.line), None)
    words = said.text[line.start : line.end] if line else ""
    before = [each.end() for each in _SENTENCE.finditer(words) if each.end() <= one.place.start]
    behind = _SENTENCE.search(words, one.place.end)
    sentence = words[before[-1] if before else 0 : behind.start() if behind else len(words)]
    told = "|".join((one.verdict, sentence, one.quote, one.says))
    key = hashlib.sha256(told.encode()).hexdigest()[:32]
    return one._replace(ref=ref, key=key, settled=settled.get(key))
