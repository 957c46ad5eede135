"""What a person takes of the file that came back: into the document, and where it can be said there, into its template."""

import difflib
import re
from collections.abc import Iterator, Set
from typing import NamedTuple

from msgspec.structs import replace

from zhiheng.core.values.papers import Block, Grid, Heading, Inline, Line, Paper, Paragraph, Printed, Words
from zhiheng.core.values.returning import Passage, Returned, Spot

_MARKS = re.compile(r"[\\*#|_~>`\[\]]")
_BRACES = str.maketrans("{}", "｛｝")
_REACH, _LEAST = 12, 4  # characters around a changed stretch by which a template is searched
_HEADING_NUMBER = re.compile(r"^(?:[一二三四五六七八九十百]+、|（[一二三四五六七八九十百]+）|\d{1,3}[.．](?!\d)|（\d{1,3}）)")


class InTemplate(NamedTuple):
    """The template in the new words; `left` are the paragraphs whose words it says in another way, to be changed by hand."""

    text: str
    left: tuple[Passage, ...]


def taken(paper: Paper, back: Returned, accepted: Set[int], by_hand: Set[str] = frozenset()) -> Paper:
    """The document with the accepted passages, by their numbers.

    Shape: a figure that a hand wrote over stays the computed one, but for those whose marks are in `by_hand`: they become words.
           A line that no block prints (title, masthead, signature) is not taken: it is changed where it is kept.
    """
    lines: dict[Spot, Line] = {}
    gone: set[Spot] = set()
    added: dict[Spot | None, list[Paragraph]] = {}
    for at in sorted(accepted):
        passage = back.passages[at]
        if passage.state == "changed" and passage.spot:
            lines[passage.spot] = new_line(passage, by_hand)
        elif passage.state == "removed" and passage.spot:
            gone.add(passage.spot)
        elif passage.state == "added":
            added.setdefault(passage.after, []).append(Paragraph(inlines=(Words(text=passage.text.strip()),)))
    blocks = tuple(_blocks("blocks", paper.blocks, lines, gone, added))
    appended = tuple(_blocks("appended", paper.appended, lines, gone, added))
    return replace(paper, blocks=(*added.get(None, ()), *blocks), appended=appended)


def _blocks(
    part: str, blocks: tuple[Block, ...], lines: dict[Spot, Line], gone: Set[Spot], added: dict[Spot | None, list[Paragraph]]
) -> Iterator[Block]:
    behind: dict[int, list[Paragraph]] = {}
    for spot, paragraphs in added.items():
        if spot is not None and spot.part == part:
            behind.setdefault(spot.block, []).extend(paragraphs)
    for at, block in enumerate(blocks):
        spot = Spot("blocks" if part == "blocks" else "appended", at)
        match block:
            case Heading() | Paragraph() if spot not in gone:
                yield replace(block, inlines=lines.get(spot, block.inlines))
            case Grid():
                rows = tuple(
                    tuple(
                        () if (own := Spot(spot.part, at, row, column)) in gone else lines.get(own, line)
                        for column, line in enumerate(cells)
                    )
                    for row, cells in enumerate(block.rows)
                )
                yield replace(block, rows=rows)
            case Heading() | Paragraph():
                pass
            case _:
                yield block
        yield from behind.get(at, ())


def new_line(passage: Passage, by_hand: Set[str] = frozenset()) -> Line:
    """The new words of a line with our figures in their places."""
    text = passage.text
    start = 0
    if passage.numbering and (number := _HEADING_NUMBER.match(text)):
        start = number.end()
    found: list[Inline] = []
    for figure in sorted((one for one in passage.figures if one.end), key=lambda one: one.start):
        if figure.state == "lost" or figure.start < start or figure.printed.mark in by_hand:
            continue
        found += [Words(text=text[start : figure.start]), figure.printed]
        start = figure.end
    return tuple(one for one in (*found, Words(text=text[start:])) if one.text)


def template_with(template: str, back: Returned, accepted: Set[int]) -> InTemplate:
    """The template with the words of accepted paragraphs; a figure is written as the hole that printed it.

    Shape: a paragraph is found by its words and holes as the template writes them; one that other words of the template,
           conditions or loops made is left to a person.
    """
    left: list[Passage] = []
    for at in sorted(accepted):
        passage = back.passages[at]
        both = as_typed(passage.line), as_typed(new_line(passage), escaped=True)
        changed = retyped(template, *both) if passage.state == "changed" else None
        if changed is None:
            left.append(passage)
        template = changed or template
    return InTemplate(template, tuple(left))


def retyped(template: str, old: str, new: str) -> str | None:
    """The template with one paragraph in other words, both as it writes them.

    Shape: where it has words like {{ area }} in the paragraph, each changed stretch is looked up with the words around it.
    None:  it has the paragraph, or a changed stretch of it, not just once.
    """
    if old and template.count(old) == 1:
        return template.replace(old, new)
    acts = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for act, a, b, c, d in reversed([one for one in acts if one[0] != "equal"]):
        found = _stretch(template, old, a, b)
        if found is None or act == "equal":
            return None
        template = f"{template[: found[0]]}{new[c:d]}{template[found[1] :]}"
    return template


def _stretch(template: str, old: str, a: int, b: int) -> tuple[int, int] | None:
    """Where a stretch of the paragraph stands in the template, by up to so many characters around it."""
    for reach in range(_REACH, _LEAST - 1, -1):
        for ahead, behind in ((reach, reach), (reach, 0), (0, reach)):
            said = old[max(0, a - ahead) : b + behind]
            if len(said) >= _LEAST and template.count(said) == 1:
                start = template.index(said) + min(a, ahead)
                return start, start + b - a
    return None


def as_typed(line: Line, *, escaped: bool = False) -> str:
    """A line as its template writes it; `escaped`: words that somebody else wrote are no markup."""
    said = _escaped if escaped else str
    return "".join(f"{{{{ {one.asked} }}}}" if isinstance(one, Printed) else said(one.text) for one in line)


def _escaped(text: str) -> str:
    return _MARKS.sub(r"\\\g<0>", text.translate(_BRACES))
