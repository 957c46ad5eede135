"""A draft is checked against the rows of its county, and comes back with comments; whatever file it is."""

import io
import json
import zipfile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

import factories
from publications.test_issuing import ROWS, bring, issue
from zhiheng.cli import main
from zhiheng.core.measuring import period_from
from zhiheng.core.values.faults import Fault
from zhiheng.directory.queries import scope_of
from zhiheng.publications.auditing import Checked, audited, for_programs, marked

pytestmark = pytest.mark.django_db
RIGHT = "示例县专项整治工作情况通报\n2025年上半年，示例县共组织专项检查2次，出动人员30人次，查处案件5宗，立案3宗，罚款1.10万元。"


def checked(text: str | bytes, cast: factories.Cast, name: str = "通报.txt", period: str = "2025H1") -> Checked:
    content = text.encode() if isinstance(text, str) else text
    return audited(name, content, scope_of(cast.county), cast.county, period_from(period))


@pytest.fixture
def cast() -> factories.Cast:
    found = factories.cast()
    bring(found, *ROWS)
    return found


def test_a_bulletin_of_ours_agrees_with_the_rows_it_was_written_from(cast) -> None:
    found = checked(issue(cast).text, cast).audit
    assert {one.verdict for one in found.figures} == {"agrees"}
    assert not found.findings


def test_a_wrong_figure_is_told_with_the_right_one_and_why(cast) -> None:
    found = checked(RIGHT.replace("1.10万元", "110万元"), cast).audit
    wrong = next(one for one in found.figures if one.verdict == "differs")
    assert (wrong.computed, wrong.indicator) == ("1.10万元", "fines")
    assert any("小数点" in reason for reason in wrong.reasons)


def test_what_was_published_before_is_held_against_a_draft(cast) -> None:
    issued = issue(cast)
    bring(cast, "3,农资,示例县,2025-03-01,5,1,1,0")
    found = checked(RIGHT.replace("检查2次", "检查3次"), cast).audit
    given = [one for one in found.findings if one.kind == "given"]
    assert given
    assert f"《{issued.title}》" in given[0].says


def test_a_neighbour_is_no_business_of_ours(cast) -> None:
    found = checked("情况通报\n2025年上半年，邻县立案3宗。", cast).audit
    assert [one.verdict for one in found.figures] in (["unknown"], ["agrees"])  # 邻县 is a name only where it is known
    with pytest.raises(Fault, match="M101"):
        checked(RIGHT, cast, period="2025H9")


def test_the_quotes_of_the_answer_stand_in_the_raw_text(cast) -> None:
    content = "﻿示例县通报\r\n2025年上半年，示例县立案３宗,罚款1.3万元。"
    found = checked(content, cast)
    told = for_programs(found)
    assert [one["quote"] for one in told["figures"]] == ["３宗", "1.3万元"]
    assert all(found.cleaned.raw[one["start"] : one["end"]] == one["quote"] for one in told["figures"])
    assert [one["verdict"] for one in told["figures"]] == ["agrees", "differs"]


def test_a_word_file_with_tracked_changes_is_read_as_accepted_and_keeps_its_format(cast) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("2025年上半年，示例县立案")
    paragraph.add_run("4宗").bold = True
    out = io.BytesIO()
    document.save(out)
    found = checked(out.getvalue(), cast, "通报.docx")
    back = docx.Document(io.BytesIO(marked(found, out.getvalue())))
    assert [run.text for run in back.paragraphs[0].runs if run.bold] == ["4宗"]
    assert "3宗" in next(iter(back.comments)).text


def test_a_text_comes_back_as_a_word_file_with_comments(cast) -> None:
    content = RIGHT.replace("立案3宗", "立案5宗")
    back = docx.Document(io.BytesIO(marked(checked(content, cast), content.encode())))
    assert "立案5宗" in "".join(paragraph.text for paragraph in back.paragraphs)
    assert len(list(back.comments)) == 1


@pytest.mark.parametrize(
    ("content", "fault"),
    [(b"", "R1"), (b"PK\x03\x04" + b"0" * 64, "R1"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600, "R1")],
)
def test_a_file_that_cannot_be_read_says_why(cast, content: bytes, fault: str) -> None:
    with pytest.raises(Fault, match=fault):
        checked(content, cast, "稿.docx")


def test_a_draft_without_figures_is_in_order(cast) -> None:
    assert checked("关于召开会议的通知\n请各单位准时参加。", cast).audit.figures == ()


def test_the_command_prints_a_table_of_80_columns_and_says_that_something_is_wrong(cast, tmp_path, capsys) -> None:
    draft, output = tmp_path / "通报.txt", tmp_path / "批注.docx"
    draft.write_text(RIGHT.replace("罚款1.10万元", "罚款11.0万元"), "utf-8")
    asked = ["audit", str(draft), "--area", "990100", "--period", "2025H1", "--output", str(output)]
    assert main(asked) == 1
    said = capsys.readouterr().out
    assert "1.10万元" in said
    assert max(sum(2 if char > "\u2e7f" else 1 for char in line) for line in said.splitlines()) <= 80
    assert output.exists()
    assert main([*asked, "--format", "json"]) == 1
    figures = json.loads(capsys.readouterr().out)["figures"]
    assert {"quote": "11.0万元", "verdict": "differs", "computed": 1.1, "indicator": "fines"}.items() <= figures[-1].items()


@pytest.mark.parametrize(("output", "fault"), [("批注.pdf", "B110"), ("没有/批注.docx", "B111"), ("通报.docx", "B112")])
def test_a_place_that_cannot_be_written_is_refused_before_anything_is_read(cast, tmp_path, capsys, output, fault) -> None:
    draft = tmp_path / "通报.docx"
    draft.write_bytes(b"PK")
    assert main(["audit", str(draft), "--area", "990100", "--period", "2025H1", "--output", str(tmp_path / output)]) == 2
    assert fault in capsys.readouterr().err


def word_file(*rows: tuple[str, ...], lines: tuple[str, ...] = ("示例县专项整治工作情况通报",)) -> bytes:
    """A Word file of some lines and a table."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for line, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(line.cells, texts, strict=True):
                cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def test_a_number_in_a_table_is_held_against_what_its_heads_ask_for(cast) -> None:
    heads = "指标", "计量单位", "2025年上半年"
    content = word_file(heads, ("查处案件数", "宗", "5"), ("立案数", "宗", "7"), ("出动人次", "人次", "30"))
    found = checked(content, cast, "表.docx").audit
    assert {one.indicator: one.verdict for one in found.figures} == {
        "cases-found": "agrees", "cases-filed": "differs", "inspection-staff-times": "agrees",
    }  # fmt: skip


def with_macros(content: bytes) -> bytes:
    """The same Word file with a macro in it."""
    out = io.BytesIO()
    kinds = b"vnd.openxmlformats-officedocument.wordprocessingml.document.main", b"vnd.ms-word.document.macroEnabled.main"
    code = b'<Override PartName="/word/vbaProject.bin" ContentType="application/vnd.ms-office.vbaProject"/></Types>'
    kind = b"http://schemas.microsoft.com/office/2006/relationships/vbaProject"
    points = b'<Relationship Id="rId99" Type="%s" Target="vbaProject.bin"/></Relationships>' % kind
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "[Content_Types].xml":
                data = data.replace(*kinds).replace(b"</Types>", code)
            if name == "word/_rels/document.xml.rels":
                data = data.replace(b"</Relationships>", points)
            new.writestr(name, data)
        new.writestr("word/vbaProject.bin", b"Sub AutoOpen()")
    return out.getvalue()


def test_a_file_with_macros_is_read_without_them_and_says_so(cast) -> None:
    content = with_macros(word_file(lines=("情况通报", "2025年上半年，查处案件6宗。")))
    found = checked(content, cast, "通报.docm")
    assert [one.verdict for one in found.audit.figures] == ["differs"]
    assert any("宏" in note for note in found.audit.notes)
    back = marked(found, content)
    assert len(list(docx.Document(io.BytesIO(back)).comments)) == 1
    assert not [name for name in zipfile.ZipFile(io.BytesIO(back)).namelist() if "vba" in name]


def test_revisions_and_comments_that_were_there_are_told_and_stay(cast) -> None:
    document = docx.Document()
    document.add_paragraph("情况通报")
    line = document.add_paragraph("2025年上半年，查处案件")
    document.add_comment([line.runs[0]], text="请再核", author="科长", initials="科")
    line._p.append(parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="a"><w:r><w:delText>7宗</w:delText></w:r></w:del>'))
    line._p.append(parse_xml(f'<w:ins {nsdecls("w")} w:id="2" w:author="a"><w:r><w:t>6宗。</w:t></w:r></w:ins>'))
    out = io.BytesIO()
    document.save(out)
    found = checked(out.getvalue(), cast, "通报.docx")
    assert [one.claim.number.text for one in found.audit.figures] == ["6宗"]
    assert [note for note in found.audit.notes if "修订" in note or "批注" in note] == [
        "文稿里有 2 处修订没有接受或拒绝：按全部接受后的文字核对，修订痕迹保留。", "文稿里原有 1 条批注，都保留。",
    ]  # fmt: skip
    comments = [one.text for one in docx.Document(io.BytesIO(marked(found, out.getvalue()))).comments]
    assert len(comments) == 2
    assert "请再核" in comments


def test_figures_outside_the_text_are_told(cast) -> None:
    document = docx.Document(io.BytesIO(word_file(lines=("情况通报", "2025年上半年，查处案件5宗。"))))
    document.sections[0].header.paragraphs[0].text = "简报，已发1200份"
    out = io.BytesIO()
    document.save(out)
    assert "页眉、页脚、脚注和尾注里有 1 个数没有核对：1200份。" in checked(out.getvalue(), cast, "简报.docx").audit.notes


def test_a_passage_that_stands_twice_is_told(cast) -> None:
    said = "2025年上半年，全县组织开展了第{}轮质量提升行动，走访企业{}家，发放资料{}份，各单位高度重视，落实了责任。"
    lines = [said.format(k, k * 37, k * 91) for k in range(1, 9)]
    found = checked("\n".join(["情况通报", *lines, "附送单位", *lines]), cast).audit
    assert "37家" in {one.claim.number.text for one in found.figures}
    assert [note for note in found.notes if "逐字重复" in note and "16 个数" in note]
