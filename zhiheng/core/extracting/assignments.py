"""Duties assigned in brackets, or on lines of their own: who leads, who answers, for which text."""

import re
from collections.abc import Iterator

from msgspec import Struct, field

from zhiheng.core.extracting.bodies import Bodies
from zhiheng.core.extracting.deadlines import Deadlines
from zhiheng.core.extracting.evidence import weigh_duty
from zhiheng.core.extracting.folding import one_width
from zhiheng.core.extracting.layout import Layout
from zhiheng.core.extracting.leading import first_leads_from
from zhiheng.core.extracting.words import Words
from zhiheng.core.values.alternations import any_of
from zhiheng.core.values.reading import Task

_BRACKET = re.compile(
    r"（((?:[^（）\n]|（[^（）\n]{0,30}）){2,800})(?:）|\Z)|〔([^〔〕\n]{4,400})〕"
)
_NOTES = re.compile("下同|以下均|首位|第一位|第一的|排名|排序|按.{0,4}分工$")  # 列首位的为牵头单位，下同
_IN_THEIR_WAY = re.compile("(?:结合实际|结合本地实际|因地制宜|按要求|具体|共同|协同)(?:抓好)?(?=(?:落实|实施|推进|负责)$)")
_CLASSES = ("各", "有关", "相关")
_BY_DUTY = re.compile("按(?:照)?(?:各自)?职责[^、，]{0,3}$")
_STOPS = re.compile("[，；。]")
_KINDS_OF_AREA = "市州盟县区旗乡镇村"
_NAMES_APART = re.compile(r"(?<=[\u4e00-\u9fff])[ \t\u3000\xa0]+(?=[\u4e00-\u9fff])")
_OTHER_LABEL = re.compile(r"[，；。\s](?:完成时限|完成时间|时限|进度安排|时间节点|责任人|联系人|备注)[：]")


class Assigned(Struct, kw_only=True):
    """Who was named in one bracket or line."""

    lead: list[str] = field(default_factory=list)
    responsible: list[str] = field(default_factory=list)
    is_open: bool = False

    def let_first_lead(self) -> None:
        """The first of the responsible leads where nobody does, unless it is no unit of its own (各有关部门)."""
        if not self.lead and self.responsible and not self.responsible[0].startswith(_CLASSES):
            self.lead, self.responsible = self.responsible[:1], self.responsible[1:]


class Placed(Struct, frozen=True):
    """A duty and where it stands in the folded text: what is to be done from `duty`, who does it at `start:end`."""

    duty: int
    start: int
    end: int
    task: Task


class Assigner:
    """Reads assignments; compiled for one set of words."""

    def __init__(self, words: Words) -> None:
        duty = words.lexicons.duty_words
        self.words, self.bodies = words, words.once(Bodies)
        self._roles = {word.word: word.role for word in duty}
        labels = any_of(word.word for word in duty if word.form == "label")
        verbs = any_of(word.word for word in duty if word.form == "verb")
        self._label = re.compile(rf"(?:^|(?<=[，；。、（\n ]))(?P<label>{labels})[：:]?|(?P<late>{labels})：")
        line = rf"{labels}：[^\n。]{{2,800}}"
        self._before_line = re.compile(rf"[\n。；](?=[（\d.、]{{0,4}}{labels}：)")
        self._line = re.compile(rf"[（\d.、]{{0,4}}{line}(?:\n[^\n]{{0,3}}{line})*")
        self._verb = re.compile(f"(?P<verb>{verbs})$")
        self._hint = re.compile(f"{labels}|{verbs}|按职责")

    def tasks(self, layout: Layout, deadlines: Deadlines) -> list[Placed]:
        """Every assignment in brackets and on lines of its own, in order."""
        found, since = [], 0
        said = first_leads_from(layout.text)
        for start, end, content in self._places(layout):
            assigned = self.parse(content)
            if not assigned.lead and not assigned.responsible:
                continue
            if said is not None and said < end:
                assigned.let_first_lead()
            duty_start = _duty_start(layout, start, since)
            task = _task(layout, deadlines, assigned, start, end, duty_start)
            weigh_duty(self.words, "bracket", task)
            found.append(Placed(duty_start, start, end, task))
            since = end
        return found

    def parse(self, content: str) -> Assigned:
        """Who leads and who answers in the inside of a bracket."""
        other = _OTHER_LABEL.search(content)
        content = content[: other.start()] if other else content
        assigned = Assigned()
        labels = list(self._label.finditer(content))
        if labels:
            for k, match in enumerate(labels):
                stop = labels[k + 1].start() if k + 1 < len(labels) else len(content)
                self._add(assigned, content[match.end() : stop], self._roles[match["label"] or match["late"]])
            return assigned
        pending = ""
        for clause in _STOPS.split(content):
            clause = _IN_THEIR_WAY.sub("", clause.strip())
            verb = self._verb.search(clause) or _BY_DUTY.search(clause)
            if verb:
                role = self._roles.get(verb[0], "responsible")
                together = clause[: verb.start()].split("会同", 1)
                self._add(assigned, f"{pending}、{together[0]}", "lead" if len(together) > 1 else role)
                if len(together) > 1:
                    self._add(assigned, together[1], "responsible")
                pending = ""
            else:
                pending = f"{pending}、{clause}"
        if not assigned.lead and not assigned.responsible:  # nothing but names: （市水务局）
            self._add(assigned, pending, "responsible")
        return assigned

    def _places(self, layout: Layout) -> Iterator[tuple[int, int, str]]:
        """Start, end and inside of everything that assigns, in order."""
        text = layout.text
        brackets = [match.span() for match in _BRACKET.finditer(text) if self._assigns(match, text)]
        reached = 0
        for start, end in sorted([*brackets, *self._lines(text)]):
            if start >= reached:
                reached = end
                yield start, end, _spaced(layout, start, end)

    def _lines(self, text: str) -> Iterator[tuple[int, int]]:
        """Lines and sentences that begin with a label, each with the lines after it that do so, too."""
        reached = 0
        for start in (0, *(before.end() for before in self._before_line.finditer(text))):
            if start >= reached and (line := self._line.match(text, start)):
                reached = line.end()
                yield line.span()

    def _assigns(self, match: re.Match[str], text: str) -> bool:
        content = match[1] or match[2]
        if self._hint.search(content):
            labelled = self._label.search(content)
            ends = any(self._verb.search(clause.strip()) for clause in _STOPS.split(content))
            cut_off = match[0][-1] not in "）〕" and "按职责" in content
            return bool((labelled and "：" in content) or (ends and self._names_a_body(content)) or cut_off)
        standing = text[match.start() - 1 : match.start()] in ("。", "；") or text[match.end() : match.end() + 1] in ("", "\n")
        return standing and len(content) > 3 and all(self.bodies.is_body(name) for name in self.bodies.split(content)[0])

    def _names_a_body(self, content: str) -> bool:
        assigned = self.parse(content)
        return any(self.bodies.is_body(name) for name in assigned.lead + assigned.responsible)

    def _add(self, assigned: Assigned, listed: str, role: str) -> None:
        names, is_open = self.bodies.split(listed)
        into = assigned.lead if role == "lead" else assigned.responsible
        into.extend(name for name in names if name not in into and _is_name(name))
        assigned.is_open |= is_open


def _is_name(name: str) -> bool:
    return (len(name) >= 2 or name in _KINDS_OF_AREA) and not _NOTES.search(name)


def _spaced(layout: Layout, start: int, end: int) -> str:
    """The inside of a bracket; names parted by nothing but blanks get their 、 back."""
    a, b = layout.folded.old_span(start, end)
    inside = one_width(layout.folded.cleaned.text[a:b])
    if inside[:1] in ("（", "〔"):
        inside = inside[1:-1] if inside[-1:] in ("）", "〕") else inside[1:]
    return _NAMES_APART.sub("" if "、" in inside else "、", inside).replace("\n", "；")


def _duty_start(layout: Layout, start: int, since: int) -> int:
    """Where the text begins that an assignment at `start` answers for."""
    paragraph = layout.text.rfind("\n", max(since, start - 3000), start)
    if paragraph + 1 == start and paragraph > 0:  # a line of its own belongs to the paragraph before
        paragraph = layout.text.rfind("\n", max(since, paragraph - 3000), paragraph)
    return max(since, paragraph + 1)


def _task(layout: Layout, deadlines: Deadlines, assigned: Assigned, start: int, end: int, duty_start: int) -> Task:
    first, last, quote = layout.folded.raw(start, end)
    duty = layout.text[duty_start:start].strip("\n ")
    flags = [] if assigned.lead else ["未写明牵头单位"]
    if assigned.is_open:
        flags.append("责任单位未列全（等）")
    return Task(
        section=layout.section(start),
        quote=quote,
        start=first,
        end=last,
        confidence=0.0,
        flags=flags,
        text=duty,
        lead_units=assigned.lead,
        responsible_units=assigned.responsible,
        open_ended=assigned.is_open,
        lead_explicit=bool(assigned.lead),
        deadline=deadlines.deadline_in(duty_start, end),
    )
