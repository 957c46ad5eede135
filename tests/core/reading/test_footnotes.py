"""Notes at the foot of a text and their marks stay apart from its sentences; numbered items stay in them."""

import pytest

from core.reading.cleaning import cleaned, rebuilt
from zhiheng.core import read
from zhiheng.definitions import lexicons

HEAD = "示范县人民政府关于推进质量工作的通知\n各乡镇人民政府：\n"
SENTENCE = "到2027年，农产品例行监测合格率达到98%{0}以上，重点企业名单{1}由县市场监管局公布。\n"
NOTES = ("{0} 指按季度例行监测口径计算的合格率，2025年为96.5%。\n", "{1} 名单每年6月底前更新，2026年共320家。\n")
CLEAN = HEAD + SENTENCE.format("", "") + "各单位要抓好落实。"


def noted(marks: tuple[str, str], above: str = "") -> str:
    return HEAD + SENTENCE.format(*marks) + "各单位要抓好落实。\n" + above + "".join(NOTES).format(*marks)


@pytest.mark.parametrize(
    ("marks", "above"),
    [
        (("①", "②"), "————————\n"), (("①", "②"), "注释：\n"), (("①", "②"), "示范县人民政府\n2026年3月1日\n"),
        (("[1]", "[2]"), ""), (("［1］", "［2］"), ""), (("﹝1﹞", "﹝2﹞"), "\n"), (("[1]", "[2]"), "脚注\n"),
    ],
)  # fmt: skip
def test_notes_and_their_marks_are_no_text(marks: tuple[str, str], above: str) -> None:
    found = cleaned(noted(marks, above))
    kept = above if "年" in above else ""
    assert found.text.strip() == (CLEAN + "\n" + kept).strip()
    assert rebuilt(found) == found.text


def test_a_figure_before_a_mark_is_read_and_those_of_the_notes_are_not() -> None:
    reading = read(noted(("①", "②"), "————\n").encode(), "通知.txt", lexicons())
    assert [(target.value, target.comparator, target.unit) for target in reading.targets] == [(98, ">=", "%")]
    assert reading.targets[0].quote in noted(("①", "②"))
    assert reading.statistics == []
    assert any("脚注" in note for note in reading.notes)


def test_what_is_attached_below_the_notes_stays() -> None:
    found = cleaned(noted(("①", "②"), "————\n") + "附件1 重点任务分工表\n县农业农村局负责种植业产品监测工作。")
    assert "监测口径" not in found.text
    assert "县农业农村局负责种植业产品监测工作。" in found.text


def test_circled_notes_at_the_very_end_need_no_rule_where_each_paragraph_calls_one() -> None:
    text = HEAD + "合格率达到98%①以上。\n公布重点企业名单②。\n① 指例行监测合格率。\n② 名单每年更新。"
    assert cleaned(text).text == HEAD + "合格率达到98%以上。\n公布重点企业名单。"


@pytest.mark.parametrize(
    "text",
    [
        "重点任务包括①质量提升②品牌培育。\n①质量提升。开展对标达标行动。\n②品牌培育。新增品牌10个。",
        "重点任务包括：①开展对标达标行动；②新增品牌10个。\n①由县市场监管局负责。\n②由县农业农村局负责。",
        "推进以下工作：\n①开展对标达标行动。\n②新增品牌10个。",
        "重点任务包括质量提升①品牌培育②。\n①开展对标达标行动。\n②新增品牌10个。\n各单位要抓好落实。",
        "有关要求见文献[3]。\n[1] 开展对标达标行动。\n[2] 新增品牌10个。",
        "合格率达到98%[1]以上。\n[1] 开展对标达标行动。\n[2] 新增品牌10个。",
        "合格率达到98%[1]以上。各单位要抓好落实。",
    ],
)
def test_items_with_marks_like_those_of_notes_stay(text: str) -> None:
    marks = [char for char in HEAD + text if char in "①②123"]
    assert [char for char in cleaned(HEAD + text).text if char in "①②123"] == marks
    assert cleaned(HEAD + text).text.count("。") == text.count("。")
