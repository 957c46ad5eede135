"""Names of bodies are held against those that exist; a name that a reform changed is a hint."""

import pytest

from core.filling.asking import days
from zhiheng.core.auditing import bodies_of
from zhiheng.definitions import lexicons

BODIES = bodies_of(lexicons())


def told(text: str, period: str = "2025H1") -> list[tuple[str, str, bool]]:
    """What is written, what it should be, and whether it is a hint."""
    return [(text[one.start : one.end], one.evidence, one.hint) for one in BODIES.findings(text, days(period))]


@pytest.mark.parametrize(
    ("written", "right"),
    [
        ("市场监督局", "市场监管局"), ("市场监管管理局", "市场监督管理局"), ("农村农业厅", "农业农村厅"),
        ("发展与改革委员会", "发展和改革委员会"), ("住房和城市建设厅", "住房和城乡建设厅"), ("工业信息和化厅", "工业和信息化厅"),
    ],
)  # fmt: skip
def test_a_name_that_does_not_exist_is_told_with_the_one_that_does(written: str, right: str) -> None:
    assert told(f"由省{written}牵头。") == [(written, right, False)]


@pytest.mark.parametrize(
    "text",
    [
        "由省市场监管局、市场监督管理局和省发展改革委牵头。", "示例县农业农村局、县卫生健康委、县交通运输局参加。",
        "公安局长讲话。", "各级党委和政府高度重视，委托第三方检测。",
        "原质监局的案件移交市场监管局。", "县城市管理局、公路局、林业局参加。",
    ],
)  # fmt: skip
def test_names_that_are_right_or_unknown_are_left_alone(text: str) -> None:
    assert told(text) == []


def test_a_name_that_a_reform_changed_is_a_hint_from_that_day_on() -> None:
    assert [(written, hint) for written, _, hint in told("由县质监局牵头。")] == [("质监局", True)]
    assert told("由县质监局牵头。", "2015") == []
