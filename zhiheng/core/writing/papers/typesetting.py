"""The document as PDF, set by typst: the page stands in page.typ, what is on it is handed over as data."""

import json
from base64 import b64encode
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import typst

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.fonts import Fonts
from zhiheng.core.values.papers import (
    Block,
    Boxes,
    Grid,
    Heading,
    Line,
    NewPage,
    Paper,
    Paragraph,
    Picture,
)
from zhiheng.core.writing.layout import printable
from zhiheng.core.writing.papers import measures
from zhiheng.core.writing.papers.characters import all_present
from zhiheng.core.writing.papers.grids import PADDING, Set, begins_turned, parts_of
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
)
from zhiheng.core.writing.papers.pictures import picture_room, picture_size
from zhiheng.core.writing.papers.signing import BETWEEN, signed
from zhiheng.core.writing.papers.titles import title_lines

_MOST = 14  # lines of a signature that keep lines of the text with them; a longer one stands by itself
_BOLD = 600  # the weight from which a face is bold
Data = dict[str, Any]


def pdf(paper: Paper, fonts: Fonts) -> bytes:
    """The document as PDF, with its fonts inside.

    Shape:  the same bytes for the same document and fonts.
    Raises: Fault W130: a character that no font has · W131: a font that was found cannot be used.
    Source: docs/methods/writing.md
    """
    all_present(paper, fonts)
    page = (files(__package__) / "page.typ").read_bytes()
    told = {"paper": json.dumps(_data(paper, fonts))}
    faces = _faces(tuple(sorted({str(Path(face.path).parent) for chain in fonts.values() for face in chain})))
    made, warnings = typst.compile_with_warnings(
        page, format="pdf", sys_inputs=told, font_paths=faces, ignore_system_fonts=True, timestamp=_timestamp(paper)
    )
    unknown = [str(warning) for warning in warnings if "unknown font family" in str(warning)]
    if unknown:
        raise Fault("W131", f"字体用不了（{'；'.join(unknown)}），PDF 没有生成。请重新安装这些字体后重启服务。")
    return made


@cache
def _faces(folders: tuple[str, ...]) -> typst.Fonts:
    """The fonts of the folders, and no others: what the machine has besides changes no page."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders))


def _timestamp(paper: Paper) -> int:
    """Seconds of the day of signing: no clock is read."""
    return (paper.signed_on.toordinal() - 719_163) * 86_400 if paper.signed_on else 0


def _data(paper: Paper, fonts: Fonts) -> Data:
    foot, signing = foot_of(paper), signed(paper)
    return {
        "measures": _measures(),
        "fonts": {role: list(dict.fromkeys(face.family for face in chain)) for role, chain in fonts.items()},
        "bold": fonts["biaosong"][0].weight >= _BOLD,
        "title": printable(paper.title),
        "author": [printable(name) for name in paper.signed_by],
        "corner": corner(paper),
        "head": _head(paper),
        "titles": title_lines(paper.title),
        "to": to_line(paper),
        "body": list(_blocks(paper.blocks, _lines_below(paper))),
        "attached": attached_names(paper),
        "signed": {
            "rows": [[name._asdict() for name in row] for row in signing.rows],
            "day": signing.day,
            "right": signing.right,
            "above": signing.above,
        },
        "note": note_of(paper),
        "appended": [
            {
                "label": part.label,
                "titles": title_lines(part.title) if part.title else (),
                "body": list(_blocks(part.blocks)),
                "turned": begins_turned(part.blocks),
            }
            for part in attachments(paper)
        ],
        "foot": {**foot._asdict(), "any": bool(foot)},
    }


def _lines_below(paper: Paper) -> int:
    """Lines that attachments named and signature take: the last lines of the text stand on their page (7.3.5.5)."""
    signing, attached = signed(paper), len(attached_names(paper))
    if not signing.rows and not signing.day:
        return 0
    names = len(signing.rows) + BETWEEN * max(len(signing.rows) - 1, 0)
    return min((attached + 1 if attached else 0) + signing.above + names + bool(signing.day), _MOST)


def _measures() -> Data:
    return {
        "line": measures.LINE,
        "character": measures.CHARACTER,
        "top": measures.TOP,
        "bottom": measures.BOTTOM,
        "left": measures.LEFT,
        "right": measures.RIGHT,
        "area_width": measures.AREA[0],
        "issuer_below": measures.ISSUER_BELOW,
        "line_below_number": measures.LINE_BELOW_NUMBER,
        "number_below": measures.NUMBER_BELOW,
        "letter_issuer": measures.LETTER_ISSUER,
        "letter_rule": measures.LETTER_RULE,
        "letter_foot": measures.LETTER_FOOT,
        "thick": measures.THICK,
        "thin": measures.THIN,
        "padding": PADDING,
        "red": measures.RED,
    }


def _head(paper: Paper) -> Data:
    head = paper.head
    names = [name for name in printable(head.issuer).split("\n") if name]
    types = [measures.issuer_type(name) for name in names]
    return {
        "style": head.style,
        "issuer": [
            {"text": name, "size": size, "narrowed": narrowed} for name, (size, narrowed) in zip(names, types, strict=True)
        ],
        "height": sum(size + 8 for size, _ in types),
        "number": document_number(head.number),
        "issue": printable(head.issue),
        "signer": printable(head.signer),
        "editor": "、".join(printable(name) for name in paper.signed_by),
        "day": day_in_words(paper.signed_on),
    }


def _blocks(blocks: Sequence[Block], below: int = 0) -> Iterator[Data]:
    for place, (block, number) in enumerate(numbered(blocks), 1):
        match block:
            case Heading():
                yield {"kind": "heading", "level": block.level, "number": number, "line": _line(block.inlines)}
            case Paragraph():
                keeps = below if place == len(blocks) else 0
                yield {"kind": "paragraph", "set": block.set, "line": _line(block.inlines), "keeps": keeps}
            case Grid():
                yield from (_table(part) for part in parts_of(block))
            case Picture():
                yield _picture(block)
            case Boxes():
                yield {"kind": "boxes", "names": [printable(name) for name in block.names], "tall": block.tall}
            case NewPage():
                yield {"kind": "page"}


def _line(line: Line) -> list[Data]:
    return [{"text": printable(inline.text), "strong": inline.strong} for inline in line]


def _table(part: Set) -> Data:
    rows = [{"lines": [_line(line) for line in row.lines], "flows": row.flows} for row in part.rows]
    return {**part._asdict(), "kind": "table", "rows": rows}


def _picture(picture: Picture) -> Data:
    width, _ = picture_room(picture)
    return {
        "kind": "picture",
        "title": printable(picture.title),
        "told": printable(picture.told),
        "svg": _wrapped(picture),
        "width": width,
    }


def _wrapped(picture: Picture) -> str:
    """The picture inside an SVG: what is handed to typst in memory is text.

    The painted chart, not the drawn one: its figures are no text of the page, where they would be read as its own.
    """
    wide, tall = picture_size(picture)
    href = f"data:image/png;base64,{b64encode(picture.png).decode()}"
    size = f'width="{wide}" height="{tall}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size}><image {size} href="{href}"/></svg>'
