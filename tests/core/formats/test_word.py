"""Word documents: everything that is printed, in order, once."""

from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

from core.formats.making import PARAGRAPHS, ROWS, docx_file
from zhiheng.core.reading.formats import extract
from zhiheng.core.reading.formats.numbering import chinese, printed


def lines(write) -> list[str]:
    return extract(docx_file(write), "方案.docx").text.split("\n")


def add_table(document: Document, rows=ROWS) -> None:
    table = document.add_table(len(rows), len(rows[0]))
    for held, row in zip(rows, table.rows, strict=True):
        for text, cell in zip(held, row.cells, strict=True):
            cell.text = text


def numbered(document: Document, levels: list[tuple[str, str]], paragraphs: list[tuple[int, str]]) -> None:
    """Paragraphs numbered by Word itself, each level with its format and pattern."""
    root = document.part.numbering_part.element
    inner = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for level, (style, text) in enumerate(levels)
    )
    root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{inner}</w:abstractNum>'))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
    for level, text in paragraphs:
        properties = document.add_paragraph(text)._p.get_or_add_pPr()
        properties.append(
            parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
        )


def test_paragraphs_and_tables_come_in_order() -> None:
    def write(document: Document) -> None:
        document.add_heading("工作方案", 1)
        document.add_paragraph(PARAGRAPHS[0])
        add_table(document)
        document.add_paragraph(PARAGRAPHS[1])

    assert lines(write) == ["工作方案", PARAGRAPHS[0], *map("\t".join, ROWS), PARAGRAPHS[1]]


def test_headings_and_cells_know_what_they_are() -> None:
    def write(document: Document) -> None:
        document.add_heading("工作方案", 1)
        add_table(document)

    read = extract(docx_file(write), "方案.docx")
    assert [(b.kind, b.row, b.column) for b in read.blocks[:3]] == [("heading", None, None), ("cell", 0, 0), ("cell", 0, 1)]
    assert all(read.text[b.start : b.end].strip() for b in read.blocks)


def test_a_merged_cell_is_read_once() -> None:
    def write(document: Document) -> None:
        table = document.add_table(3, 2)
        table.cell(0, 0).merge(table.cell(1, 0)).text = "类别"
        table.cell(0, 1).text, table.cell(1, 1).text = "甲", "乙"
        table.cell(2, 0).merge(table.cell(2, 1)).text = "合计"

    assert lines(write) == ["类别\t甲", "\t乙", "合计"]


def test_cells_after_one_merged_across_keep_their_columns() -> None:
    def write(document: Document) -> None:
        table = document.add_table(1, 3)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "合计"
        table.cell(0, 2).text = "820"

    assert lines(write) == ["合计\t\t820"]


def test_numbers_that_word_prints_by_itself_are_read() -> None:
    def write(document: Document) -> None:
        levels = [("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3.")]
        first = [(0, "总体要求"), (1, "主要目标"), (1, "基本原则"), (2, "甲"), (2, "乙")]
        numbered(document, levels, [*first, (0, "任务"), (1, "丙")])

    assert lines(write) == ["一、总体要求", "（一）主要目标", "（二）基本原则", "1.甲", "2.乙", "二、任务", "（一）丙"]


def test_revisions_are_read_as_accepted() -> None:
    def write(document: Document) -> None:
        paragraph = document.add_paragraph("合格率达到")._p
        for tag, kind, text in (("w:del", "w:delText", "96%"), ("w:ins", "w:t", "98%")):
            change, run, said = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(kind)
            said.text = text
            run.append(said)
            change.append(run)
            paragraph.append(change)

    assert lines(write) == ["合格率达到98%"]


def test_a_frame_around_text_is_no_table() -> None:
    def write(document: Document) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        cell.text = PARAGRAPHS[0]
        cell.add_paragraph(PARAGRAPHS[1])

    assert lines(write) == [PARAGRAPHS[0], PARAGRAPHS[1]]


def test_the_table_of_contents_is_left_out() -> None:
    def write(document: Document) -> None:
        document.styles.add_style("toc 1", 1)
        document.add_paragraph("一、总体要求\t1", style="toc 1")
        document.add_heading("一、总体要求", 1)

    assert lines(write) == ["一、总体要求"]


def test_text_in_content_controls_is_read() -> None:
    def write(document: Document) -> None:
        paragraph = document.add_paragraph("在控件中")._p
        control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
        paragraph.addprevious(control)
        control.append(content)
        content.append(paragraph)

    assert lines(write) == ["在控件中"]


def test_running_heads_are_kept_apart_from_the_text() -> None:
    def write(document: Document) -> None:
        document.add_paragraph("正文")
        document.sections[0].header.paragraphs[0].text = "机密★1年"

    read = extract(docx_file(write), "方案.docx")
    assert read.text == "正文"
    assert read.margins == ("机密★1年",)


def test_units_on_lines_of_their_own_in_a_cell_stay_apart() -> None:
    rows = [("任务", "单位"), ("甲", "县发改局\n县财政局")]
    assert lines(lambda document: add_table(document, rows))[1] == "甲\t县发改局 县财政局"


def test_counters_are_printed_as_headings_count() -> None:
    assert [chinese(number) for number in (9, 10, 11, 19, 20, 21, 99, 100, 101, 110, 115)] == [
        "九", "十", "十一", "十九", "二十", "二十一", "九十九", "一百", "一百零一", "一百一十", "一百一十五",
    ]  # fmt: skip
    styles = ("lowerRoman", "upperLetter", "decimalEnclosedCircle", "decimal")
    assert [printed(4, style) for style in styles] == ["iv", "D", "④", "4"]


def test_a_paragraph_style_brings_its_numbers() -> None:
    def write(document: Document) -> None:
        numbered(document, [("decimal", "第%1条 ")], [])
        properties = document.styles["List Paragraph"].element.get_or_add_pPr()
        properties.append(parse_xml(f'<w:numPr {nsdecls("w")}><w:numId w:val="77"/></w:numPr>'))
        for text in ("适用范围", "职责分工"):
            document.add_paragraph(text, style="List Paragraph")

    assert [line.replace(" ", "") for line in lines(write)] == ["第1条适用范围", "第2条职责分工"]


def test_a_row_that_a_revision_deletes_is_left_out() -> None:
    def write(document: Document) -> None:
        table = document.add_table(rows=3, cols=2)
        for cell, text in zip(table._cells, ("任务", "责任单位", "抽查文具", "县财政局", "抽查校服", "县教育局"), strict=True):
            cell.text = text
        table.rows[1]._tr.get_or_add_trPr().append(OxmlElement("w:del"))

    assert extract(docx_file(write), "表.docx").text == "任务\t责任单位\n抽查校服\t县教育局"


def test_the_text_of_a_text_box_is_read_once_after_its_paragraph() -> None:
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    box = "<w:txbxContent><w:p><w:r><w:t>框中的说明文字</w:t></w:r></w:p></w:txbxContent>"

    def write(document: Document) -> None:
        run = document.add_paragraph("正文段落。").runs[0]
        run._r.append(parse_xml(f"<w:pict {space}>{box}</w:pict>"))

    assert extract(docx_file(write), "文.docx").text == "正文段落。\n框中的说明文字"
