""".docx: paragraphs and tables in order, with the numbers Word prints by itself and revisions as accepted."""

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from lxml import etree

from zhiheng.core.reading.footnotes import LEFT_OUT
from zhiheng.core.reading.formats import archive, failing, markup
from zhiheng.core.reading.formats.drafting import Cell, Draft
from zhiheng.core.reading.formats.limits import Limits
from zhiheng.core.reading.formats.numbering import Numbering
from zhiheng.core.values.extracted import Extracted
from zhiheng.core.word_macros import has_macros, without_macros

_WHAT = "Word 文档"
MACROS = "文件里有宏：只读取了文字，宏没有运行。"
_HEADING = re.compile(r"(?:heading|标题|title)\s*\d*$", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:toc|目录)\s*\d*", re.IGNORECASE)
_WRAPPERS = {qn("w:sdt"), qn("w:sdtContent"), qn("w:ins"), qn("w:customXml"), qn("w:smartTag"), qn("w:moveTo")}
_GONE = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:instrText"), qn("w:txbxContent")}
_BREAKS = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_Spread = tuple[Any, int, int, bool]
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"


def read(data: bytes, name: str, limits: Limits) -> Extracted:
    """The body of a Word document; running heads, feet and notes apart, comments left out."""
    archive.opened(data, name, limits, _WHAT).close()
    draft = Draft(data, name, limits)
    try:
        macros = has_macros(data)
        document = docx.Document(io.BytesIO(without_macros(data) if macros else data))
        body = document.element.body
        numbering = Numbering(_part(document, "numbering"), _part(document, "styles"))
        headings, contents = (_styles(_part(document, "styles"), names) for names in (_HEADING, _CONTENTS))
        margins = [text for part in ("header", "footer") for text in _margin_lines(document, part)]
        notes = [text for part in ("footnotes", "endnotes") for text in _margin_lines(document, part)]
    except (zipfile.BadZipFile, OpcError, etree.LxmlError, KeyError, ValueError, AttributeError, TypeError) as error:
        raise failing.damaged(name, _WHAT) from error  # the library's words for a package that lacks parts
    if body is None:
        raise failing.damaged(name, _WHAT)
    if macros:
        draft.note(MACROS)
    _Reader(draft, numbering, headings, contents).walk(body)
    draft.margins.extend([*margins, *notes])
    if notes:
        draft.note(LEFT_OUT)
    return draft.extracted()


class _Reader:
    """Walks a body in reading order. Raw elements, because the library's own walk skips controls and revisions."""

    def __init__(
        self, draft: Draft, numbering: Numbering, headings: frozenset[str], contents: frozenset[str]
    ) -> None:
        self._draft, self._numbering, self._headings, self._contents = draft, numbering, headings, contents

    def walk(self, container: Any) -> None:
        for child in container:
            if child.tag == qn("w:p"):
                self._paragraph(child)
            elif child.tag == qn("w:tbl"):
                self._table(child)
            elif child.tag in _WRAPPERS:
                self.walk(child)

    def _paragraph(self, paragraph: Any) -> None:
        style = _style(paragraph)
        if style in self._contents:
            return  # the table of contents says every heading a first time
        kind = "heading" if style in self._headings else "paragraph"
        for line in self._text(paragraph).split("\n"):
            self._draft.add(line, kind)  # type: ignore[arg-type]
        for box in _text_boxes(paragraph):
            self.walk(box)

    def _text(self, paragraph: Any) -> str:
        prefix = self._numbering.prefix(paragraph)
        text = "".join(_characters(paragraph))
        return prefix + text if text.strip() else ""

    def _table(self, table: Any) -> None:
        rows = [row for row in _inside(table, "w:tr") if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is None]
        if len(rows) == 1 and len(list(_inside(rows[0], "w:tc"))) == 1:
            self.walk(next(_inside(rows[0], "w:tc")))  # a frame around text, not a table
            return
        number = self._draft.next_table()
        spread = [list(_spread(row)) for row in rows]
        for place, cells in enumerate(spread):
            self._draft.add_row((self._cell(spread, place, *cell) for cell in cells), number, place)

    def _cell(self, rows: list[list[_Spread]], row: int, element: Any, column: int, across: int, continues: bool) -> Cell:
        if continues:
            return Cell(text="", column=column)
        return Cell(text=self._cell_text(element), column=column, down=_reach(rows, row, column), across=across)

    def _cell_text(self, cell: Any) -> str:
        lines = [self._text(paragraph) for paragraph in cell.iter(qn("w:p")) if not _is_gone(paragraph)]
        return "\n".join(line for line in lines if line)


def _spread(row: Any) -> Iterator[_Spread]:
    """The cells of a row, each with its first column, the columns it covers and whether it goes on from above."""
    column = int(_setting(row.find(qn("w:trPr")), "w:gridBefore") or 0)
    for cell in _inside(row, "w:tc"):
        properties = cell.find(qn("w:tcPr"))
        merged = properties.find(qn("w:vMerge")) if properties is not None else None
        across = int(_setting(properties, "w:gridSpan") or 1)
        yield cell, column, across, merged is not None and merged.get(qn("w:val"), "continue") == "continue"
        column += across


def _reach(rows: list[list[_Spread]], row: int, column: int) -> int:
    """The rows that a cell covers: its own, and those below where it goes on."""
    below = row + 1
    while below < len(rows) and any(at == column and continues for _, at, _, continues in rows[below]):
        below += 1
    return below - row


def _inside(parent: Any, tag: str) -> Iterator[Any]:
    """Children of a name, also those wrapped in controls and insertions."""
    for child in parent:
        if child.tag == qn(tag):
            yield child
        elif child.tag in _WRAPPERS:
            yield from _inside(child, tag)


def _characters(element: Any) -> Iterator[str]:
    """The text of a paragraph with revisions accepted, without fields' code and without text boxes."""
    for child in element:
        if child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag in _BREAKS:
            yield _BREAKS[child.tag]
        elif child.tag not in _GONE and child.tag != _FALLBACK:
            yield from _characters(child)


def _text_boxes(paragraph: Any) -> Iterator[Any]:
    for box in paragraph.iter(qn("w:txbxContent")):
        if not any(parent.tag == _FALLBACK for parent in box.iterancestors()):
            yield box


def _is_gone(paragraph: Any) -> bool:
    return any(parent.tag == _FALLBACK for parent in paragraph.iterancestors())


def _style(paragraph: Any) -> str | None:
    style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
    return style.get(qn("w:val")) if style is not None else None


def _setting(properties: Any | None, tag: str) -> str | None:
    found = properties.find(qn(tag)) if properties is not None else None
    return found.get(qn("w:val")) if found is not None else None


def _part(document: Any, kind: str) -> Any | None:
    """The root of the document's part of this kind (numbering, styles), if it has one."""
    return next((_root(part) for part in _parts(document, kind)), None)


def _parts(document: Any, kind: str) -> Iterator[Any]:
    for relation in document.part.rels.values():
        if relation.reltype.endswith(f"/{kind}") and not relation.is_external:
            yield relation.target_part


def _root(part: Any) -> Any:
    return part.element if hasattr(part, "element") else markup.parsed(part.blob)


def _margin_lines(document: Any, kind: str) -> Iterator[str]:
    for part in _parts(document, kind):
        for paragraph in _root(part).iter(qn("w:p")):
            text = "".join(_characters(paragraph)).strip()
            if text:
                yield text


def _styles(styles: Any | None, names: re.Pattern[str]) -> frozenset[str]:
    """Ids of the styles of these names."""
    found = set()
    for style in styles.findall(qn("w:style")) if styles is not None else ():
        name = style.find(qn("w:name"))
        if name is not None and names.fullmatch(name.get(qn("w:val"), "")):
            found.add(style.get(qn("w:styleId")))
    return frozenset(found)
