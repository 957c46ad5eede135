"""The file that came back beside the document as it went out: lines are paired, then words, then figures."""

import difflib
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from zhiheng.core.values.papers import Block, Grid, Heading, Line, Paper, Paragraph, Printed, text_of
from zhiheng.core.values.returning import FigureBack, Passage, Returned, Spot, Stretch
from zhiheng.core.writing.layout import printable
from zhiheng.core.writing.papers import docx
from zhiheng.core.writing.papers.parts import numbered
from zhiheng.core.writing.returning.finding import figures_in
from zhiheng.core.writing.returning.lines import FileLine, lines_in
from zhiheng.core.writing.tracking import words_changed

_ALIKE = 0.4  # of their characters, for two lines to be one that was edited


class Sent(NamedTuple):
    """A line as it went out: its text, its place in the document, its inlines and the number before them."""

    text: str
    spot: Spot | None = None
    line: Line = ()
    numbering: str = ""


def returned(paper: Paper, content: bytes, name: str = "") -> Returned:
    """What became of a document of ours in Word or WPS.

    Shape:  every line of ours and every line of the file stands in one passage, in the order of the file; a line that was removed
            stands where it stood. Nothing is taken over.
    Raises: Fault W190 the file cannot be opened.
    Source: docs/methods/returning.md
    """
    back = lines_in(content, name)
    sent = _sent(paper)
    pairs = list(_pairs([one.text for one in sent], [one.text for one in back]))
    elsewhere = _Elsewhere(paper, back)
    passages: list[Passage] = []
    last: Spot | None = None
    for a, b in pairs:
        ours, theirs = (sent[a] if a is not None else None), (back[b] if b is not None else None)
        passages.append(_passage(ours, theirs, last, b, elsewhere))
        last = ours.spot if ours and ours.spot else last
    return Returned(passages=tuple(passages))


def _passage(
    ours: Sent | None, theirs: FileLine | None, last: Spot | None, at: int | None, elsewhere: "_Elsewhere"
) -> Passage:  # fmt: skip
    if ours is None and theirs is not None:
        return Passage(
            state="added", text=theirs.text, after=last, stretches=(Stretch("added", theirs.text),), pending=theirs.pending,
            by=theirs.by, comments=theirs.comments, figures=tuple(elsewhere.come_to(theirs, ())),
        )  # fmt: skip
    sent = ours or Sent("")
    if theirs is None:
        printed = [one for one in sent.line if isinstance(one, Printed)]
        return Passage(
            state="removed", before=sent.text, spot=sent.spot, line=sent.line, numbering=sent.numbering,
            stretches=(Stretch("removed", sent.text),), figures=tuple(elsewhere.gone(one) for one in printed),
        )  # fmt: skip
    own = figures_in(len(sent.numbering), sent.line, sent.text, theirs)
    figures = [elsewhere.gone(one.printed, at) if one.state == "lost" else one for one in own]
    figures += elsewhere.come_to(theirs, [one.printed.mark for one in figures])
    return Passage(
        state="same" if theirs.text == sent.text else "changed", before=sent.text, text=theirs.text, spot=sent.spot,
        line=sent.line, numbering=sent.numbering, stretches=tuple(words_changed(sent.text, theirs.text)), figures=tuple(figures),
        pending=theirs.pending, by=theirs.by, comments=theirs.comments,
    )  # fmt: skip


class _Elsewhere:
    """Figures whose bookmarks stand in another line than they went out in."""

    def __init__(self, paper: Paper, back: Sequence[FileLine]) -> None:
        self.printed = {one.mark: one for one in paper.printed}
        marks = ((at, line.text, mark) for at, line in enumerate(back) for mark in line.bookmarks)
        self.places = {mark.name: (at, text[mark.start : mark.end]) for at, text, mark in marks}

    def gone(self, printed: Printed, at: int | None = None) -> FigureBack:
        """A figure that its own line no longer has: moved where another line holds it, else lost."""
        place, text = self.places.get(printed.mark, (at, ""))
        moved = place != at and text == printable(printed.text)
        return FigureBack(printed=printed, state="moved" if moved else "lost", text=text)

    def come_to(self, line: FileLine, own: Sequence[str]) -> Iterator[FigureBack]:
        """Figures of other lines that stand in this one now."""
        for mark in line.bookmarks:
            printed = self.printed.get(mark.name)
            if printed and mark.name not in own and line.text[mark.start : mark.end] == printable(printed.text):
                yield FigureBack(printed=printed, state="moved", text=printed.text, start=mark.start, end=mark.end)


# ── lines of ours ──


def _sent(paper: Paper) -> list[Sent]:
    """Every line as Word was given it, each that a block prints with its place."""
    texts = [line.text for line in lines_in(docx(paper), "")]
    found = [Sent(text) for text in texts]
    at = 0
    for one in _of_blocks(paper):
        place = next((k for k in range(at, len(texts)) if texts[k] == one.text), None) if one.text.strip() else None
        if place is not None:
            found[place] = one
            at = place + 1
    return found


def _of_blocks(paper: Paper) -> Iterator[Sent]:
    parts: tuple[tuple[str, Sequence[Block]], ...] = (("blocks", paper.blocks), ("appended", paper.appended))
    for part, blocks in parts:
        for at, (block, number) in enumerate(numbered(blocks)):
            spot = Spot("blocks" if part == "blocks" else "appended", at)
            match block:
                case Heading() | Paragraph():
                    yield Sent(f"{number}{printable(text_of(block.inlines))}", spot, block.inlines, number)
                case Grid():
                    for row, cells in enumerate(block.rows):
                        for column, line in enumerate(cells):
                            yield Sent(printable(text_of(line)), Spot(spot.part, at, row, column), line)


# ── pairs ──


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Which line became which: equal ones first, those between them by likeness, in order."""
    for act, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if act == "equal":
            yield from zip(range(a, b), range(c, d), strict=True)
        else:
            yield from _alike(old, new, range(a, b), range(c, d))


def _alike(old: Sequence[str], new: Sequence[str], ours: range, theirs: range) -> Iterator[tuple[int | None, int | None]]:
    """Pairs of edited lines, the likest first, none crossing another."""
    if not ours or not theirs:
        yield from ((a, None) for a in ours)
        yield from ((None, b) for b in theirs)
        return
    if len(ours) == len(theirs) == 1:
        best = (1.0, ours[0], theirs[0]) if _likeness(old[ours[0]], new[theirs[0]]) > 0 else (0.0, 0, 0)
    else:
        near = [(a, b) for a in ours for b in theirs if abs((a - ours.start) - (b - theirs.start)) <= _REACH]
        best = max(((_likeness(old[a], new[b]), a, b) for a, b in near), key=lambda one: (one[0], -one[1], -one[2]))
    if best[0] < _ALIKE:
        yield from ((a, None) for a in ours)
        yield from ((None, b) for b in theirs)
        return
    _, a, b = best
    yield from _alike(old, new, range(ours.start, a), range(theirs.start, b))
    yield a, b
    yield from _alike(old, new, range(a + 1, ours.stop), range(b + 1, theirs.stop))


_REACH = 12  # lines that an edited one may have been moved by


def _likeness(one: str, other: str) -> float:
    matcher = difflib.SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= _ALIKE and matcher.quick_ratio() >= _ALIKE else 0.0
