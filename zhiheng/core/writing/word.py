"""A table as a .docx that Word and WPS lay out alike: A3 landscape, named fonts, widths in the grid."""

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, Twips
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from zhiheng.core.values.tables import Column, Table
from zhiheng.core.writing.layout import Paged, lines_needed, paged, printable
from zhiheng.core.writing.packing import steady

TITLE, HEAD, BODY = "方正小标宋简体", "黑体", "仿宋_GB2312"
_ALIGN = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
}
# Parts of the library's template that name fonts an office has not, or another program.
_LEFT_OUT = ("/stylesWithEffects", "/thumbnail", "/theme", "/fontTable", "/customXml", "/extended-properties")
_WIDTH = Mm(420 - 2 * 12)
_PADDING = {"top": 40, "left": 45, "bottom": 40, "right": 45}  # twips inside a cell
_LINE = 16  # points a line of 小四 takes, exactly: so that a row is as tall under any font
_PAGE = 749  # points of rows that a page of A3 landscape holds between our margins
_ABOVE = 40  # points that the title takes, a line


def document(table: Table) -> bytes:
    """The table as .docx: title, head repeated on every page, rows never split, page x of y.

    Shape: the same bytes for the same table.
    """
    made = _blank(table.title)
    _page(made, table.printed_on)
    _paragraph(made.add_paragraph(), table.title, TITLE, 22, "center", line=32, after=8)
    _grid(made, table)
    if table.note:
        _paragraph(made.add_paragraph(), table.note, BODY, 12, "left", before=4)
    else:
        _paragraph(made.add_paragraph(), "", BODY, 1, "left", line=1)
    out = io.BytesIO()
    made.save(out)
    return steady(out.getvalue(), table.printed_on)


def _blank(title: str) -> DocumentType:
    made = Document()
    _fonts(made.styles["Normal"].element.get_or_add_rPr(), BODY)
    made.styles["Normal"].font.size = Pt(12)
    layout = made.styles["Normal"].element.get_or_add_pPr()
    for spacing in ("w:autoSpaceDE", "w:autoSpaceDN"):  # else digits beside Chinese are set wider
        _add(layout, spacing, val="0")
    for fonts in made.styles.element.iter(qn("w:rFonts")):
        _without_theme(fonts)
    for language in made.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    _as_of_today(made.settings.element)
    for relations in (made.part.rels, made.part.package.rels):
        for key in [key for key, rel in relations.items() if rel.reltype.endswith(_LEFT_OUT)]:
            del relations[key]
    properties = made.core_properties
    properties.author, properties.title, properties.comments = "质衡", printable(title), ""
    return made


def _without_theme(fonts: Any) -> None:
    """Theme fonts make WPS ask for fonts that are not there; every style names its own."""
    for name in [name for name in fonts.attrib if name.lower().endswith("theme")]:
        del fonts.attrib[name]
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        if fonts.get(qn(f"w:{script}")) is None:
            fonts.set(qn(f"w:{script}"), BODY)


def _as_of_today(settings: Any) -> None:
    """The layout rules of Word 2013 and later, else it opens in 兼容模式; no theme for Japanese."""
    for rule in settings.iter(qn("w:compatSetting")):
        if rule.get(qn("w:name")) == "compatibilityMode":
            rule.set(qn("w:val"), "15")
    for theme in list(settings.iter(qn("w:themeFontLang"), qn("w:clrSchemeMapping"))):
        theme.getparent().remove(theme)


def _page(made: DocumentType, printed_on: str) -> None:
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(420), Mm(297)
    section.left_margin = section.right_margin = Mm(12)
    section.top_margin, section.bottom_margin = Mm(15), Mm(16)
    section.header_distance, section.footer_distance = Mm(8), Mm(9)
    footer = section.footer.paragraphs[0]
    footer.style = made.styles["Normal"]
    footer.paragraph_format.tab_stops.add_tab_stop(_WIDTH // 2, WD_TAB_ALIGNMENT.CENTER)
    footer.paragraph_format.tab_stops.add_tab_stop(_WIDTH, WD_TAB_ALIGNMENT.RIGHT)
    _run(footer, "\t第 ", BODY, 10.5)
    _field(footer, "PAGE")
    _run(footer, " 页  共 ", BODY, 10.5)
    _field(footer, "NUMPAGES")
    _run(footer, " 页\t" + (f"打印日期：{printed_on}" if printed_on else ""), BODY, 10.5)


def _field(paragraph: Paragraph, code: str) -> None:
    for kind in ("begin", None, "separate", "result", "end"):
        run = paragraph.add_run()
        _fonts(run._element.get_or_add_rPr(), BODY)
        run.font.size = Pt(10.5)
        if kind is None:
            text = OxmlElement("w:instrText")
            text.set(qn("xml:space"), "preserve")
            text.text = f" {code} "
            run._element.append(text)
        elif kind == "result":
            run.text = "1"
        else:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._element.append(mark)


def _grid(made: DocumentType, table: Table) -> None:
    grid = made.add_table(rows=1 + len(table.rows), cols=len(table.columns))
    widths = _widths(table.columns)
    _table_properties(grid._tbl, sum(widths))
    for column, width in zip(grid._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Twips(width)
    for number, line in enumerate(grid._tbl.tr_lst):
        _row_properties(line, head=number == 0)
    _, pages, runs = _paged(table)
    joined = {
        (index, row): "restart" if row == first else "continue"
        for index, first, last in runs
        for row in range(first, last + 1)
        if last > first
    }
    cells = [[_Cell(cell, grid) for cell in line.tc_lst] for line in grid._tbl.tr_lst]
    for index, column in enumerate(table.columns):
        _fill(cells[0][index], column.name, HEAD, "center", widths[index])
        for number, row in enumerate(table.rows):
            merge = joined.get((index, number))
            text = "" if merge == "continue" else row.get(column.key, "")
            _fill(cells[number + 1][index], text, BODY, column.align, widths[index], merge)
    for number in pages:
        cells[number + 1][0].paragraphs[0].paragraph_format.page_break_before = True


def _paged(table: Table) -> Paged:
    """Which rows begin a page, so that joined cells end with it."""
    head = max(_height(column.name, column.width) for column in table.columns)
    title = _ABOVE * lines_needed(table.title, sum(column.width for column in table.columns) * 12 // 22)
    return paged(table, _height, _PAGE - head - title, _PAGE - head)


def _height(text: str, width: int) -> float:
    return _LINE * lines_needed(text, width) + 4.5


def _widths(columns: Sequence[Column]) -> list[int]:
    """Twips of each column: their shares of the page."""
    whole, total = int(_WIDTH.twips), sum(column.width + 1 for column in columns)
    widths = [whole * (column.width + 1) // total for column in columns]
    widths[-1] += whole - sum(widths)
    return widths


def _table_properties(table: Any, whole: int) -> None:
    properties = table.tblPr
    for child in list(properties):
        properties.remove(child)
    _add(properties, "w:tblW", w=str(whole), type="dxa")
    _add(properties, "w:jc", val="center")
    borders = _add(properties, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _add(borders, f"w:{side}", val="single", sz="4", space="0", color="000000")
    _add(properties, "w:tblLayout", type="fixed")
    margins = _add(properties, "w:tblCellMar")
    for side, width in _PADDING.items():
        _add(margins, f"w:{side}", w=str(width), type="dxa")


def _row_properties(line: Any, head: bool) -> None:
    properties = line.get_or_add_trPr()
    _add(properties, "w:cantSplit")
    if head:
        _add(properties, "w:tblHeader")


def _fill(cell: _Cell, text: str, font: str, align: str, width: int, merge: str | None = None) -> None:
    properties = cell._tc.get_or_add_tcPr()
    for child in list(properties):
        properties.remove(child)
    _add(properties, "w:tcW", w=str(width), type="dxa")
    if merge:
        _add(properties, "w:vMerge", val=merge)
    _add(properties, "w:vAlign", val="center")
    lines = printable(text).split("\n")
    _paragraph(cell.paragraphs[0], lines[0], font, 12, align)
    for line in lines[1:]:
        _paragraph(cell.add_paragraph(), line, font, 12, align)


def _paragraph(
    paragraph: Paragraph,
    text: str,
    font: str,
    size: float,
    align: str,
    line: float = _LINE,
    before: float = 0,
    after: float = 0,
) -> None:
    paragraph.alignment = _ALIGN[align]
    layout = paragraph.paragraph_format
    layout.space_before, layout.space_after = Pt(before), Pt(after)
    layout.line_spacing = Pt(line)
    _run(paragraph, printable(text), font, size)


def _run(paragraph: Paragraph, text: str, font: str, size: float) -> None:
    run = paragraph.add_run(text)
    _fonts(run._element.get_or_add_rPr(), font)
    run.font.size = Pt(size)


def _fonts(properties: Any, font: str) -> None:
    """Name the font for every script: python-docx alone leaves Chinese to the default."""
    fonts = properties.get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)


def _add(parent: Any, tag: str, **attributes: str) -> Any:
    child = OxmlElement(tag)
    for name, value in attributes.items():
        child.set(qn(f"w:{name}"), value)
    parent.append(child)
    return child
