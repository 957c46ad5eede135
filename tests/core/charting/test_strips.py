"""A strip plot shows where one stands among the others."""

from decimal import Decimal
from xml.etree import ElementTree

import pytest

from zhiheng.core.charting import strips, svg_of
from zhiheng.core.values.charts import Point, Strip

OTHERS = tuple(Point(key=name, name=name, value=Decimal(value)) for name, value in (("乙县", 40), ("丙县", 0), ("丁县", 100)))


@pytest.mark.parametrize("width", [340, 560])
def test_every_one_stands_between_nothing_and_all_with_its_words(width: int) -> None:
    own = Point(key="甲", name="甲县", value=Decimal("62.5"), link="/甲/")
    line = Strip(name="质量安全与风险防控以及其他", others=OTHERS, own=own, median=Decimal("51.3"))
    text = svg_of(strips([line], "低于中位数", "说明", width), links=True)
    root = ElementTree.fromstring(text)
    rings = [one for one in root.iter() if one.tag.endswith("circle")]
    assert all(0 <= float(one.attrib["cx"]) <= width for one in rings)
    for said in ("甲县 62.5%", "乙县 40%", "丙县 0%", "中位数 51.3%", 'href="/甲/"'):
        assert said in text


def test_who_has_no_points_of_an_aspect_has_no_dot_and_it_is_said() -> None:
    own = Point(key="甲", name="甲县", value=None)
    text = svg_of(strips([Strip(name="质量安全", others=(), own=own, median=None)], "标题", "说明"))
    assert "甲县" not in text
    assert ">无<" in text
