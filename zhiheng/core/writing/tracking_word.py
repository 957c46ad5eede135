"""A document as Word shows it against an earlier version of it: what came in and what went out as revisions of its own."""

import io
from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime
from itertools import count
from typing import Any, NamedTuple

import docx
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from zhiheng.core.values.papers import Paper
from zhiheng.core.values.returning import Stretch
from zhiheng.core.word_text import SPACE, Place, aligned, cut, run_of
from zhiheng.core.writing.papers import docx as written
from zhiheng.core.writing.papers import text
from zhiheng.core.writing.tracking import tracked


class _Change(NamedTuple):
    """One revision, at the characters of the new text that are no blanks: from `start` to `end` added, or `gone` before `start`.

    Shape: `last`: it stood at the end of its line, behind the character before; `whole`: it was a line of its own.
    """

    start: int
    end: int
    gone: str = ""
    last: bool = False
    whole: bool = False


def tracked_docx(before: Paper, after: Paper, author: str, when: datetime) -> bytes:
    """The document `after` as .docx, with revision marks for all that `before` said otherwise; none where they say the same.

    Shape:  all marks accepted it is `after`, all rejected its text is that of `before`; a row of a table that went stands as
            a line before the table.
    """
    document = docx.Document(io.BytesIO(written(after)))
    changes = _changes(tracked(text(before), text(after)))
    _Tracker(document, text(after), author, when).track(changes)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _changes(lines: Sequence[Sequence[Stretch]]) -> list[_Change]:
    found, at = [], 0
    for line in lines:
        whole = len(line) == 1 and line[0].kind == "removed"
        for place, one in enumerate(line):
            size = len("".join(one.text.split()))
            if one.kind == "removed" and size:
                found.append(_Change(at, at, one.text.strip("\u3000\t"), place == len(line) - 1 and not whole, whole))
            elif one.kind == "added" and size:
                found.append(_Change(at, at + size))
            at += 0 if one.kind == "removed" else size
    return found


class _Tracker:
    def __init__(self, document: Any, said: str, author: str, when: datetime) -> None:
        self.document, self.said, self.author = document, said, author
        self.stamp = when.strftime("%Y-%m-%dT%H:%M:%SZ")
        used = [int(id) for id in document.element.body.xpath("//@w:id") if id.isdigit()]
        self.ids = count(max(used, default=0) + 1)
        self.behind: dict[Any, Any] = {}

    def track(self, changes: Sequence[_Change]) -> None:
        cut(aligned(self.said, self.document), {at for one in changes for at in (one.start, one.end)})
        places = aligned(self.said, self.document)
        runs = {at: run_of(node) for at, (node, _) in places.items()}
        for one in changes:
            if one.gone:
                self._gone(one, runs, places)
        for one in changes:
            for run in dict.fromkeys(runs[at] for at in range(one.start, one.end) if at in runs):
                added = self._mark("w:ins")
                run.addprevious(added)
                added.append(run)

    def _gone(self, one: _Change, runs: dict[int, Any], places: dict[int, Place]) -> None:
        at = one.start - 1 if one.last or one.start not in runs else one.start
        beside = runs.get(at)
        if beside is None:
            return
        gone = self._mark("w:del")
        run = OxmlElement("w:r")
        if (look := beside.find(qn("w:rPr"))) is not None:
            run.append(deepcopy(look))
        words = OxmlElement("w:delText")
        words.text = one.gone
        words.set(SPACE, "preserve")
        run.append(words)
        gone.append(run)
        if one.whole:
            self._line(gone, beside, before=at == one.start)
        elif at == one.start:
            beside.addprevious(gone)
        else:
            beside.addnext(gone)

    def _line(self, gone: Any, beside: Any, *, before: bool) -> None:
        """A paragraph of its own for a line that went, outside any table, its mark gone as well."""
        near = next(parent for parent in beside.iterancestors() if parent.tag == qn("w:p"))
        outer = [parent for parent in near.iterancestors() if parent.tag == qn("w:tbl")]
        line = OxmlElement("w:p")
        look = near.find(qn("w:pPr"))
        shape = deepcopy(look) if look is not None and not outer else OxmlElement("w:pPr")
        for part in shape.findall(qn("w:sectPr")) + shape.findall(qn("w:rPr")):
            shape.remove(part)
        ends = OxmlElement("w:rPr")
        ends.append(self._mark("w:del"))
        follows = next((part for part in shape if part.tag in (qn("w:sectPr"), qn("w:pPrChange"))), None)
        if follows is None:
            shape.append(ends)
        else:
            follows.addprevious(ends)
        line.append(shape)
        line.append(gone)
        place = outer[-1] if outer else near
        if before or outer:
            place.addprevious(line)
        else:  # behind what went behind it before
            self.behind.get(place, place).addnext(line)
            self.behind[place] = line

    def _mark(self, tag: str) -> Any:
        change = OxmlElement(tag)
        change.set(qn("w:id"), str(next(self.ids)))
        change.set(qn("w:author"), self.author)
        change.set(qn("w:date"), self.stamp)
        return change
