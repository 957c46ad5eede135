"""Documents of statistics, written from rows: what they say, whom they name, and what they leave to a person."""

import pytest

import factories
from core.writing.templates.building import cells
from zhiheng.core import read
from zhiheng.core.measuring import period_from
from zhiheng.core.values.papers import Blank, Grid, Paper, Paragraph
from zhiheng.definitions import lexicons
from zhiheng.directory.queries import scope_of
from zhiheng.publications.drafting import figures_of
from zhiheng.publications.files import content
from zhiheng.publications.known import known_template
from zhiheng.publications.queries import draft
from zhiheng.registers.actions import import_file

pytestmark = pytest.mark.django_db
HEAD = (
    "抽样单编号,地区,抽查级别,抽样环节,企业规模,受检单位,标称生产单位,产品名称,产品种类,抽样日期,检验机构,报告日期,检验结论,"
    "不合格项目,结果送达日期,异议日期,复检结论,后处理"
)
LAB = "省质检院"


def lot(
    no: str, area: str, link: str, size: str, firm: str, kind: str, day: str, verdict: str, items: str = "", **more: str
) -> str:
    """A lot, notified unless it says otherwise."""
    told = more.get("told", f"{day[:4]}-05-20")
    done = "责令停止销售" if verdict == "不合格" else ""
    return ",".join([
        no, area, "县", link, size, firm, "标称某厂", kind, kind, day, LAB, f"{day[:4]}-05-10", verdict, items, told,
        more.get("objected", ""), more.get("retest", ""), done,
    ])  # fmt: skip


LOTS = (
    lot("1", "示例县", "生产", "大型", "示例甲厂", "插座", "2025-03-01", "合格"),
    lot("2", "示例县", "生产", "小型", "示例乙厂", "插座", "2025-03-02", "不合格", "标志、插拔力"),
    lot("3", "示例县", "流通", "小型", "示例乙厂", "插座", "2025-03-03", "不合格", "标志"),
    lot("4", "示例县", "流通", "", "示例丙厂", "电线", "2025-03-04", "不合格", "导体电阻", objected="2025-05-25", retest="改判"),
    lot("5", "示例县", "流通", "小型", "示例丁厂", "电线", "2025-03-05", "不合格", "导体电阻", told=""),
    lot("6", "示例县", "流通", "小型", "示例戊厂", "电线", "2025-03-06", "无法判定"),
    lot("7", "示例县", "生产", "大型", "示例甲厂", "插座", "2024-03-01", "合格"),
    lot("8", "邻县", "网络", "中型", "邻县己厂", "插座", "2025-03-08", "合格"),
)  # fmt: skip


def bring(office, who, lines) -> None:
    checked = import_file("product-sampling", "a.csv", "\n".join([HEAD, *lines]).encode(), office, who)
    assert not checked.blocked, checked


@pytest.fixture
def cast() -> factories.Cast:
    """A province, two counties of which have lots."""
    people = factories.cast()
    for who, office in ((people.clerk, people.office), (people.neighbour, people.neighbour_office)):
        bring(office, who, [line for line in LOTS if f",{office.area.name}," in line])
    return people


def drafted_of(cast: factories.Cast, template: str, period: str = "2025H1", *, county: bool = False):
    office = cast.office if county else cast.province_office
    return draft(known_template(template), scope_of(office.area), office.area, period_from(period), office)


def paper(cast: factories.Cast, template: str, period: str = "2025H1", *, county: bool = False) -> Paper:
    return drafted_of(cast, template, period, county=county).paper


def grid(paper: Paper, title: str) -> Grid:
    return next(one for one in paper.blocks if isinstance(one, Grid) and one.title == title)


def rows(grid: Grid) -> dict[str, list[str]]:
    return {line[0]: line[1:] for line in cells(grid)}


def blanks(paper: Paper) -> list[str]:
    lines = [block.inlines for block in paper.blocks if isinstance(block, Paragraph)]
    return [one.name for line in lines for one in line if isinstance(one, Blank)]


def test_the_analysis_says_firms_lots_and_rates_and_holds_them_against_last_year(cast):
    said = drafted_of(cast, "quality-analysis")
    assert "各级监督抽查5家企业生产、销售的6批次产品，检出2家企业的3批次产品不合格" in said.text
    assert "批次不合格率为50.0%，比上年同期提高50.0个百分点" in said.text
    assert "另有1批次无法判定，不计入" in said.text
    assert "其中1批次的结果还没有送达企业" in said.text
    assert said.waiting == []


def test_the_parts_of_the_analysis_add_up_to_its_whole(cast):
    found = paper(cast, "quality-analysis")
    kinds = rows(grid(found, "各类产品抽查情况"))
    assert kinds["插座"] == ["3", "4", "1", "2", "50.0", "0.0", "+50.0", "标志（2批次）、插拔力（1批次）"]
    assert kinds["电线"] == ["2", "2", "1", "1", "50.0", "暂无数据", "暂无数据", "导体电阻（1批次）"]
    assert kinds["合计"][:5] == ["5", "6", "2", "3", "50.0"]
    links = rows(grid(found, "各环节抽查情况"))
    assert list(links) == ["生产", "流通", "网络", "合计"]
    assert links["网络"][:4] == ["1", "16.7", "0", "0.0"]


def test_a_size_that_nobody_filled_in_stands_last_and_is_called_so(cast):
    sizes = rows(grid(paper(cast, "quality-analysis"), "各规模企业抽查情况"))
    assert list(sizes) == ["大型", "中型", "小型", "未填", "合计"]


def test_items_of_one_lot_may_be_several_and_the_table_says_so(cast):
    items = grid(paper(cast, "quality-analysis"), "不合格项目")
    assert rows(items) == {"标志": ["2", "66.7"], "导体电阻": ["1", "33.3"], "插拔力": ["1", "33.3"]}
    assert items.note == "一条记录可以算进几项，占比相加超过 100%"


def test_a_county_is_not_compared_with_areas_that_it_has_not(cast):
    found = drafted_of(cast, "quality-analysis", county=True).text
    assert "区域分布" not in found
    assert "邻县" not in found


def test_nothing_sampled_is_not_said_to_be_all_right(cast):
    found = drafted_of(cast, "quality-analysis", "2023H1")
    assert "监督抽查的判定批次暂无数据，不能分析" in found.text
    assert "0批次" not in found.text


@pytest.mark.parametrize("template", ["quality-analysis", "sampling-announcement", "assessment-notice", "problem-briefing"])
def test_a_document_without_anything_to_say_is_not_issued(cast, template):
    assert drafted_of(cast, template, "2022").waiting


def test_the_lists_name_just_the_lots_that_the_figures_count(cast):
    found = drafted_of(cast, "sampling-announcement")
    failing, passing = [one for one in found.paper.appended if isinstance(one, Grid)]
    assert "其中合格3批次，不合格2批次，不合格率40.0%" in found.text
    assert [(line[1], line[5], line[6], line[7]) for line in cells(failing)] == [
        ("示例乙厂", "标志、插拔力", LAB, "责令停止销售"), ("示例乙厂", "标志", LAB, "责令停止销售"),
    ]  # fmt: skip
    assert [line[1] for line in cells(passing)] == ["示例甲厂", "示例丙厂", "邻县己厂"]
    assert found.paper.attached == ("不合格产品和企业名单", "合格产品和企业名单")


def test_a_firm_that_was_not_told_its_result_is_counted_and_not_named(cast):
    found = drafted_of(cast, "sampling-announcement").text
    assert "示例丁厂" not in found
    assert "另有1批次已有检验结论" in found
    assert "无法判定的1批次不公告" in found


def test_an_open_objection_keeps_a_lot_out_of_the_announcement(cast):
    bring(cast.office, cast.clerk, [
        lot("9", "示例县", "流通", "小型", "示例庚厂", "电线", "2025-03-09", "不合格", "标志", objected="2025-05-25"),
    ])  # fmt: skip
    found = drafted_of(cast, "sampling-announcement").text
    assert "示例庚厂" not in found
    assert "另有2批次已有检验结论" in found


def test_what_is_not_public_stands_in_none_of_these_documents(cast):
    for template in ("quality-analysis", "sampling-announcement", "research-report"):
        assert "标称某厂" not in drafted_of(cast, template).text


def test_the_figures_of_parts_are_not_given_away_as_figures_of_the_whole(cast):
    found = drafted_of(cast, "sampling-announcement")
    kept = [one for one in figures_of(found) if one["part"] and one["indicator"] == "final-lots"]
    assert {one["part"]: one["printed"] for one in kept} == {"插座": "4", "电线": "1"}
    assert found.counted["final-lots"].measured.printed == "5"


@pytest.mark.parametrize("template", ["quality-analysis", "sampling-announcement"])
@pytest.mark.parametrize("form", ["docx", "html", "txt"])
def test_every_figure_is_read_back_from_what_was_written(cast, template, form):
    found = paper(cast, template)
    back = read(content(found, form), f"文.{form}", lexicons()).text
    assert not [one.text for one in found.printed if one.text not in back]


def test_causes_and_advice_are_left_to_a_person(cast):
    assert [one[:2] for one in blanks(paper(cast, "quality-analysis"))] == ["主要", "不合", "对企"]


ASSESSED = "考核年度,地区,领域,考核要点,内容序号,考核内容,分值,最终分,扣分原因,评分依据,评分日期"
SCORES = (
    "2024,示例县,质量发展,要点,1,提升行动,4,4,,材料,2025-03-01",
    "2024,示例县,质量安全,要点,2,抽查,2,1.5,后处理不及时,材料,2025-03-01",
    "2024,邻县,质量发展,要点,1,提升行动,4,3,没有方案,材料,2025-03-02",
)  # fmt: skip


def assess(cast: factories.Cast, *lines: str) -> None:
    for who, office in ((cast.clerk, cast.office), (cast.neighbour, cast.neighbour_office)):
        own = "\n".join([ASSESSED, *(line for line in lines if f",{office.area.name}," in line)])
        assert not import_file("provincial-assessment", "a.csv", own.encode(), office, who).blocked


def test_scores_stand_in_the_order_of_the_areas_and_no_grade_is_guessed(cast):
    assess(cast, *SCORES)
    found = drafted_of(cast, "assessment-notice", "2025")
    assert "分值合计10.0分，最终得分合计8.5分，得分率85.0%" in found.text
    table = grid(found.paper, "各地考核得分")
    assert rows(table) == {"示例县": ["6.0", "5.5", "91.7", "0"], "邻县": ["4.0", "3.0", "75.0", "0"]}
    assert "不是名次" in table.note
    assert rows(grid(found.paper, "各领域得分率"))["质量安全"][:3] == ["1", "1", "75.0"]
    assert any(one.startswith("考核等次") for one in blanks(found.paper))


def test_while_one_content_has_no_final_score_no_score_of_an_area_is_printed(cast):
    assess(cast, *SCORES, "2024,邻县,质量安全,要点,2,抽查,2,,,材料,2025-03-02")
    found = drafted_of(cast, "assessment-notice", "2025")
    assert "其中1项还没有最终分" in found.text
    assert "各地得分待全部审定后通报" in found.text
    assert "各地考核得分" not in found.text
    assert found.waiting == []


def test_a_score_belongs_to_the_area_that_is_assessed_not_to_the_body_that_scores(cast):
    lines = [f"{line},省市场监管局" for line in SCORES]
    sheet = "\n".join([f"{ASSESSED},牵头部门", *lines]).encode()
    assert not import_file("provincial-assessment", "a.csv", sheet, cast.province_office, cast.province_clerk).blocked
    table = grid(paper(cast, "assessment-notice", "2025"), "各地考核得分")
    assert rows(table)["邻县"] == ["4.0", "3.0", "75.0", "0"]


def test_two_areas_are_assessed_by_the_same_contents(cast):
    assess(cast, *SCORES)
    assert "共评3项考核内容" in drafted_of(cast, "assessment-notice", "2025").text


PROBLEMS = "问题编号,地区,问题,来源,登记日期,责任单位,性质,整改措施,分派日期,整改期限,复核日期,销号日期"


def test_problems_are_counted_by_source_and_nature_and_none_is_quoted(cast):
    said = (
        "1,示例县,某单位推诿,督查,2025-02-01,示例县市场监管局,一般,补办,2025-02-02,2025-03-01,2025-02-20,2025-02-21",
        "2,示例县,配合不够,会议,2025-02-03,,,,,,,",
    )  # fmt: skip
    assert not import_file("problem-list", "a.csv", "\n".join([PROBLEMS, *said]).encode(), cast.office, cast.clerk).blocked
    found = drafted_of(cast, "problem-briefing")
    assert "登记质量工作问题2个，已销号1个，还没有确定责任单位的1个" in found.text
    assert rows(grid(found.paper, "问题来源")) == {
        "督查": ["1", "50.0", "1"], "会议": ["1", "50.0", "0"], "合计": ["2", "100.0", "1"],
    }  # fmt: skip
    assert rows(grid(found.paper, "问题性质")) == {"一般": ["1", "1"], "未填": ["1", "0"], "合计": ["2", "1"]}
    assert "某单位推诿" not in found.text


def test_the_research_report_has_the_figures_that_there_are_and_blanks_for_the_rest(cast):
    found = drafted_of(cast, "research-report")
    assert "监督抽查6批次产品，不合格3批次，批次不合格率50.0%" in found.text
    assert "不合格项目主要是标志、导体电阻、插拔力" in found.text
    assert "专项检查" not in found.text.split("主要数据")[0]
    assert found.text.count("〔") >= 6
