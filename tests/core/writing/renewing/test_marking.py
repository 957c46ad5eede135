"""The file keeps its format; each change is a revision that Word accepts or rejects; what was in it before stays."""

import io
import zipfile

import docx
import pytest
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

from core.writing.renewing.making import WHEN, accepted, file_of, rejected, text_in
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.renewing import Kept, Renewal, Swap
from zhiheng.core.writing.renewing import margin_text, marked


def swapped(content: bytes, old: str, new: str, *remarks: str) -> bytes:
    text = text_in(content)
    at = text.index(old)
    kept = tuple(Kept(start=text.index(one), end=text.index(one) + len(one), why="请核") for one in remarks)
    renewal = Renewal(text=text, swaps=(Swap(kind="figure", start=at, end=at + len(old), new=new),), kept=kept)
    return marked(content, "a.docx", renewal, WHEN)[0]


def test_a_number_split_over_runs_is_one_change_in_the_format_of_its_beginning() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("立案")
    paragraph.add_run("9").bold = True
    paragraph.add_run("7").italic = True
    paragraph.add_run("2宗。")
    content = file_of(document)
    back = swapped(content, "972", "1124")
    assert (accepted(back), rejected(back)) == ("立案1124宗。", "立案972宗。")
    body = docx.Document(io.BytesIO(back)).element.body
    [inserted] = body.iter(qn("w:ins"))
    assert inserted.find(f"{qn('w:r')}/{qn('w:rPr')}/{qn('w:b')}") is not None
    assert (inserted.get(qn("w:author")), inserted.get(qn("w:date"))) == ("质衡", "2025-07-28T09:30:00Z")
    assert text_in(back) == "立案1124宗。"


def test_without_changes_the_file_comes_back_byte_for_byte() -> None:
    content = file_of(docx.Document())
    assert marked(content, "a.docx", Renewal(text=""), WHEN) == (content, (), ())


def test_revisions_and_comments_that_were_there_stay_and_stay_valid() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("全省")
    run = paragraph.add_run("立案972宗")
    document.add_comment([paragraph.runs[0]], text="再核", author="局长", initials="长")
    other = OxmlElement("w:ins")
    other.set(qn("w:id"), "7")
    other.set(qn("w:author"), "局长")
    run._r.addprevious(other)
    other.append(run._r)
    back = swapped(file_of(document), "972", "1124", "全省")
    body = docx.Document(io.BytesIO(back)).element.body
    assert accepted(back) == "全省立案1124宗"
    assert not [one for one in body.iter(qn("w:ins")) if one.getparent().tag == qn("w:ins")]
    ids = [one.get(qn("w:id")) for tag in ("w:ins", "w:del") for one in body.iter(qn(tag)) if one.get(qn("w:author")) == "质衡"]
    assert len(ids) == len(set(ids))
    assert "7" not in ids
    assert [one.text for one in docx.Document(io.BytesIO(back)).comments] == ["再核", "请核"]


def test_numbers_in_cells_move_in_their_cells() -> None:
    document = docx.Document()
    document.add_table(1, 2).rows[0].cells[1].text = "９７２"
    assert accepted(swapped(file_of(document), "９７２", "１１２４")) == "\n１１２４"


def test_what_stands_in_no_run_of_the_body_is_told() -> None:
    document = docx.Document()
    document.add_paragraph("立案")
    renewal = Renewal(text="立案\n9宗", swaps=(Swap(kind="figure", start=3, end=4, new="8"),))
    _, lost, _ = marked(file_of(document), "a.docx", renewal, WHEN)
    assert ["8" in one.why for one in lost] == [True]


def boxed() -> bytes:
    said = f'<w:txbxContent {nsdecls("w")}><w:p><w:r><w:t>立案972宗</w:t></w:r></w:p></w:txbxContent>'
    compatible = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    document = docx.Document()
    both = f"<mc:Choice Requires='wps'>{said}</mc:Choice><mc:Fallback>{said}</mc:Fallback>"
    run = f"<w:r {nsdecls('w')} {compatible}><mc:AlternateContent>{both}</mc:AlternateContent></w:r>"
    document.add_paragraph("见框")._p.append(parse_xml(run))
    document.add_paragraph("完")
    return file_of(document)


def test_a_text_box_says_the_same_in_both_of_its_forms() -> None:
    content = boxed()
    back = swapped(content, "972", "1124")
    assert accepted(back).split("\n").count("立案1124宗") == 2
    assert rejected(back).split("\n").count("立案972宗") == 2


def test_a_remark_on_a_text_box_is_told_for_word_takes_no_comment_there() -> None:
    content = boxed()
    text = text_in(content)
    kept = (Kept(start=text.index("972"), end=text.index("972") + 3, why="请核"),)
    back, lost, _ = marked(content, "a.docx", Renewal(text=text, kept=kept), WHEN)
    assert lost == kept
    assert not list(docx.Document(io.BytesIO(back)).comments)


def test_running_heads_are_marked_in_their_own_parts() -> None:
    document = docx.Document()
    document.add_paragraph("正文")
    document.sections[0].header.paragraphs[0].text = "2024年工作报告"
    content = file_of(document)
    beside = Renewal(text=margin_text(content), swaps=(Swap(kind="date", start=0, end=4, new="2025"),))
    back, _, _ = marked(content, "a.docx", Renewal(text="正文"), WHEN, beside)
    head = docx.Document(io.BytesIO(back)).sections[0].header._element
    assert "".join(node.text for node in head.iter(qn("w:t"))) == "2025年工作报告"
    assert margin_text(back) == "2025年工作报告"


def test_a_file_with_macros_is_refused() -> None:
    content = file_of(docx.Document())
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            macro = b"application/vnd.ms-word.document.macroEnabled.main+xml"
            plain = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
            new.writestr(entry, old.read(entry).replace(plain, macro))
    with pytest.raises(Fault, match="W180"):
        marked(out.getvalue(), "宏.docm", Renewal(text=""), WHEN)


def test_five_thousand_numbers_are_marked() -> None:
    document = docx.Document()
    for _ in range(50):
        document.add_paragraph("立案12宗，" * 100)
    content = file_of(document)
    text = text_in(content)
    places = [at for at in range(len(text)) if text.startswith("12", at)]
    swaps = tuple(Swap(kind="figure", start=at, end=at + 2, new="7") for at in places)
    back, lost, _ = marked(content, "a.docx", Renewal(text=text, swaps=swaps), WHEN)
    assert (len(places), accepted(back).count("立案7宗"), lost) == (5000, 5000, ())
