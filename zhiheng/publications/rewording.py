"""One paragraph of a manuscript as a person puts it in own words where it stands, with the blanks in it."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from msgspec.structs import replace

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.papers import Blank, Heading, Line, Paper, Paragraph, Printed
from zhiheng.core.writing.wording import filled_in, shape, to_type, worded_blocks
from zhiheng.publications.models import Manuscript, Version
from zhiheng.publications.rewriting import Rewritten, as_written, last_version, paper_of_version

_WORDED = (Heading, Paragraph)


class Spot(NamedTuple):
    """One paragraph of the template behind one of the document: its key, "" where its words are not to be changed here."""

    key: str
    plain: Line
    blanks: tuple[str, ...]


class Editing(NamedTuple):
    """A paragraph in hand: as it is typed now, as the template has it, its blanks with their answers, the version it is of."""

    at: int
    key: str
    typed: str
    plain: str
    own: bool
    blanks: list[tuple[str, str]]
    seen: int
    moved: bool = False  # the figures in it are no longer those that the page shows
    says: str = ""
    reason: str = ""


def editing_of(one: Manuscript, at: int) -> Editing:
    """The paragraph at that place of the last version, to be edited. Raises: Fault B152 there is none to edit."""
    last, found = last_version(one), as_written(one)
    spot = spot_at(one, last, found, at)
    words = last.wording.get(spot.key)
    typed = _typed(words, spot.plain) if words is not None else to_type(spot.plain)
    kept = {figure.mark: figure.text for figure in paper_of_version(last).printed}
    moved = any(isinstance(each, Printed) and kept.get(each.mark, each.text) != each.text for each in spot.plain)
    blanks = [(name, last.answers.get(name, "")) for name in spot.blanks]
    return Editing(
        at, spot.key, typed if spot.key else "", to_type(spot.plain), words is not None, blanks, last.number, moved
    )


def spot_at(one: Manuscript, last: Version, found: Rewritten, at: int) -> Spot:
    """The paragraph of the template that stands at that place. Raises: Fault B152."""
    kept = paper_of_version(last)
    blocks = (*kept.blocks, *kept.appended)
    lines = [shape(block.inlines) if isinstance(block, _WORDED) else None for block in blocks]
    wanted = lines[at] if 0 <= at < len(lines) else None
    same = [spot for told, spot in _spots(found.plain, last.wording, last.answers) if told == wanted]
    place = sum(line == wanted for line in lines[:at])
    if wanted is None or place >= len(same):
        raise Fault("B152", f"“{one.title}”：这一段现在不能在原处改：不是文字，或台账变动后已不写。请更新数据，或用整篇改稿。")
    return same[place]


def _spots(plain: Paper, wording: Mapping[str, str], answers: Mapping[str, str]) -> Iterator[tuple[str, Spot]]:
    """Every paragraph as it stands in the document now, by its shape; an answer of several lines is several paragraphs."""
    there = {shape(block.inlines): block.inlines for block in plain.blocks if isinstance(block, _WORDED)}
    for key, said in (*worded_blocks(plain, wording), *(("", block) for block in plain.appended)):
        if not isinstance(said, _WORDED) or (key and key not in there):  # a table, or what a person added
            continue
        line = there.get(key, said.inlines)
        blanks = tuple(dict.fromkeys(each.name for each in (*line, *said.inlines) if isinstance(each, Blank)))
        words = bool(key) and not all(isinstance(each, Blank) for each in line)
        spot = Spot(key if words else "", line, blanks)
        if spot.key or spot.blanks:
            for shown in filled_in(replace(plain, blocks=(said,), appended=()), answers).blocks:
                yield shape(shown.inlines) if isinstance(shown, _WORDED) else "", spot


def _typed(shaped: str, line: Line) -> str:
    for each in line:
        if isinstance(each, Printed):
            shaped = shaped.replace(f"{{{each.mark}}}", f"{{{each.text}}}")
    return shaped
