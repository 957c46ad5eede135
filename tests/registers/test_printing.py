"""What is printed is what the rows hold; a column that no row fills is named instead."""

import pytest

import factories
from zhiheng.registers.actions import import_file

pytestmark = pytest.mark.django_db


def test_a_column_that_no_row_fills_is_named_and_not_printed() -> None:
    cast = factories.cast()
    sheet = "检查编号,专项行动,地区,检查日期,出动人次\n1,农资,示例县,2025-01-05,10"
    import_file("special-campaign", "a.csv", sheet.encode(), cast.office, cast.clerk)
    answer = cast.client("clerk").get("/registers/special-campaign/print/")
    page = answer.content.decode()
    assert "<th>出动人次</th>" in page
    assert "<th>罚款（元）</th>" not in page
    assert "罚款（元）" in answer.context["empty"]
    assert "各行都没有填的列不印" in page
