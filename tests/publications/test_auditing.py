"""A draft is checked against the rows of its county, and comes back with comments; whatever file it is."""

import io
import json

import docx
import pytest

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
