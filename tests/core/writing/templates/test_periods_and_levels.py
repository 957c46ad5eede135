"""What a template says of the length of its period, and of the level of its area."""

from pathlib import Path

import pytest

from core.writing.templates.building import met, template, text
from zhiheng.core.measuring import period_from
from zhiheng.core.values.faults import Fault
from zhiheng.core.writing.templates import refuse_other_step

OF = '+++\nid = "a"\ntitle = "总结"\nstep = "{step}"\n+++\n# 总结\n'


@pytest.mark.parametrize(
    ("step", "fits", "others"),
    [
        ("year", ("2025", "A2025", "2024-04-01..2025-03-31"), ("2025H1", "2025Q3", "2025-07", "2025-01-01..2025-07-25")),
        ("half-year", ("2025H1", "2025H2"), ("2025", "2025Q1", "2025-04-01..2025-09-30")),
        ("quarter", ("2025Q3", "2025-07-01..2025-09-30"), ("2025", "2025-07", "2025-08-01..2025-10-31")),
        ("month", ("2025-07", "2024-02"), ("2025Q3", "2025-07-02..2025-08-01")),
        ("", ("2025", "2025-07", "2025-01-01..2025-07-25"), ()),
    ],
)
def test_a_template_is_written_for_periods_of_its_step_alone(step, fits, others):
    made = template("", OF.format(step=step))
    for period in map(period_from, fits):
        refuse_other_step(made, period.start, period.end, period.name)
    for period in map(period_from, others):
        with pytest.raises(Fault, match="W160 模板“总结”"):
            refuse_other_step(made, period.start, period.end, period.name)


def test_the_areas_below_are_called_by_the_level_of_the_area():
    county = {"words": {"units_below": "乡镇（街道）"}}
    assert text("各{{ units_below }}", **county) == "各乡镇（街道）"
    assert text('{{ except_areas("met") }}', {"met": met("1234", "5")}, **county) == "除东方市外，其他乡镇（街道）都"
    assert text('{{ names("met", of="done", first=1) }}', {"met": met("123", "")}, **county) == "海口市等3个乡镇（街道）"


def test_a_condition_asks_for_the_level_of_the_area():
    body = '{% if level("省") %}省{% elif level("市县") %}市县{% else %}乡镇{% endif %}'
    assert [text(body, levels=levels) for levels in (("省",), ("县", "市县"), ("乡镇",))] == ["省", "市县", "乡镇"]


def test_every_level_of_the_directory_has_a_word_for_the_areas_below():
    from zhiheng.definitions import lexicons
    from zhiheng.directory.models import Area

    assert [one.level for one in lexicons().area_levels] == [name for _, name in Area.LEVELS]


def test_no_template_of_ours_calls_the_areas_below_by_a_fixed_word():
    folder = Path("zhiheng/definitions/templates")
    assert not [path.name for path in folder.glob("*.md") if "市县" in path.read_text("utf-8").partition("+++\n#")[2]]
