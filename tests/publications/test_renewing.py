"""Last year's document of a county comes out as this year's, with its rows behind every figure."""

import io
from datetime import UTC, datetime

import docx
import pytest
from docx.oxml.ns import qn

import factories
from core.writing.renewing.making import accepted, file_of, rejected, text_in
from publications.test_issuing import ROWS, bring
from zhiheng.cli import main
from zhiheng.core.measuring import period_from
from zhiheng.core.values.faults import Fault
from zhiheng.directory.queries import scope_of
from zhiheng.publications.renewing import Renewed, left_told, renewed

pytestmark = pytest.mark.django_db
EARLIER = [
    "11,农资,示例县,2024-02-05,12,120,110,500000",
    "12,农资,示例县,2024-03-05,8,3,2,12300",
    "13,农资,示例县,2024-06-30,9,7,6,1000",
]
WHEN = datetime(2025, 7, 28, 9, 30, tzinfo=UTC)
SENTENCE = "2024年上半年，示例县共组织专项检查3次，出动人员29人次，查处案件130宗，立案118宗，罚款51.33万元。"


@pytest.fixture
def cast() -> factories.Cast:
    found = factories.cast()
    bring(found, *ROWS, *EARLIER)
    return found


def file(*paragraphs: str, table: list[list[str]] | None = None) -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        made = document.add_table(len(table), len(table[0]))
        for row, texts in zip(made.rows, table, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    return file_of(document)


def of(content: bytes, cast: factories.Cast, old: str = "2024H1", new: str = "2025H1") -> Renewed:
    return renewed("通报.docx", content, scope_of(cast.county), cast.county, period_from(old), period_from(new), WHEN)


def test_figures_and_years_move_on_and_rejecting_gives_the_old_text(cast) -> None:
    content = file("示例县2024年上半年通报", SENTENCE)
    found = of(content, cast)
    assert accepted(found.file) == (
        "示例县2025年上半年通报\n2025年上半年，示例县共组织专项检查2次，出动人员30人次，查处案件5宗，立案3宗，罚款1.10万元。"
    )
    assert rejected(found.file) == text_in(content)
    assert (found.figures, found.replaced, found.left) == (5, 5, ())


def test_renewed_from_the_new_period_it_is_in_order(cast) -> None:
    from zhiheng.publications.auditing import audited

    found = of(file(SENTENCE), cast)
    back = audited("b.docx", found.file, scope_of(cast.county), cast.county, period_from("2025H1"))
    assert {one.verdict for one in back.audit.figures} == {"agrees"}


def test_tables_move_on_by_their_heads(cast) -> None:
    table = [["地区", "查处案件数（宗）", "罚款（万元）"], ["示例县", "130", "51.33"]]
    assert accepted(of(file("2024年上半年情况表", table=table), cast).file).endswith("示例县\n5\n1.10")


def test_running_heads_move_on_and_what_stays_there_is_listed(cast) -> None:
    document = docx.Document()
    document.add_paragraph(SENTENCE)
    document.sections[0].header.paragraphs[0].text = "示例县2024年上半年通报"
    document.sections[0].footer.paragraphs[0].text = "2024年上半年，示例县立案118宗，发放手册500册。"
    found = of(file_of(document), cast)
    section = docx.Document(io.BytesIO(found.file)).sections[0]
    said = ["".join(node.text or "" for node in part._element.iter(qn("w:t"))) for part in (section.header, section.footer)]
    assert said == ["示例县2025年上半年通报", "2025年上半年，示例县立案3宗，发放手册500册。"]
    assert [(one.place, one.text) for one in left_told(found)] == [("页眉页脚、脚注", "500册")]
    assert (found.figures, found.replaced) == (7, 6)


def test_a_figure_in_characters_stays_in_characters(cast) -> None:
    found = of(file("2024年上半年，示例县查处案件一百三十宗，抓好三项措施。"), cast)
    assert accepted(found.file) == "2025年上半年，示例县查处案件五宗，抓好三项措施。"
    assert found.left == ()


def test_columns_of_years_move_on_and_the_newest_is_measured(cast) -> None:
    table = [["指标", "2023年上半年", "2024年上半年"], ["罚款（万元）", "7.70", "51.33"]]
    said = accepted(of(file("示例县2024年上半年情况表", table=table), cast).file)
    assert said.split("\n")[1:] == ["指标", "2024年上半年", "2025年上半年", "罚款（万元）", "51.33", "1.10"]


def test_a_figure_of_a_year_that_stays_stays(cast) -> None:
    text = "2020年示例县查处案件90宗。2024年上半年，示例县查处案件130宗。"
    assert accepted(of(file(text), cast).file) == text.replace("2024", "2025").replace("130", "5")


def test_in_the_same_period_nothing_changes(cast) -> None:
    content = file("示例县2024年上半年通报", SENTENCE)
    assert of(content, cast, new="2024H1").file == content


def test_a_file_without_figures_comes_back_byte_for_byte(cast) -> None:
    content = file("关于召开会议的通知", "请各单位准时参加。")
    assert of(content, cast).file == content


def test_a_wrong_figure_and_an_unknown_one_stay_with_a_comment(cast) -> None:
    found = of(file(SENTENCE.replace("立案118宗", "立案181宗"), "发放手册500册。"), cast)
    assert "立案181宗" in accepted(found.file)
    assert "发放手册500册" in accepted(found.file)
    says = [one.text for one in docx.Document(io.BytesIO(found.file)).comments]
    assert [("118宗" in one and "3宗" in one, "500" in one) for one in says] == [(True, False), (False, False)]
    assert (found.figures, found.replaced) == (6, 4)


def test_a_figure_without_a_new_value_is_not_replaced(cast) -> None:
    found = of(file(SENTENCE), cast, new="2026H1")
    assert found.replaced == 0
    assert "立案118宗" in accepted(found.file)
    assert all("暂无数据" in one.why for one in found.left)


def test_the_command_lists_what_is_left_and_reads_the_old_period(cast, tmp_path, capsys) -> None:
    last, output = tmp_path / "去年.docx", tmp_path / "今年.docx"
    last.write_bytes(file("示例县2024年上半年通报", SENTENCE, "发放手册500册。"))
    assert main(["renew", str(last), "--area", "990100", "--period", "2025H1", "--output", str(output)]) == 1
    said = capsys.readouterr().out
    assert "第3行 500册：" in said
    assert "2024H1 → 2025H1，6 个数，换了 5 个" in said
    assert "立案3宗" in accepted(output.read_bytes())


@pytest.mark.parametrize(("output", "fault"), [("今年.pdf", "W181"), ("没有/今年.docx", "W182"), ("去年.docx", "W183")])
def test_a_place_that_cannot_be_written_is_refused_before_anything_is_read(cast, tmp_path, capsys, output, fault) -> None:
    last = tmp_path / "去年.docx"
    last.write_bytes(b"PK")
    assert main(["renew", str(last), "--area", "990100", "--period", "2025H1", "--output", str(tmp_path / output)]) == 2
    assert fault in capsys.readouterr().err


def test_a_document_of_no_period_asks_for_it(cast, tmp_path, capsys) -> None:
    last = tmp_path / "去年.docx"
    last.write_bytes(file("立案3宗。"))
    assert main(["renew", str(last), "--area", "990100", "--period", "2025H1", "--output", str(tmp_path / "a.docx")]) == 2
    assert "W184" in capsys.readouterr().err


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04" + b"0" * 64, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"0" * 600])
def test_a_file_that_cannot_be_read_says_why(cast, content) -> None:
    with pytest.raises(Fault, match="R1"):
        of(content, cast)


def test_a_text_is_no_word_file(cast) -> None:
    with pytest.raises(Fault, match="W180"):
        of(SENTENCE.encode(), cast)


def test_a_template_is_born_that_says_the_old_text_and_the_new_figures(cast, tmp_path) -> None:
    from zhiheng.core.writing.papers import text as text_of_paper
    from zhiheng.core.writing.templates import parsed
    from zhiheng.publications.about import About
    from zhiheng.publications.drafting import drafted

    last, template = tmp_path / "a.docx", tmp_path / "county-report.md"
    table = [["地区", "查处案件数（宗）"], ["示例县", "130"]]
    last.write_bytes(file("示例县2024年上半年通报", SENTENCE, "1.发放手册*500*册。", table=table))
    asked = ["renew", str(last), "--area", "990100", "--period", "2025H1", "--output", str(tmp_path / "b.docx")]
    main([*asked, "--template-out", str(template)])
    born = parsed(template.read_text("utf-8"), "county-report")
    assert template.read_text("utf-8").count("number(") == 6

    def said(period: str) -> str:
        about = About(scope_of(cast.county), cast.county, period_from(period), cast.office, WHEN.date())
        return text_of_paper(drafted(born, about).paper)

    assert SENTENCE in said("2024H1")
    assert "1.发放手册*500*册。" in said("2024H1")
    assert "2025年上半年，示例县共组织专项检查2次，出动人员30人次，查处案件5宗，立案3宗，罚款1.10万元。" in said("2025H1")


@pytest.mark.parametrize(
    "sentence",
    [
        "2024年上半年，示例县查处案件130宗，同比增长44.4%；立案118宗，比上年同期增长31.1%。",
        "2024年上半年，示例县查处案件100多宗，立案110余宗。",
        "2024年上半年，示例县罚款51.33万元，比上年同期下降14.5%。",
        "2024年上半年，示例县组织专项检查3次，比上年同期增加2次。",
    ],
)
def test_the_template_says_the_old_text_for_the_old_period_and_the_renewed_one_for_the_new(cast, tmp_path, sentence) -> None:
    from zhiheng.core.writing.papers import text as text_of_paper
    from zhiheng.core.writing.renewing import template_of
    from zhiheng.core.writing.templates import parsed
    from zhiheng.publications.about import About
    from zhiheng.publications.drafting import drafted

    bring(cast, "31,农资,示例县,2023-02-05,12,90,90,600000")
    found = of(file("示例县2024年上半年通报", sentence), cast)
    born = parsed(template_of(found.renewal.text, "born", found.holes, "2024年上半年"), "born")

    def said(period: str) -> str:
        about = About(scope_of(cast.county), cast.county, period_from(period), cast.office, WHEN.date())
        return text_of_paper(drafted(born, about).paper)

    assert len(found.holes) == found.figures
    assert sentence in said("2024H1")
    assert accepted(found.file).split("\n")[1] in said("2025H1")


def test_figures_in_a_second_copy_of_the_text_are_told(cast) -> None:
    found = of(file("示例县2024年上半年通报", *[f"{SENTENCE}{'各地要抓好落实，压实责任。' * 20}"] * 6), cast)
    assert found.replaced + len(found.left) >= 30
