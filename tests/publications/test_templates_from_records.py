"""A template filled from the records: other periods, the areas below, lists, rows, charts; and what happens when it cannot be."""

from pathlib import Path

import pytest

import factories
from zhiheng.core.measuring import period_from
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.papers import Grid, Picture, text_of
from zhiheng.core.writing.templates import Template, parsed
from zhiheng.directory.queries import scope_of
from zhiheng.publications.actions import publish
from zhiheng.publications.known import known_template
from zhiheng.publications.models import Publication
from zhiheng.publications.queries import compared, documents_with, draft, paper_of
from zhiheng.registers.actions import import_file

pytestmark = pytest.mark.django_db
HEAD = "检查编号,专项行动,地区,检查日期,出动人次,查处案件,立案,罚款（元）"
ROWS = (
    "1,农资,示例县,2025-01-05,10,2,1,5000", "2,农资,邻县,2025-06-30,20,3,2,6000.50", "3,农资,示例县,2024-02-02,8,1,1,100",
)  # fmt: skip
TOP = '+++\nid = "a"\ntitle = "试"\n+++\n# {{ area }}通报\n\n'


@pytest.fixture
def cast() -> factories.Cast:
    """A province with two counties that have rows."""
    people = factories.cast()
    for who, office in ((people.clerk, people.office), (people.neighbour, people.neighbour_office)):
        lines = [line for line in ROWS if office.area.name in line]
        assert not import_file("special-campaign", "a.csv", "\n".join([HEAD, *lines]).encode(), office, who).blocked
    return people


def filled(cast: factories.Cast, body: str, period: str = "2025H1"):
    office = cast.province_office
    return draft(parsed(TOP + body, "试.md"), scope_of(office.area), office.area, period_from(period), office)


def told(cast: factories.Cast, body: str) -> str:
    return filled(cast, body).text.split("\n\n", 1)[1].strip("\n\u3000")


def test_a_figure_is_that_of_its_period_and_its_area(cast):
    body = "、".join(f'{{{{ figure("inspections"{more}) }}}}' for more in ("", ', period="last-year"', ', area="990100"'))
    assert told(cast, body) == "2次、1次、1次"


def test_a_change_is_counted_from_the_records(cast):
    assert told(cast, '{{ change("inspections") }}') == "比上年同期增长100.0%"
    assert told(cast, '{{ change("inspections", against="previous") }}') == "上期暂无可比数据"


def test_the_areas_below_are_ranked_and_stand_in_a_table(cast):
    assert told(cast, '{{ highest("inspection-staff-times", 1) }}') == "邻县（20人次）"
    grid = filled(cast, '{{ area_table(["inspections", "fines"]) }}').paper.blocks[0]
    assert isinstance(grid, Grid)
    rows = {text_of(row[0]): [text_of(cell) for cell in row[1:]] for row in grid.rows}
    assert rows["示例县"] == ["1", "0.50"]
    assert rows["合计"] == ["2", "1.10"]


def test_a_chart_is_drawn_and_one_of_nothing_is_not(cast):
    drawn, nothing = filled(cast, '{{ chart("inspections") }}\n\n{{ chart("complaints") }}').paper.blocks
    assert isinstance(drawn, Picture)
    assert drawn.svg.startswith("<svg")
    assert drawn.png.startswith(b"\x89PNG")
    assert text_of(nothing.inlines) == "（暂无数据，没有画图）"


def test_every_figure_of_the_paper_opens_to_its_own_area_and_period(cast):
    found = filled(cast, '{{ figure("inspections", area="990100", period="last-year") }}').paper.printed
    assert [(one.area, one.period, one.value) for one in found] == [("990100", "2024H1", "1")]
    assert found[0].run


def test_a_sentence_without_value_waits_and_a_table_does_not(cast):
    sentence = filled(cast, '{{ figure("complaints") }}')
    assert [(one.figure.indicator.id, one.why) for one in sentence.waiting] == [("complaints", "这个地区和期间没有记录")]
    body = '{{ figure_table(["complaints"]) }}\n\n{% if known("complaints") %}{{ figure("complaints") }}{% endif %}'
    table = filled(cast, body)
    assert table.waiting == []


def test_a_template_names_no_area_of_others(cast):
    office = cast.office
    with pytest.raises(Fault, match=r"B108 .*“990200”"):
        draft(
            parsed(TOP + '{{ figure("inspections", area="990200") }}', "试.md"), scope_of(office.area), office.area,
            period_from("2025"), office,
        )  # fmt: skip


def test_an_office_s_own_template_takes_the_place_of_ours(settings, tmp_path: Path):
    (tmp_path / "templates").mkdir()
    own = tmp_path / "templates" / "inspection-bulletin.md"
    own.write_text(TOP.replace('"a"', '"inspection-bulletin"') + '共{{ figure("inspections") }}。', "utf-8")
    settings.DEFINITIONS = tmp_path
    found: Template = known_template("inspection-bulletin")
    assert found.figures == ("inspections",)
    own.write_text(own.read_text("utf-8").replace("inspections", "inspektions"), "utf-8")
    with pytest.raises(Fault, match=r"W122 templates/inspection-bulletin.md 第7行：没有编号为“inspektions”.*inspections"):
        known_template("inspection-bulletin")


def test_the_paper_is_kept_whole_and_says_which_of_its_figures_have_changed(cast):
    made = publish("inspection-bulletin", area="990100", period="2025H1", office=cast.office, by=cast.clerk)
    kept = Publication.objects.get(pk=made.pk)
    paper = paper_of(kept)
    assert paper.title == kept.title
    assert [one.mark for one in paper.printed] == [figure["mark"] for figure in kept.figures]
    scope = scope_of(cast.office.area)
    assert all(one.same for one in compared(kept, scope))
    found = draft(known_template("inspection-bulletin"), scope, kept.area, period_from("2025H1"), cast.office)
    printed = documents_with(found.figures["fines", "990100", "2025H1"], scope, kept.area, period_from("2025H1"))
    assert [(one.publication.pk, one.printed, one.same) for one in printed] == [(kept.pk, "0.50万元", True)]


def test_what_was_issued_before_papers_were_kept_is_shown_and_compared(cast):
    text = "旧通报\n\n共检查9次。\n"
    figure = {"indicator": "inspections", "name": "专项检查次数", "printed": "9", "unit": "次", "start": 8, "end": 10, "run": "r"}
    old = Publication.objects.create(
        area=cast.county, office=cast.office, template="a", title="旧通报", period="2025H1", start="2025-01-01", end="2025-06-30",
        template_text=TOP + '共检查{{ figure("inspections") }}。', text=text, digest="0" * 64, figures=[figure],
        issued_by=cast.clerk, issued_at=factories.A_MOMENT,
    )  # fmt: skip
    assert [one.text for one in paper_of(old).printed] == ["9次"]
    assert [(one.issued, one.now) for one in compared(old, scope_of(cast.county))] == [("9次", "1次")]
    page = cast.client("clerk").get(f"/publications/{old.pk}/").content.decode()
    assert ">9次</a>" in page
    assert "已有变动" in page


def test_the_areas_below_are_called_by_the_level_of_the_area(cast):
    assert filled(cast, "各{{ units_below }}").text.split("\n\n", 1)[1].strip() == "各市县"
    office = cast.office
    found = draft(parsed(TOP + "各{{ units_below }}", "试.md"), scope_of(office.area), office.area, period_from("2025"), office)
    assert found.text.split("\n\n", 1)[1].strip() == "各乡镇（街道）"
