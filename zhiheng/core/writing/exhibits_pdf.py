"""封面 and 卷内目录 of a box of evidence as one PDF, A4 upright, set by typst: the page stands in exhibits.typ."""

import json
from datetime import date
from importlib.resources import files
from pathlib import Path

import typst

from zhiheng.core.values.exhibits import BoxSheets, Bundle
from zhiheng.core.values.fonts import Face, Fonts
from zhiheng.core.writing.exhibits_word import HEADS, facts_of
from zhiheng.core.writing.layout import printable
from zhiheng.core.writing.papers.characters import is_drawn

_ABSENT = "〓"  # what printers set for a character that they have not
_NOTE = f"{_ABSENT}：本机没有字体能印的字，见 Word 版封面和目录。"


def box_pdf(box: BoxSheets, fonts: Fonts) -> bytes:
    """The sheets as PDF with their fonts inside, the same bytes for the same box and fonts.

    Shape: a cover and a directory for each bundle; a box without files is one page that says so. A character that no font has
           is printed as 〓, and a note at the end says what it is.
    """
    faces = [face for chain in fonts.values() for face in chain]
    said = _data(box, faces) | {
        "fonts": {
            role: list(dict.fromkeys(face.family for face in (*chain, *fonts["songti"], *fonts["heiti"])))
            for role, chain in fonts.items()
        }
    }
    folders = sorted({str(Path(face.path).parent) for face in faces})
    return typst.compile(
        (files(__package__) / "exhibits.typ").read_bytes(), format="pdf", sys_inputs={"box": json.dumps(said)},
        font_paths=typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(folders)),
        ignore_system_fonts=True, timestamp=(date.fromisoformat(box.made_on).toordinal() - 719_163) * 86_400,
    )  # fmt: skip


def _data(box: BoxSheets, faces: list[Face]) -> dict[str, object]:
    absent: set[str] = set()

    def shown(text: str) -> str:
        words = printable(text)
        absent.update(char for char in words if is_drawn(char) and not any(face.has(char) for face in faces))
        return "".join(_ABSENT if char in absent else char for char in words)

    def bundle(one: Bundle) -> dict[str, object]:
        return {
            "name": shown(f"{one.id}  {one.name}"),
            "facts": [(name, shown(value)) for name, value in facts_of(box, one)],
            "lines": [
                [
                    shown(cell)
                    for cell in (line.number, line.doc_number, line.issuer, line.title, line.day, line.pages, line.remark)
                ]
                for line in one.lines
            ],
        }

    said = {"title": shown(box.title), "name": shown(f"{box.owner}佐证材料"), "heads": HEADS}
    bundles = [bundle(one) for one in box.bundles]
    return said | {"bundles": bundles, "note": _NOTE if absent else ""}
