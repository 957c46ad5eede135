import pytest

from core.reading.cleaning import cleaned
from zhiheng.core.reading.bases import citations
from zhiheng.core.reading.dates import first_date
from zhiheng.core.reading.doc_numbers import doc_numbers
from zhiheng.core.reading.meta import doc_type
from zhiheng.definitions import lexicons

PROSE = "为贯彻落实上级部署，扎实推进质量工作，结合实际，现将有关事项通知如下，请认真组织实施。"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("二○○八年八月二十一日", "2008-08-21"),
        ("二〇二五年十二月三日", "2025-12-03"),
        ("二Ｏ一九年十月十日", "2019-10-10"),
        ("2018 年 7 月 16 日", "2018-07-16"),
        ("2009/2/19", "2009-02-19"),
        ("2025年2月30日", None),
        ("12345-1-1", None),
    ],
)
def test_a_date_is_read_in_either_kind_of_numerals(text, day):
    assert first_date(text) == day


@pytest.mark.parametrize("year", ["〔2024〕", "[2024]", "【2024】", "（2024）第", "(2024)0", " 〔 2024 〕 "])
def test_a_document_number_has_one_form(year):
    assert [number.text for number in doc_numbers(f"示府办{year}9号")] == ["示府办〔2024〕9号"]


def test_the_number_of_a_cited_document_is_not_its_own():
    found = cleaned(f"示例市人民政府关于开展质量提升行动的意见\n根据《关于加强质量工作的通知》（示发〔2020〕3号）精神，{PROSE}")

    assert found.meta.doc_number is None
    assert [(base.title, base.doc_number) for base in found.meta.bases] == [("关于加强质量工作的通知", "示发〔2020〕3号")]


def test_a_number_below_the_title_is_its_own():
    found = cleaned(f"示例市人民政府关于开展质量提升行动的意见\n示府〔2021〕12号\n{PROSE}")

    assert found.meta.doc_number == "示府〔2021〕12号"
    assert found.meta.issuers == ["示例市人民政府"]


def test_a_title_over_two_lines_is_one():
    found = cleaned(f"海南省人民政府办公厅\n关于印发质量强省工作要点的通知\n{PROSE}")

    assert found.meta.title == "海南省人民政府办公厅关于印发质量强省工作要点的通知"
    assert (found.meta.region.name, found.meta.region.code) == ("海南省", "460000")


def test_a_title_broken_inside_its_words_is_one():
    head = "示例市人民政府办公室关于东城、西城\n两起压力容器事故\n调查处理情况的通报\n示府办〔2021〕12号"

    assert cleaned(f"{head}\n{PROSE}").meta.title == "示例市人民政府办公室关于东城、西城两起压力容器事故调查处理情况的通报"


def test_a_title_without_its_about_may_be_broken_too():
    head = "示例市人民政府办公室对市十届人大\n四次会议第296号建议的答复\n示府办函〔2021〕12号\n某某代表："

    assert cleaned(f"{head}\n{PROSE}").meta.title == "示例市人民政府办公室对市十届人大四次会议第296号建议的答复"


def test_the_title_of_an_attachment_is_not_that_of_the_document():
    head = "示例市人民政府关于同意建立质量工作\n联席会议制度的批复\n示府函〔2021〕12号\n市市场监管局：\n"
    after = "示例市人民政府\n2021年3月2日\n附件\n质量工作联席会议制度\n"

    assert cleaned(f"{head}{PROSE}\n{after}{PROSE}").meta.title == "示例市人民政府关于同意建立质量工作联席会议制度的批复"


@pytest.mark.parametrize(
    ("title", "name", "code"),
    [
        ("开平市人民政府关于质量强市的意见", "开平市", "440783"),
        ("广东省江门市开平市市场监督管理局关于抽查情况的通报", "开平市", "440783"),
        ("襄樊市人民政府关于质量振兴的意见", "襄阳市", "420600"),
    ],
)
def test_the_region_is_the_narrowest_that_the_issuer_names(title, name, code):
    region = cleaned(f"{title}\n{PROSE}").meta.region

    assert (region.name, region.code) == (name, code)


def test_issuers_run_together_are_told_apart():
    found = cleaned(f"中共海南省委海南省人民政府关于开展质量提升行动的实施意见\n{PROSE}")

    assert found.meta.issuers == ["中共海南省委", "海南省人民政府"]


def test_a_name_that_many_areas_share_gives_no_region():
    assert cleaned(f"朝阳区人民政府关于质量工作的意见\n{PROSE}").meta.region is None


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("某市关于加快建设质量强市的实施意见", "plan"),
        ("某市人民政府办公室关于印发质量提升行动方案的通知", "scheme"),
        ("某市关于上半年质量工作检查情况的通报", "bulletin"),
        ("关于质量强市工作情况的调研报告", "research_report"),
        ("某局召开全省质量工作会议", "meeting_report"),
        ("关于召开质量工作会议的通知", "notice"),
        ("某县质量奖管理办法（试行）", "other"),
    ],
)
def test_the_kind_of_document_is_told_by_its_title(title, kind):
    assert doc_type(title, lexicons()) == kind


def test_bases_are_documents_not_names_in_passing():
    found = citations("根据《中华人民共和国产品质量法》和《示例省质量条例》，学习《质量之歌》。")

    assert [base.title for base in found] == ["中华人民共和国产品质量法", "示例省质量条例"]
