"""What a person takes of the file that came back: into the document, and where it can be said there, into its template."""

import re
from collections.abc import Iterator, Set
from typing import NamedTuple

from msgspec.structs import replace

from zhiheng.core.values.papers import Block, Grid, Heading, Inline, Line, Paper, Paragraph, Printed, Words
from zhiheng.core.values.returning import Passage, Returned, Spot

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
        old = _as_typed(passage.line)
        if passage.state != "changed" or not old or template.count(old) != 1:
            left.append(passage)
            continue
        template = template.replace(old, _as_typed(new_line(passage)))
    return InTemplate(template, tuple(left))


def _as_typed(line: Line) -> str:
    return "".join(f"{{{{ {one.asked} }}}}" if isinstance(one, Printed) else one.text for one in line)
