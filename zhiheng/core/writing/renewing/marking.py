"""The old .docx with the new text in it as revisions: each run keeps its properties, a person accepts or rejects."""

import io
from collections.abc import Iterator, Sequence
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
from zhiheng.core.word_text import SPACE, aligned_in, counted, cut, remedy, run_of
from zhiheng.core.writing.renewing.margins import margin_parts

AUTHOR, INITIALS = "质衡", "质"
_COMPATIBLE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DELETED = {qn("w:t"): qn("w:delText"), qn("w:instrText"): qn("w:delInstrText")}


def marked(
    content: bytes, name: str, renewal: Renewal, when: datetime, margins: Renewal | None = None
) -> tuple[bytes, tuple[Kept, ...], tuple[Kept, ...]]:
    """The file with revision marks and comments; what could not be marked or commented in its body, and beside it.

    Shape:  `margins` is what becomes of running heads and notes (`margin_text`). Word takes no comments there and in text boxes:
            remarks on them are told, not written. Without swaps and remarks it is the file itself, byte for byte. `when` is the
            time that the marks bear.
    Raises: Fault W180 the file cannot be opened as a .docx (macros, another format).
    """
    try:
        document = docx.Document(io.BytesIO(content))
    except (OpcError, KeyError, ValueError, BadZipFile):
        raise Fault("W180", f"{name}：不是不带宏的 .docx 文档，换不了数。请换成 .docx 文件。{remedy(content)}") from None
    beside = margins or Renewal(text="")
    if not (renewal.swaps or renewal.kept or beside.swaps):
        return content, (), beside.kept
    parts = margin_parts(document) if beside.swaps else []
    body, roots = [document.element.body], [one.root for one in parts]
    ids = _free_ids([*body, *roots])
    lost = _Marker(document, body, renewal.text, when, ids).mark(renewal.swaps, renewal.kept)
    told = (*_Marker(document, roots, beside.text, when, ids).mark(beside.swaps, ()), *beside.kept)
    for root in (*body, *roots):
        _same_in_older_boxes(root)
    for part in parts:
        part.keep()
    out = io.BytesIO()
    document.save(out)
    return out.getvalue(), lost, told


def _free_ids(roots: Sequence[Any]) -> Iterator[int]:
    ids = [one.get(qn("w:id"), "") for root in roots for one in root.iter(qn("w:ins"), qn("w:del"))]
    return count(max((int(id) for id in ids if id.lstrip("-").isdigit()), default=0) + 1)


def _same_in_older_boxes(root: Any) -> None:
    """A text box stands twice in the file, the second time for older programs: both say the same."""
    for box in root.iter(f"{_COMPATIBLE}AlternateContent"):
        choice, fallback = (box.find(f"{_COMPATIBLE}{tag}//{qn('w:txbxContent')}") for tag in ("Choice", "Fallback"))
        if choice is None or fallback is None:
            continue
        if any(one.get(qn("w:author")) == AUTHOR for one in choice.iter(qn("w:ins"), qn("w:del"))):
            fallback[:] = [deepcopy(child) for child in choice]


class _Marker:
    def __init__(self, document: Any, roots: Sequence[Any], text: str, when: datetime, ids: Iterator[int]) -> None:
        self.document, self.roots, self.text, self.before = document, roots, text, counted(text)
        self.when, self.stamp, self.ids = when, when.strftime("%Y-%m-%dT%H:%M:%SZ"), ids

    def mark(self, swaps: Sequence[Swap], kept: Sequence[Kept]) -> tuple[Kept, ...]:
        both: list[Swap | Kept] = [*swaps, *kept]
        cut(aligned_in(self.text, self.roots), {at for one in both for at in self._ends(one)})
        places = aligned_in(self.text, self.roots)
        lost = [one for one in kept if not self._comment(one.start, one.end, one.why, places)]
        held = [(one, self._runs(one, places)) for one in swaps]
        for swap, runs in held:
            if runs:
                self._swap(runs, swap.new)
            else:
                says = f"应换成“{swap.new}”，但它是自动编号或域算出的，没有换"
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
        if runs and any(True for _ in runs[0].iterancestors(qn("w:txbxContent"))):
            return False
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
