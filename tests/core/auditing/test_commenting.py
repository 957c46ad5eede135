"""The draft comes back with comments at its figures; nothing else of the file changes."""

import io

import docx
from docx.oxml.ns import qn

from zhiheng.core.auditing.commenting import commented, written
from zhiheng.core.reading.formats import extract
from zhiheng.core.values.auditing import Margin


def file_of(document) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def noted(content: bytes) -> list[tuple[str, str]]:
    """The text under each comment, and what it says."""
    document = docx.Document(io.BytesIO(content))
    found = []
    for comment in document.comments:
        inside, held = False, ""
        for node in document.element.body.iter():
            edge = node.tag in (qn("w:commentRangeStart"), qn("w:commentRangeEnd"))
            if edge and node.get(qn("w:id")) == str(comment.comment_id):
                inside = node.tag == qn("w:commentRangeStart")
            elif inside and node.tag == qn("w:t"):
                held += node.text or ""
        found.append((held, comment.text))
    return found


def margin_at(text: str, words: str, says: str = "请核") -> Margin:
    return Margin(start=text.index(words), end=text.index(words) + len(words), says=says)


def test_a_comment_stands_at_its_figure_and_the_format_is_untouched() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("全省检查")
    paragraph.add_run("847次，罚款3").bold = True
    paragraph.add_run("32.67万元。").italic = True
    content = file_of(document)
    text = extract(content, "通报.docx").text
    marked = commented(content, text, [margin_at(text, "332.67万元"), margin_at(text, "847次")])
    assert noted(marked) == [("847次", "请核"), ("332.67万元", "请核")]
    runs = docx.Document(io.BytesIO(marked)).paragraphs[0].runs
    assert "".join(run.text for run in runs if run.bold) == "847次，罚款3"
    assert "".join(run.text for run in runs if run.italic) == "32.67万元。"
    assert extract(marked, "通报.docx").text == text


def test_comments_that_were_there_stay_and_deleted_text_is_passed_over() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("立案")
    run = paragraph.add_run("999宗")
    paragraph.add_run("1124宗。")
    document.add_comment([paragraph.runs[0]], text="局长：再核一下", author="局长", initials="长")
    gone = run._r.makeelement(qn("w:del"), {qn("w:id"): "9", qn("w:author"): "局长"})
    run._r.addprevious(gone)
    gone.append(run._r)
    run._r.find(qn("w:t")).tag = qn("w:delText")
    content = file_of(document)
    text = extract(content, "a.docx").text
    assert text == "立案1124宗。"
    marked = noted(commented(content, text, [margin_at(text, "1124宗")]))
    assert marked == [("立案", "局长：再核一下"), ("1124宗", "请核")]


def test_numbers_of_a_list_that_word_prints_do_not_shift_a_comment() -> None:
    document = docx.Document()
    document.add_paragraph("立案1124宗", style="List Number")
    document.add_paragraph("罚款20万元", style="List Number")
    content = file_of(document)
    text = extract(content, "a.docx").text
    assert noted(commented(content, text, [margin_at(text, "20万元")])) == [("20万元", "请核")]


def test_two_remarks_on_one_stretch_are_one_comment() -> None:
    document = docx.Document()
    document.add_paragraph("罚款20万元")
    content = file_of(document)
    assert noted(commented(content, "罚款20万元", [Margin(start=2, end=6, says="一"), Margin(start=2, end=6, says="二")])) == [
        ("20万元", "一\n二")
    ]


def test_figures_in_tables_are_marked_in_their_cells() -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for cell, words in zip((*table.rows[0].cells, *table.rows[1].cells), ("地区", "立案", "青屿市", "12宗"), strict=True):
        cell.text = words
    content = file_of(document)
    text = extract(content, "a.docx").text
    assert noted(commented(content, text, [margin_at(text, "12宗")])) == [("12宗", "请核")]


def test_a_text_comes_back_as_a_word_file() -> None:
    text = "通报\n罚款20万元。"
    made = written(text, [margin_at(text, "20万元")])
    assert noted(made) == [("20万元", "请核")]
    assert extract(made, "a.docx").text == text
