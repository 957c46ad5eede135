"""What every .docx of ours has in common: fonts named for every script, no theme, Word 2013's layout, widths in the grid."""

from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.document import Document as DocumentType
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt, Twips

from zhiheng.core.writing.layout import printable

TITLE, HEAD, BODY, SECOND, SONG = "方正小标宋简体", "黑体", "仿宋_GB2312", "楷体_GB2312", "宋体"
# Parts of the library's template that name fonts an office has not, or another program.
_LEFT_OUT = ("/stylesWithEffects", "/thumbnail", "/theme", "/fontTable", "/customXml", "/extended-properties")
_PADDING = {"top": 40, "left": 45, "bottom": 40, "right": 45}  # twips inside a cell


def blank(title: str, size: float = 12) -> DocumentType:
    """An empty document whose text is 仿宋 of a size in points."""
    made = Document()
    name_fonts(made.styles["Normal"].element.get_or_add_rPr(), BODY)
    made.styles["Normal"].font.size = Pt(size)
    layout = made.styles["Normal"].element.get_or_add_pPr()
    for spacing in ("w:autoSpaceDE", "w:autoSpaceDN"):  # else digits beside Chinese are set wider
        add(layout, spacing, val="0")
    for fonts in made.styles.element.iter(qn("w:rFonts")):
        _without_theme(fonts)
    for language in made.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")
    _as_of_today(made.settings.element)
    for relations in (made.part.rels, made.part.package.rels):
        for key in [key for key, rel in relations.items() if rel.reltype.endswith(_LEFT_OUT)]:
            del relations[key]
    properties = made.core_properties
    properties.author, properties.title, properties.comments = "质衡", printable(title)[:255], ""
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


def add(parent: Any, tag: str, **attributes: str) -> Any:
    """A new child at the end of an element."""
    child = OxmlElement(tag)
    for name, value in attributes.items():
        child.set(qn(f"w:{name}"), value)
    parent.append(child)
    return child


def name_fonts(properties: Any, font: str) -> None:
    """Name the font for every script: python-docx alone leaves Chinese to the default."""
    fonts = properties.get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)


def add_field(paragraph: Any, code: str, font: str, size: float) -> None:
    """A field that the office program fills, PAGE or NUMPAGES, at the end of a paragraph."""
    for kind in ("begin", None, "separate", "result", "end"):
        run = paragraph.add_run()
        name_fonts(run._element.get_or_add_rPr(), font)
        run.font.size = Pt(size)
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


def set_grid(table: Any, widths: Sequence[int]) -> None:
    """The table ruled, in the middle, its columns as wide as given, in twips: WPS lays out by the grid."""
    properties = table._tbl.tblPr
    for child in list(properties):
        properties.remove(child)
    add(properties, "w:tblW", w=str(sum(widths)), type="dxa")
    add(properties, "w:jc", val="center")
    borders = add(properties, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        add(borders, f"w:{side}", val="single", sz="4", space="0", color="000000")
    add(properties, "w:tblLayout", type="fixed")
    margins = add(properties, "w:tblCellMar")
    for side, width in _PADDING.items():
        add(margins, f"w:{side}", w=str(width), type="dxa")
    for column, width in zip(table._tbl.tblGrid.gridCol_lst, widths, strict=True):
        column.w = Twips(width)


def set_row(line: Any, *, head: bool = False, flows: bool = False, height: int = 0) -> None:
    """A row that no page's end parts, unless it `flows`; a head is repeated on every page. `height` in twips, at least."""
    properties = line.get_or_add_trPr()
    if not flows:
        add(properties, "w:cantSplit")
    if height:
        add(properties, "w:trHeight", val=str(height), hRule="atLeast")
    if head:
        add(properties, "w:tblHeader")


def set_cell(cell: Any, width: int, merge: str | None = None) -> None:
    """A cell as wide as its column, in twips, its text in the middle; `merge` restart or continue joins it downwards."""
    properties = cell._tc.get_or_add_tcPr()
    for child in list(properties):
        properties.remove(child)
    add(properties, "w:tcW", w=str(width), type="dxa")
    if merge:
        add(properties, "w:vMerge", val=merge)
    add(properties, "w:vAlign", val="center")
