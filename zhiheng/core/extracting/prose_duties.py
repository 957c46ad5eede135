"""Duties in running text: who must do what, who helps, and whose subject is carried over."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from msgspec import Struct

from zhiheng.core.extracting.assignments import Placed
from zhiheng.core.extracting.bodies import Bodies
from zhiheng.core.extracting.deadlines import Deadlines
from zhiheng.core.extracting.layout import Layout
from zhiheng.core.extracting.words import Words, any_of
from zhiheng.core.values.reading import Task

_PART = re.compile(r"[^；。！？\n]+[；。！？]?")
_CLAUSE = re.compile(r"[^，：；。！？\n]+")
_ENUMERATED = re.compile(
    r"^(?:[一二三四五六七八九十]+(?:是|、)|第[一二三四五六七八九十]+，|（[一二三四五六七八九十]+）|\d{1,2}[.、]|[①-⑳])+"
)
_LEADING = re.compile(r"^(?:同时|此外|另外|其中|并|且|因此|为此|今后|下一步|当前|会后)+，?")
_PAST = re.compile(r"了|已经?|曾|近日|日前|以来|不够|不强|缺乏|存在")
_PLACE = re.compile("[省市县区镇乡州村](?:（[^（）]*）)?$")
_SUBJECT = 60
_MEMBERS = re.compile(r"(?:由|，|、)(?P<chair>[^，。；由]{2,30}?)(?:任|为|担任)组长")
_CALLED_TO = re.compile(r"[，、](?P<who>[^，。；]{2,40}?)(?:为成员|参加|组成)")


class Subject(Struct, frozen=True):
    """Who must act, and where its words begin."""

    start: int
    names: tuple[str, ...]
    is_open: bool
    modal: bool


class ProseDuties:
    """Reads duties in prose; compiled for one set of words."""

    def __init__(self, words: Words) -> None:
        self.bodies = Bodies(words)
        modals = any_of(words.senses["duty_modal"])
        verbs = any_of(words.senses["duty_verb"])
        who = rf"(?P<who>[^，：；。“”]{{2,{_SUBJECT}}}?)"
        self._with_modal = re.compile(rf"{who}(?:也|还|都|均|同样)?(?<![所主重只必不需])(?P<modal>{modals})")
        self._with_verb = re.compile(rf"{who}(?={verbs})")
        self._given_to = re.compile(rf"由{who}(?:{any_of(words.senses['given_to'])})")
        self._starts_duty = re.compile(f"(?:{modals}|{verbs})")
        self._not_a_name = re.compile(f"(?:{verbs}|{any_of(words.senses['not_a_name'])})")
        helped = any_of(words.senses["helped"])
        self._helped = re.compile(rf"(?:{helped})(?P<who>[^，：；。]{{2,{_SUBJECT}}})")
        self._helpers = re.compile(
            rf"(?:^|[，；])(?P<who>[^，：；。]{{2,{_SUBJECT}}}?)(?:要|应|应当)?(?:积极|密切|予以|做好|给予)?"
            rf"(?:配合|协助|协同|参与|支持)(?=[，；。]|$)"
        )

    def tasks(self, layout: Layout, deadlines: Deadlines, assigned: list[Placed], promises: bool) -> list[Placed]:
        """Every duty in prose; `assigned` are the brackets, which settle the carried subjects of their paragraph."""
        found: list[Placed] = []
        starts = [placed.start for placed in assigned]
        for start, end in layout.paragraphs():
            here = assigned[bisect_left(starts, start) : bisect_left(starts, end)]
            brackets = [(placed.start, placed.end) for placed in here]
            found.extend(self._paragraph(layout, deadlines, start, end, brackets, promises))
        return found

    def _paragraph(
        self, layout: Layout, deadlines: Deadlines, start: int, end: int, brackets: list[tuple[int, int]], promises: bool
    ) -> Iterator[Placed]:
        carried: Subject | None = None
        subjects = 0  # in this sentence: a sentence with two of them carries neither over
        for part in _PART.finditer(layout.text, start, end):
            a, b = part.span()
            if any(x < b and a < y for x, y in brackets) or layout.in_heading(a):
                carried = None
                continue
            subject = self._subject(part[0], a)
            bare = _LEADING.sub("", _ENUMERATED.sub("", part[0]))
            if subject and (subject.modal or (promises and not brackets and not _PAST.search(part[0]))):
                yield self._task(layout, deadlines, subject, subject.start, b, inferred=False)
                carried = subject
                subjects += 1
            elif carried and promises and not brackets and not subject and self._starts_duty.match(bare):
                yield self._task(layout, deadlines, carried, a + len(part[0]) - len(bare), b, inferred=True)
            elif not self._starts_duty.match(bare):
                carried = None
            if part[0][-1] in "。！？":
                carried, subjects = (carried if subjects < 2 else None), 0

    def _subject(self, part: str, offset: int) -> Subject | None:
        """The first unit of a part that must act."""
        for clause in _CLAUSE.finditer(part):
            text = clause[0]
            bare = _LEADING.sub("", _ENUMERATED.sub("", text))
            at = offset + clause.start() + len(text) - len(bare)
            given = self._given_to.search(bare)
            if given and self._units(given["who"]):
                names, is_open = self.bodies.split(given["who"])
                return Subject(at, tuple(names), is_open, True)
            called = [match for match in (self._with_modal.match(bare), self._with_verb.match(bare)) if match]
            for match in sorted(called, key=lambda match: len(match["who"])):
                if self._units(match["who"]):
                    names, is_open = self.bodies.split(match["who"])
                    modal = "modal" in match.re.groupindex or match["who"].startswith(("各", "有关"))
                    return Subject(at, tuple(names), is_open, modal)
        return None

    def _units(self, who: str) -> bool:
        """Whether a list names units that can be told to act, not just an area or a thing."""
        last = re.split("[、和及]", who)[-1]
        if self.bodies.is_area(who) or self._not_a_name.match(who):
            return False
        if _PLACE.search(last) and not who.startswith(("各", "设区")):
            return False
        return self.bodies.is_body(who) or (self.bodies.is_body(last) and len(last) >= 2)

    def _task(
        self, layout: Layout, deadlines: Deadlines, subject: Subject, start: int, end: int, inferred: bool
    ) -> Placed:
        text = layout.text[start:end]
        lead = list(subject.names)
        responsible, is_open = self._others(text, lead)
        first, last, quote = layout.folded.raw(start, end)
        flags = ["主语承前推定，请确认"] if inferred else []
        if subject.is_open or is_open:
            flags.append("单位未列全（等）")
        task = Task(
            section=layout.section(start),
            quote=quote,
            start=first,
            end=last,
            confidence=round((0.88 if subject.modal else 0.7) - (0.2 if inferred else 0.0), 2),
            flags=flags,
            text=text.rstrip("；。"),
            lead_units=lead,
            responsible_units=responsible,
            open_ended=subject.is_open or is_open,
            lead_explicit=not inferred,
            subject_inferred=inferred,
            deadline=deadlines.deadline_in(start, end),
        )
        return Placed(start, start, end, task)

    def _others(self, text: str, lead: list[str]) -> tuple[list[str], bool]:
        """Those who help, are supported, are organised or made members."""
        names: list[str] = []
        is_open = False
        listed = [match["who"] for match in self._helpers.finditer(text)]
        if "成员" in text and (chair := _MEMBERS.search(text)):
            listed += [match["who"] for match in _CALLED_TO.finditer(text, chair.end())]
        listed += [who for match in self._helped.finditer(text) if (who := self._object(match["who"]))]
        for who in listed:
            if not self._units(re.sub("(?:主要|分管)?(?:负责人|负责同志|领导)$", "", who)) and "等" not in who:
                continue
            split, opened = self.bodies.split(re.sub("(?:主要|分管)?(?:负责人|负责同志|领导)$", "", who))
            is_open |= opened
            names += [name for name in split if name not in names and name not in lead and len(name) >= 2]
        return names, is_open

    def _object(self, after: str) -> str:
        """The units at the beginning of what follows 支持, 组织, 会同 …"""
        listed = re.match(r"(?P<list>[^等]{2,50}等)[\u4e00-\u9fff]{0,8}?(?:部门|单位|媒体|机构|企业|组织)", after)
        if listed:
            return listed["list"]
        for cut in range(min(len(after), 24), 1, -1):
            if self.bodies.is_told(after[:cut]) and not self._not_a_name.match(after):
                return after[:cut]
        return ""
