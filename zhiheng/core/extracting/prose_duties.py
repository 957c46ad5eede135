"""Duties in running text: one task a sentence or ；-clause, carried-over subjects marked inferred."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from zhiheng.core.extracting.assignments import Placed
from zhiheng.core.extracting.deadlines import Deadlines
from zhiheng.core.extracting.evidence import weigh_duty
from zhiheng.core.extracting.helpers import Helpers
from zhiheng.core.extracting.layout import Layout
from zhiheng.core.extracting.subjects import Subject, Subjects, is_numbered, without_number
from zhiheng.core.extracting.words import Words
from zhiheng.core.values.reading import Task

_PART = re.compile(r"[^；。！？\n]+[；。！？]?")
_PAST = re.compile(r"了|已经?|曾|近日|(?<!\d)日前|以来|不够|不强|缺乏|存在")
_COMPOSED = "组成"
_MEMBERS = "成员"
_FOUNDED = re.compile(f"(?:成立|组建)[^。；]*(?:组长|主任|召集人)[^。；]*{_MEMBERS}")
_APPEALS = ("鼓励", "引导", "支持")  # a new sentence of these speaks for the document, not for the unit before


class ProseDuties:
    """Reads duties in prose; compiled for one set of words."""

    def __init__(self, words: Words) -> None:
        self.words, self.subjects = words, words.once(Subjects)
        self.helpers = Helpers(words, self.subjects)

    def tasks(self, layout: Layout, deadlines: Deadlines, assigned: list[Placed], promises: bool) -> list[Placed]:
        """Every duty in prose; `assigned` are the brackets, which settle the carried subjects of their paragraph."""
        found: list[Placed] = []
        starts = [placed.start for placed in assigned]
        places = self.subjects.places(layout.text)
        for start, end in layout.paragraphs():
            here = places[bisect_left(places, start) : bisect_left(places, end)]
            if here:
                brackets = assigned[bisect_left(starts, start) : bisect_left(starts, end)]
                found.extend(self._paragraph(layout, deadlines, start, end, here, brackets, promises))
        return found

    def _paragraph(
        self,
        layout: Layout,
        deadlines: Deadlines,
        start: int,
        end: int,
        places: list[int],
        brackets: list[Placed],
        promises: bool,
    ) -> Iterator[Placed]:
        carried: Subject | None = None
        subjects = 0  # in this sentence: a sentence with two of them carries neither over
        starts = [placed.start for placed in brackets]
        for part in _PART.finditer(layout.text, start, end):
            a, b = part.span()
            k = bisect_right(starts, a)
            inside = k and brackets[k - 1].end > a
            if inside or (k < len(brackets) and starts[k] < b):
                carried = None
                continue
            here = places[bisect_left(places, a) : bisect_left(places, b)]
            subject = self.subjects.of(part[0], a, here) if here else None
            if subject is None and carried is None and _MEMBERS not in part[0]:
                subjects = 0 if part[0][-1] in "。！？" else subjects
                continue
            if layout.in_heading(a) and not (subject and subject.modal):
                carried = None
                continue
            bare = without_number(part[0])
            duty = carried is not None and (self.subjects.goes_on(bare) or (subjects > 0 and carried.urged))
            told = subject is not None and (subject.modal or (promises and not brackets))
            if subject and told and (subject.urged or not _PAST.search(part[0])):
                whole = _COMPOSED in part[0]  # 由甲局、乙局组成，甲局为牵头单位
                yield self._task(layout, deadlines, subject, b - len(bare) if whole else subject.start, b, inferred=False)
                carried, subjects = subject, subjects + 1
            elif carried and duty and not brackets and not subject and self._carries(carried, part[0], subjects, promises):
                yield self._task(layout, deadlines, carried, b - len(bare), b, inferred=True)
            elif promises and not subject and _FOUNDED.search(part[0]) and self.helpers.of(part[0], ())[0]:
                yield self._task(layout, deadlines, Subject(b - len(bare), (), False, True), b - len(bare), b, False)
            elif not duty:
                carried = None
            if part[0][-1] in "。！？":
                carried, subjects = (carried if subjects < 2 else None), 0

    def _carries(self, carried: Subject, part: str, subjects: int, promises: bool) -> bool:
        """Whether a clause is told to the unit before: in a document that does not promise only after 要, and no 一是."""
        if not subjects and without_number(part).startswith(_APPEALS):
            return False
        return promises or (carried.urged and not _PAST.search(part) and not is_numbered(part))

    def _task(
        self, layout: Layout, deadlines: Deadlines, subject: Subject, start: int, end: int, inferred: bool
    ) -> Placed:
        text = layout.text[start:end]
        responsible, is_open = self.helpers.of(text, subject.names)
        is_open |= subject.is_open
        first, last, quote = layout.folded.raw(start, end)
        flags = ["主语承前推定，请确认"] if inferred else []
        flags += [] if subject.names else ["未写明牵头单位"]
        flags += ["单位未列全（等）"] if is_open else []
        task = Task(
            section=layout.section(start),
            quote=quote,
            start=first,
            end=last,
            confidence=0.0,
            flags=flags,
            text=text.rstrip("；。"),
            lead_units=list(subject.names),
            responsible_units=responsible,
            open_ended=is_open,
            lead_explicit=bool(subject.names) and not inferred,
            subject_inferred=inferred,
            deadline=deadlines.deadline_in(start, end),
        )
        doubts = {"told": not subject.modal, "inferred": inferred}
        weigh_duty(self.words, "prose", task, tuple(doubt for doubt, holds in doubts.items() if holds))
        return Placed(start, start, end, task)
