"""Which characters of a document a machine's fonts have: known before the page is made."""

import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.fonts import Fonts, Role
from zhiheng.core.values.papers import Block, Boxes, Grid, Heading, Paper, Paragraph, Picture, text_of
from zhiheng.core.writing.layout import printable
from zhiheng.core.writing.papers.parts import (
    attached_names,
    attachments,
    corner,
    day_in_words,
    document_number,
    foot_of,
    note_of,
    numbered,
    to_line,
)  # fmt: skip

_SHOWN, _AROUND = 5, 8  # characters named in one message; characters of text around each
_DRAWN = frozenset("LMNPSC")
_OF_LEVEL: dict[int, Role] = {1: "heiti", 2: "kaiti"}


class Missing(NamedTuple):
    """A character that no font of the machine has, where it first stands, and the words around it."""

    char: str
    place: str
    quote: str

    @property
    def code(self) -> str:
        """The code point as standards write it."""
        return f"U+{ord(self.char):04X}"


class Placed(NamedTuple):
    """A text of the document, the type it is set in, and what its place is called."""

    text: str
    role: Role
    place: str


def missing_characters(paper: Paper, fonts: Fonts) -> tuple[Missing, ...]:
    """The characters that no font of the type they are set in has, each once, in the order in which they are read."""
    found: dict[str, Missing] = {}
    for text, role, place in placed(paper):
        for char in set(text) - found.keys():
            if is_drawn(char) and not any(face.has(char) for face in fonts[role]):
                at = text.index(char)
                found[char] = Missing(char, place, text[max(at - _AROUND, 0) : at + _AROUND + 1])
    return tuple(found.values())


def fonts_used(paper: Paper, fonts: Fonts) -> dict[Role, tuple[str, ...]]:
    """For each type that the document uses the families that it is set with, the most used first."""
    counts: dict[Role, dict[str, int]] = {}
    for text, role, _ in placed(paper):
        for char in filter(is_drawn, text):
            family = next((face.family for face in fonts[role] if face.has(char)), "")
            if family:
                counts.setdefault(role, {})[family] = counts.get(role, {}).get(family, 0) + 1
    return {role: tuple(sorted(of, key=lambda family: -of[family])) for role, of in counts.items()}


def all_present(paper: Paper, fonts: Fonts) -> None:
    """Nothing, where every character can be printed.

    Raises: Fault W130: some cannot; the sentence names each, its code point and its place.
    """
    missing = missing_characters(paper, fonts)
    if missing:
        named = "；".join(f"{one.place}“{one.quote}”中的“{one.char}”（{one.code}）" for one in missing[:_SHOWN])
        more = f"等{len(missing)}个字" if len(missing) > _SHOWN else ""
        raise Fault(
            "W130",
            f"{named}{more}：本机没有一种字体能印，PDF 没有生成。请在服务器上安装有该字的字体，或改用规范字；Word 文件不受影响。",
        )


def is_drawn(char: str) -> bool:
    """Whether the character needs a shape in a font: blanks, controls and selectors of variants do not."""
    kind = unicodedata.category(char)
    return kind not in ("Cc", "Cf", "Zs", "Zl", "Zp") and not "\ufe00" <= char <= "\ufe0f"


def placed(paper: Paper) -> Iterator[Placed]:
    """Every text of the document in the order in which it is read."""
    head, foot = paper.head, foot_of(paper)
    yield from (Placed(text, "heiti", "版头") for text in corner(paper))
    yield Placed(printable(head.issuer), "biaosong", "发文机关标志")
    yield Placed(document_number(head.number) + printable(head.issue), "fangsong", "发文字号")
    yield Placed(printable(head.signer), "kaiti", "签发人")
    yield Placed(printable(paper.title), "biaosong", "标题")
    yield Placed(to_line(paper), "fangsong", "主送机关")
    yield from _of_blocks(paper.blocks, "正文")
    yield from (Placed(name, "fangsong", "附件说明") for name in attached_names(paper))
    yield from (Placed(printable(name), "fangsong", "署名") for name in paper.signed_by)
    yield Placed(day_in_words(paper.signed_on), "fangsong", "成文日期")
    yield Placed(note_of(paper), "fangsong", "附注")
    for part in attachments(paper):
        yield Placed(part.label, "heiti", part.label)
        yield Placed(part.title, "biaosong", f"{part.label}标题")
        yield from _of_blocks(part.blocks, part.label)
    yield from (Placed(text, "fangsong", "版记") for text in foot)


def _of_blocks(blocks: tuple[Block, ...], part: str) -> Iterator[Placed]:
    for place, (block, number) in enumerate(numbered(blocks), 1):
        where = f"{part}第{place}段"
        match block:
            case Heading():
                yield Placed(number + printable(text_of(block.inlines)), _OF_LEVEL.get(block.level, "fangsong"), where)
            case Paragraph():
                yield Placed(printable(text_of(block.inlines)), "fangsong", where)
            case Grid():
                yield from _of_grid(block, part)
            case Picture():
                yield Placed(printable(block.title), "heiti", f"{part}图“{block.title}”")
            case Boxes():
                yield from (Placed(printable(name), "fangsong", f"{part}签批栏") for name in block.names)


def _of_grid(grid: Grid, part: str) -> Iterator[Placed]:
    where = f"{part}表“{grid.title}”"
    yield Placed(printable(grid.title), "heiti", f"{where}的表名")
    yield Placed("".join(printable(column.name) for column in grid.columns), "heiti", f"{where}的表头")
    for number, row in enumerate(grid.rows, 1):
        yield Placed("，".join(printable(text_of(line)) for line in row), "fangsong", f"{where}第{number}行")
    yield Placed(printable(grid.note), "fangsong", f"{where}的注")
