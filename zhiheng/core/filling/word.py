"""Forms in .docx: tables and lines with gaps, and the same file with values, marks and a page of sources."""

import copy
import io
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from zhiheng.core.filling.gapping import UNDERLINED_TAB, gaps_in, place_of
from zhiheng.core.filling.noting import note_of
from zhiheng.core.values.filling import Entry, Form, Grid, GridCell, Passage
from zhiheng.core.values.tables import Table

ASKED = "FCEBC8"
_ABOVE = 6
_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def form_in(name: str, content: bytes) -> Form:
    """The tables of a document with the lines above each, and its lines with gaps."""
    body = docx.Document(io.BytesIO(content)).element.body
    grids: list[Grid] = []
    passages: list[Passage] = []
    above: list[str] = []
    title = ""
    for number, (kind, part) in enumerate(_parts(body), 1):
        if kind == "tbl":
            grid = _grid(part, f"表{sum(g.name.startswith('表') for g in grids) + 1}", tuple(above[-_ABOVE:]))
            grids.append(grid)
            passages += _in_cells(part, grid)
            above = above[:1]
            continue
        text = _text_of(part)
        if gaps := gaps_in(text):
            places = tuple((start, end, f"第{number}段#{n}") for n, (start, end) in enumerate(gaps, 1))
            passages.append(Passage(text=text, gaps=places, above=tuple(above[-_ABOVE:])))
        elif text.strip():
            title = title or text.strip()
            above.append(text.strip())
    return Form(name=name, title=title, grids=tuple(grids), passages=tuple(passages))


def _parts(body: Any) -> Iterator[tuple[str, Any]]:
    """Paragraphs and tables in order, also those inside content controls; nothing from inside tables."""
    for child in body:
        if child.tag == qn("w:p"):
            yield "p", child
        elif child.tag == qn("w:tbl"):
            yield "tbl", child
        elif child.tag == qn("w:sdt"):
            content = child.find(qn("w:sdtContent"))
            if content is not None:
                yield from _parts(content)


def _runs(paragraph: Any) -> list[Any]:
    return [run for run in paragraph.iter(qn("w:r")) if run.getparent().tag not in (qn("w:del"), qn("w:moveFrom"))]


def _run_text(run: Any) -> str:
    """The text of a run, underlined blanks as underscores, so that a gap is seen and keeps its place."""
    text = Run(run, None).text  # type: ignore[arg-type]
    underline = run.find(f"{qn('w:rPr')}/{qn('w:u')}")
    if underline is not None and underline.get(qn("w:val")) not in ("none", None) and not text.strip():
        return text.replace("\t", UNDERLINED_TAB).replace(" ", "_").replace("\u3000", "_").replace("\xa0", "_")
    return text


def _text_of(paragraph: Any) -> str:
    return "".join(_run_text(run) for run in _runs(paragraph))


def _cells(table: Any) -> list[list[tuple[int, int, Any]]]:
    """The cells of each row as (first column, columns, element)."""
    rows = []
    for row in _own(table, "w:tr", table):
        at, cells = 0, []
        skipped = row.find(f"{qn('w:trPr')}/{qn('w:gridBefore')}")
        at += int(skipped.get(qn("w:val"))) if skipped is not None else 0
        for cell in _own(row, "w:tc", table):
            span = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
            wide = int(span.get(qn("w:val"))) if span is not None else 1
            cells.append((at, wide, cell))
            at += wide
        rows.append(cells)
    return rows


def _own(parent: Any, tag: str, table: Any) -> list[Any]:
    """The descendants of that tag that belong to this table and to none inside it."""
    return [found for found in parent.iter(qn(tag)) if next(found.iterancestors(qn("w:tbl")), None) is table]


def _grid(table: Any, name: str, above: tuple[str, ...]) -> Grid:
    rows = _cells(table)
    width = max((at + wide for cells in rows for at, wide, _ in cells), default=0)
    owners: dict[int, tuple[int, int]] = {}
    lines: list[tuple[GridCell, ...]] = []
    for number, cells in enumerate(rows):
        line = [GridCell(address="", kind="part", owner=(number, 0), boxed=False) for _ in range(width)]
        for at, wide, cell in cells:
            owner = _owner(cell, number, at, owners)
            for column in range(at, at + wide):
                address = f"{name}!{_letter(column)}{number + 1}"
                if owner != (number, column):
                    line[column] = GridCell(address=address, kind="part", owner=owner)
                    continue
                text = "\n".join(_text_of(paragraph) for paragraph in cell.iter(qn("w:p")))
                if text.strip():
                    line[column] = GridCell(address=address, text=text, kind="text", owner=owner)
                else:
                    line[column] = GridCell(address=address, owner=owner)
        lines.append(tuple(line))
    return Grid(name=name, rows=tuple(lines), above=above)


def _owner(cell: Any, row: int, column: int, owners: dict[int, tuple[int, int]]) -> tuple[int, int]:
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    if merge is not None and merge.get(qn("w:val")) != "restart" and column in owners:
        return owners[column]
    owners[column] = (row, column)
    return row, column


def _letter(column: int) -> str:
    high, low = divmod(column, 26)
    return (_LETTERS[high - 1] if high else "") + _LETTERS[low]


def _in_cells(table: Any, grid: Grid) -> list[Passage]:
    """Lines with gaps inside cells (案件数：____宗)."""
    found = []
    for number, cells in enumerate(_cells(table)):
        for at, _, cell in cells:
            where = grid.rows[number][at]
            texts = [_text_of(paragraph) for paragraph in cell.iter(qn("w:p"))]
            count = 0
            for text in texts:
                if gaps := gaps_in(text):
                    beside = grid.rows[number][at - 1].text.strip() if at and gaps[0][0] == 0 else ""
                    shift = len(beside) + 1 if beside else 0
                    places = tuple((s + shift, e + shift, f"{where.address}#{count + n}") for n, (s, e) in enumerate(gaps, 1))
                    found.append(Passage(text=f"{beside}：{text}" if beside else text, gaps=places, above=grid.above))
                    count += len(gaps)
    return found


# ── out ──


def form_written(content: bytes, entries: Sequence[Entry], sources: Table, names: Mapping[str, str]) -> bytes:
    """The document with the values in it and, on a page of its own, where they come from."""
    document = docx.Document(io.BytesIO(content))
    parts = list(_parts(document.element.body))
    tables = [part for kind, part in parts if kind == "tbl"]
    by_place: dict[str, list[Entry]] = {}
    for entry in entries:
        by_place.setdefault(place_of(entry.address)[0], []).append(entry)
    for place, found in by_place.items():
        if place.startswith("第"):
            paragraphs = [parts[int(place[1:-1]) - 1][1]]
            _fill_gaps(document, paragraphs, found, names)
            continue
        table, _, cell = place.partition("!")
        element = _cell_at(tables[int(table[1:]) - 1], cell)
        if place_of(found[0].address)[1]:
            _fill_gaps(document, list(element.iter(qn("w:p"))), found, names)
        else:
            _fill_cell(document, element, found[0], names)
    _append(document, sources)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _cell_at(table: Any, place: str) -> Any:
    letters = place.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + _LETTERS.index(letter) + 1
    row = int(place[len(letters) :]) - 1
    return next(cell for at, _, cell in _cells(table)[row] if at == column - 1)


def _fill_cell(document: Any, cell: Any, entry: Entry, names: Mapping[str, str]) -> None:
    paragraph = next(cell.iter(qn("w:p")))
    run = OxmlElement("w:r")
    if entry.value is not None:
        old = _runs(paragraph)
        style = old[0].find(qn("w:rPr")) if old else paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}")
        for each in old:
            each.getparent().remove(each)
        if style is not None:
            properties = OxmlElement("w:rPr")
            for child in style:
                if child.tag not in (qn("w:ins"), qn("w:del")):
                    properties.append(copy.deepcopy(child))
            run.append(properties)
        text = OxmlElement("w:t")
        text.text = entry.written
        run.append(text)
    if entry.value is not None or entry.state == "ask":
        paragraph.append(run)
    if entry.state == "ask":
        properties = cell.get_or_add_tcPr()
        for old_shade in properties.findall(qn("w:shd")):
            properties.remove(old_shade)
        shade = OxmlElement("w:shd")
        for key, value in (("val", "clear"), ("color", "auto"), ("fill", ASKED)):
            shade.set(qn(f"w:{key}"), value)
        _put_in_order(properties, shade)
        _comment(document, Run(run, Paragraph(paragraph, document)), entry, names)  # type: ignore[arg-type]


def _put_in_order(properties: Any, shade: Any) -> None:
    """Shading stands before these children of a cell's properties, as the schema has it."""
    later = {qn(f"w:{tag}") for tag in ("noWrap", "tcMar", "textDirection", "tcFitText", "vAlign", "hideMark")}
    for child in properties:
        if child.tag in later:
            child.addprevious(shade)
            return
    properties.append(shade)


def _fill_gaps(document: Any, paragraphs: list[Any], entries: list[Entry], names: Mapping[str, str]) -> None:
    numbered = {place_of(entry.address)[1]: entry for entry in entries}
    count = 0
    for paragraph in paragraphs:
        gaps = gaps_in(_text_of(paragraph))
        for at in range(len(gaps) - 1, -1, -1):
            entry = numbered.get(count + at + 1)
            if entry is not None and (entry.value is not None or entry.state == "ask"):
                run = _replaced(paragraph, *gaps[at], f" {entry.written} " if entry.value is not None else None)
                if entry.state == "ask":
                    _shade_run(run)
                    _comment(document, Run(run, Paragraph(paragraph, document)), entry, names)
        count += len(gaps)


def _replaced(paragraph: Any, start: int, end: int, text: str | None) -> Any:
    """The run that stands in the gap: underlined, with the value, or with the gap as it was."""
    at, first, kept = 0, None, ""
    for run in _runs(paragraph):
        said = _run_text(run)
        begin, stop = max(start - at, 0), min(end - at, len(said))
        if begin < stop:
            kept += Run(run, None).text[begin:stop]  # type: ignore[arg-type]
            tail = copy.deepcopy(run)
            whole = Run(run, None).text  # type: ignore[arg-type]
            Run(run, None).text = whole[:begin]  # type: ignore[arg-type]
            Run(tail, None).text = whole[stop:]  # type: ignore[arg-type]
            if first is None:
                first = copy.deepcopy(run)
                run.addnext(first)
                first.addnext(tail)
            else:
                run.addnext(tail)
        at += len(said)
    value = Run(first, None)  # type: ignore[arg-type]
    value.text = kept if text is None else text
    if text is not None:
        value.underline = True
    return first


def _shade_run(run: Any) -> None:
    properties = run.get_or_add_rPr()
    shade = OxmlElement("w:shd")
    for key, said in (("val", "clear"), ("color", "auto"), ("fill", ASKED)):
        shade.set(qn(f"w:{key}"), said)
    properties.append(shade)


def _comment(document: Any, run: Run, entry: Entry, names: Mapping[str, str]) -> None:
    document.add_comment(run, text=note_of(entry, names), author="质衡", initials="质")


def _append(document: Any, sources: Table) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(15)
    shown = sources.columns
    _line(document.add_paragraph(), sources.title, "黑体", 14)
    table = document.add_table(rows=1 + len(sources.rows), cols=len(shown))
    _border(table)
    whole = sum(column.width for column in shown)
    widths = [Mm(267 * column.width / whole) for column in shown]
    for at, width in enumerate(widths):
        table.columns[at].width = width
    _repeat_head(table.rows[0])
    for number, row in enumerate(({column.key: column.name for column in shown}, *sources.rows)):
        for at, column in enumerate(shown):
            cell = table.cell(number, at) if number < 200 else table.rows[number].cells[at]
            cell.width = widths[at]
            _line(cell.paragraphs[0], row.get(column.key, ""), "黑体" if number == 0 else "宋体", 8)
    for line in sources.note.split("\n"):
        _line(document.add_paragraph(), line, "宋体", 9)


def _line(paragraph: Paragraph, text: str, font: str, size: float) -> None:
    paragraph.paragraph_format.space_after = paragraph.paragraph_format.space_before = Pt(0)
    paragraph.paragraph_format.first_line_indent = Pt(0)
    run = paragraph.add_run("".join(sign for sign in text if sign == "\n" or sign.isprintable()))
    run.font.size = Pt(size)
    fonts = run._element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), font)


def _border(table: Any) -> None:
    properties = table._tbl.tblPr
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        line = OxmlElement(f"w:{side}")
        for key, said in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "808080")):
            line.set(qn(f"w:{key}"), said)
        borders.append(line)
    properties.append(borders)


def _repeat_head(row: Any) -> None:
    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
