"""The old .docx with the new text in it as revisions: each run keeps its properties, a person accepts or rejects."""

import io
from collections.abc import Sequence
from copy import deepcopy
from datetime import datetime
from itertools import count
from typing import Any
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import OpcError
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.run import Run

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.renewing import Kept, Renewal, Swap
from zhiheng.core.word_text import SPACE, aligned, counted, cut, run_of

AUTHOR, INITIALS = "质衡", "质"
_DELETED = {qn("w:t"): qn("w:delText"), qn("w:instrText"): qn("w:delInstrText")}


def marked(content: bytes, name: str, renewal: Renewal, when: datetime) -> tuple[bytes, tuple[Kept, ...]]:
    """The file with revision marks and comments, and what could not be marked in it: text in boxes, numbers Word prints.

    Shape:  without swaps and remarks it is the file itself, byte for byte. `when` is the time that the marks bear.
    Raises: Fault W180 the file cannot be opened as a .docx (macros, another format).
    """
    try:
        document = docx.Document(io.BytesIO(content))
    except (OpcError, KeyError, ValueError, BadZipFile):
        raise Fault("W180", f"{name}：不是不带宏的 .docx 文档，换不了数。请在 Word 或 WPS 里另存为 .docx。") from None
    if not renewal.swaps and not renewal.kept:
        return content, ()
    lost = _Marker(document, renewal.text, when).mark(renewal.swaps, renewal.kept)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), lost


class _Marker:
    def __init__(self, document: Any, text: str, when: datetime) -> None:
        self.document, self.text, self.before = document, text, counted(text)
        self.when, self.stamp = when, when.strftime("%Y-%m-%dT%H:%M:%SZ")
        used = [int(id) for id in document.element.body.xpath("//w:ins/@w:id | //w:del/@w:id") if id.lstrip("-").isdigit()]
        self.ids = count(max(used, default=0) + 1)

    def mark(self, swaps: Sequence[Swap], kept: Sequence[Kept]) -> tuple[Kept, ...]:
        both: list[Swap | Kept] = [*swaps, *kept]
        cut(aligned(self.text, self.document), {at for one in both for at in self._ends(one)})
        places = aligned(self.text, self.document)
        lost = [one for one in kept if not self._comment(one.start, one.end, one.why, places)]
        held = [(one, self._runs(one, places)) for one in swaps]
        for swap, runs in held:
            if runs:
                self._swap(runs, swap.new)
            else:
                says = f"应换成“{swap.new}”，但它不在正文里（在文本框里，或是自动编号），没有换"
                lost.append(Kept(start=swap.start, end=swap.end, why=says))
        return tuple(lost)

    def _ends(self, one: Swap | Kept) -> tuple[int, int]:
        return self.before[one.start], self.before[one.end]

    def _runs(self, one: Swap | Kept, places: dict[int, Any]) -> list[Any]:
        """The runs under a stretch; none where a part of it does not stand in the body."""
        start, end = self._ends(one)
        if any(at not in places for at in range(start, end)):
            return []
        return list(dict.fromkeys(run_of(places[at][0]) for at in range(start, end)))

    def _comment(self, start: int, end: int, says: str, places: dict[int, Any]) -> bool:
        runs = self._runs(Kept(start=start, end=end, why=says), places)
        if runs:
            ends = [Run(runs[at], self.document) for at in (0, -1)]
            comment = self.document.add_comment(ends, text=says, author=AUTHOR, initials=INITIALS)
            comment._comment_elm.date = self.when
        return bool(runs)

    def _swap(self, runs: Sequence[Any], new: str) -> None:
        inserted = deepcopy(runs[0])
        for child in [child for child in inserted if child.tag != qn("w:rPr")]:
            inserted.remove(child)
        written = OxmlElement("w:t")
        written.text = new
        written.set(SPACE, "preserve")
        inserted.append(written)
        for run in runs:
            _lift(run)
            self._delete(run)
        if new:
            added = self._change("w:ins")
            added.append(inserted)
            gone = runs[-1].getparent()
            (gone.getparent() if gone.getparent().tag == qn("w:ins") else gone).addnext(added)

    def _delete(self, run: Any) -> None:
        gone = self._change("w:del")
        run.addprevious(gone)
        gone.append(run)
        for child in run:
            child.tag = _DELETED.get(child.tag, child.tag)

    def _change(self, tag: str) -> Any:
        change = OxmlElement(tag)
        change.set(qn("w:id"), str(next(self.ids)))
        change.set(qn("w:author"), AUTHOR)
        change.set(qn("w:date"), self.stamp)
        return change


def _lift(run: Any) -> None:
    """Parts somebody's insertion round a run, so that this run stands in one of its own: its deletion lies inside that."""
    parent = run.getparent()
    if parent.tag != qn("w:ins"):
        return
    behind = deepcopy(parent)
    for child in list(behind):
        behind.remove(child)
    place = list(parent).index(run)
    for child in list(parent)[place + 1 :]:
        behind.append(child)
    own = deepcopy(parent)
    for child in list(own):
        own.remove(child)
    own.append(run)
    parent.addnext(own)
    if len(behind):
        own.addnext(behind)
    if not len(parent):
        parent.getparent().remove(parent)
