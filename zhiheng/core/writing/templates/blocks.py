"""From Markdown with placeholders to the blocks of a document."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Literal, cast

from markdown_it.token import Token
from msgspec.structs import replace

from zhiheng.core.values.papers import (
    Block,
    Column,
    Grid,
    Heading,
    Inline,
    Line,
    NewPage,
    Paragraph,
    Words,
    text_of,
)
from zhiheng.core.writing.templates.markdown import BOLD, markdown
from zhiheng.core.writing.templates.placeholders import is_placeholder, number_of

Thing = Line | tuple[Block, ...]
_TITLE_OF_TABLE = "表："
_UNNUMBERED = re.compile(r"\s*\{-\}\s*$")
_ALIGN = {"text-align:left": "left", "text-align:center": "center", "text-align:right": "right"}
_NARROWEST, _WIDEST = 4, 40


def blocks_of(text: str, things: Sequence[Thing]) -> tuple[str, tuple[Block, ...]]:
    """The title (what stands after #), and the blocks below it. `things` are what the placeholders stand for."""
    reader = _Reader(markdown().parse(text), things)
    found = tuple(reader.blocks())
    return reader.title, found


class _Reader:
    def __init__(self, tokens: list[Token], things: Sequence[Thing]) -> None:
        self._tokens, self._things, self.title = iter(tokens), things, ""

    def blocks(self) -> Iterator[Block]:
        lead: list[str] = []  # the number of the item that comes next
        said: list[Token] = []  # a title that waits for its table
        for token in self._tokens:
            if said and token.type not in ("paragraph_close", "table_open"):
                yield from self._paragraphs(said.pop(), "")
            match token.type:
                case "heading_open":
                    yield from self._heading(token.tag, next(self._tokens))
                case "list_item_open":
                    lead = [f"{token.info}. "]
                case "inline" if token.content.startswith(_TITLE_OF_TABLE):
                    said.append(token)
                case "inline":
                    yield from self._paragraphs(token, lead.pop() if lead else "")
                case "hr":
                    yield NewPage()
                case "table_open":
                    yield self._table(said.pop() if said else None)
        if said:
            yield from self._paragraphs(said.pop(), "")

    def _heading(self, tag: str, inline: Token) -> Iterator[Block]:
        numbered = not _UNNUMBERED.search(inline.content)
        line = _inlines(self._runs(inline))
        if tag == "h1":
            self.title = self.title or text_of(line)
        elif line:
            yield Heading(level=cast(Literal[1, 2, 3, 4], int(tag[1]) - 1), inlines=line, numbered=numbered)

    def _paragraphs(self, inline: Token, lead: str) -> Iterator[Block]:
        """A table among the lines of a paragraph stands between two; a line broken by hand begins a new one."""
        line: list[Inline] = [Words(text=lead)] if lead else []
        for run in (*self._runs(inline), None):
            if isinstance(run, tuple) or run is None:
                if said := _inlines(line):
                    yield Paragraph(inlines=said)
                line = []
                yield from run or ()
            else:
                line.append(run)

    def _table(self, said: Token | None) -> Grid:
        """A paragraph that says 表：… right before a table is its title."""
        aligned: list[Literal["left", "center", "right"]] = []
        rows: list[list[Line]] = []
        for token in self._tokens:
            match token.type:
                case "table_close":
                    break
                case "tr_open":
                    rows.append([])
                case "th_open":
                    aligned.append(cast(Literal["left", "center", "right"], _ALIGN.get(str(token.attrGet("style")), "left")))
                case "inline":
                    rows[-1].append(_inlines(self._runs(token)))
        names = [text_of(line) for line in rows[0]]
        title = text_of(_inlines(self._runs(said))).removeprefix(_TITLE_OF_TABLE).strip() if said else ""
        return Grid(title=title, columns=columns_of(names, rows[1:], aligned), rows=tuple(map(tuple, rows[1:])))

    def _runs(self, inline: Token) -> Iterator[Inline | tuple[Block, ...]]:
        """What a line holds, in order: text, things put back, and blocks; () is a line broken by hand."""
        strong = False
        for kind, said in _typed(inline):
            if kind == "break":
                yield ()
            for at, stretch in enumerate(said.split(BOLD) if kind == "text" else [said]):
                strong = strong != bool(at)
                yield from self._put_back(stretch, strong)

    def _put_back(self, text: str, strong: bool) -> Iterator[Inline | tuple[Block, ...]]:
        start = 0
        for at, character in enumerate(text):
            if not is_placeholder(character):
                continue
            if at > start:
                yield Words(text=text[start:at], strong=strong)
            start = at + 1
            thing = self._things[number_of(character)]
            if thing and isinstance(thing[0], Block):
                yield thing
            else:
                yield from (replace(one, strong=strong or one.strong) for one in cast(Line, thing))
        if start < len(text):
            yield Words(text=text[start:], strong=strong)


def columns_of(
    names: Sequence[str], rows: Sequence[Sequence[Line]], aligned: Sequence[Literal["left", "center", "right"]]
) -> tuple[Column, ...]:
    """The columns of a table, as wide as the longest of what stands in them, within reason."""
    widths = [max([_width(name), *(_width(text_of(row[at])) for row in rows)]) for at, name in enumerate(names)]
    return tuple(
        Column(name=name, width=min(max(width, _NARROWEST), _WIDEST), align=align)
        for name, width, align in zip(names, widths, aligned, strict=True)
    )


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(each) in "WFA" else 1 for each in text)


def _inlines(runs: Iterator[Inline | tuple[Block, ...]] | Sequence[Inline]) -> Line:
    """The line with stretches of text that follow one another put together."""
    line: list[Inline] = []
    for run in runs:
        if isinstance(run, tuple):
            continue
        last = line[-1] if line else None
        if isinstance(run, Words) and isinstance(last, Words) and last.strong == run.strong and not (last.source or run.source):
            line[-1] = replace(last, text=last.text + run.text)
        else:
            line.append(run)
    return tuple(line)


def _typed(inline: Token) -> list[tuple[str, str]]:
    """What was typed in a line, piece by piece: text, what was escaped, breaks.

    Lines that follow one another are put together, with a space only between Latin letters; spaces at their ends, full ones too,
    are a matter of printing.
    """
    pieces: list[tuple[str, str]] = []
    for token in inline.children or ():
        kind = {"text": "text", "softbreak": "line", "hardbreak": "break"}.get(token.type, "escaped")
        pieces.append((kind, token.content))
    pieces = [
        (kind, _without_spaces(said, first=_ends(pieces[at - 1 : at]), last=_ends(pieces[at + 1 : at + 2])))
        if kind == "text" else (kind, said)
        for at, (kind, said) in enumerate(pieces)
    ]  # fmt: skip
    return [
        ("text", " " if _both_latin(pieces[at - 1][1][-1:], pieces[at + 1][1]) else "") if kind == "line" else (kind, said)
        for at, (kind, said) in enumerate(pieces)
    ]


def _ends(neighbour: list[tuple[str, str]]) -> bool:
    return not neighbour or neighbour[0][0] in ("line", "break")


def _without_spaces(text: str, *, first: bool, last: bool) -> str:
    text = text.lstrip() if first else text
    return _UNNUMBERED.sub("", text).rstrip() if last else text


def _both_latin(before: str, after: str) -> bool:
    return before.isascii() and before.isalnum() and after[:1].isascii() and after[:1].isalnum()

