"""What a correction teaches: a line that mends it, tried out, or the reason why there is none."""

from typing import Any

import pytest

from zhiheng.core import learn, read_case
from zhiheng.core.learning import differs, expected, in_words, masked, with_lines
from zhiheng.core.learning.suggesting import NO_LINE, NOT_ALONE, ONLY_KEPT
from zhiheng.core.values.cases import Case
from zhiheng.core.values.reading import DocType
from zhiheng.definitions import lexicons


def target(indicator: str, value: float, unit: str, comparator: str = ">=", **more: Any) -> dict[str, Any]:
    return {"indicator": indicator, "comparator": comparator, "value": value, "unit": unit, "kind": "level", **more}


def case(
    text: str, was: dict[str, Any] | None, says: dict[str, Any] | None, kind: str = "target", doc_type: DocType = "plan"
) -> Case:
    return Case(text=text, kind=kind, was_kind=kind, was=was, says=says, type=doc_type, issued_on="2026-03-01")  # type: ignore[arg-type]


STANDS = case(
    "到2027年，公共服务满意度要站稳90分。",
    target("公共服务满意度要站稳", 90, "分", "="),
    target("公共服务满意度", 90, "分", hold=True),
)
LEARNT = [
    (STANDS, "比较用语：增加“站稳”，读作 ≥，并要保持"),
    (case("到2027年，便民驿站达到32驿位。", None, target("便民驿站", 32, "驿位")), "计量单位：增加“驿位”"),
    (
        case("每处补助面积80平方米。", target("每处补助面积", 80, "平方米", "="), None),
        "规则：“补助面积〔数〕〔单位〕”的数不读",
    ),
    (
        case("隐患排查（县住建局主抓，县应急局协办）。", None,
             {"lead_units": ["县住建局"], "responsible_units": ["县应急局"]}, "task"),
        "分工用语：增加“主抓”，其前的单位牵头",
    ),
    (case("质量工作双周一碰头。", None, {"text": "双周一碰头", "frequency": "双周"}, "mechanism"), "规则：“双周一碰头”读作机制"),
    (
        case("检测机构拿下CMA资质12家。", None, {"measure": "检测机构", "value": 12, "unit": "家"}, "statistic", "bulletin"),
        "规则：“〔指标〕拿下CMA资质〔数〕〔单位〕”读作数据",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("corrected", "says"), LEARNT)
def test_a_correction_suggests_the_line_that_mends_it(corrected: Case, says: str) -> None:
    offered = learn(corrected, [], lexicons())
    assert offered.line is not None, offered.why_none
    assert in_words(offered.line) == says
    changed = with_lines(lexicons(), [offered.line])
    assert differs(corrected, read_case(corrected, lexicons()))
    assert not differs(corrected, read_case(corrected, changed))


def test_what_was_learnt_holds_for_another_sentence_with_the_phrase() -> None:
    line = learn(STANDS, [], lexicons()).line
    assert line is not None
    other = case("到2030年，政务服务好评率要站稳96%。", None, target("政务服务好评率", 96, "%", hold=True))
    assert differs(other, read_case(other, lexicons()))
    assert not differs(other, read_case(other, with_lines(lexicons(), [line])))


def test_a_line_that_would_undo_an_earlier_correction_is_not_offered() -> None:
    earlier = case(
        "到2027年，检测面积80平方米。", target("检测面积", 80, "平方米", "<="), target("检测面积", 80, "平方米", "=")
    )
    veto = case("检测面积80平方米。", target("检测面积", 80, "平方米", "="), None)
    assert learn(veto, [], lexicons()).line is not None
    assert learn(veto, [earlier], lexicons()).why_none == NO_LINE


@pytest.mark.parametrize(
    ("corrected", "why"),
    [
        (case("到2027年，合格率达到98%。", target("合格率", 99, "%"), target("合格率", 98, "%")), NOT_ALONE),
        (case("到2027年，合格率达到98%。", target("合格率", 98, "%"), target("本县自定的说法", 98, "%")), NO_LINE),
        (case("质量明显提升。", None, {"text": "质量明显提升"}, "qualitative_target"), ONLY_KEPT),
    ],
)
def test_where_nothing_can_be_learnt_the_reason_is_given(corrected: Case, why: str) -> None:
    offered = learn(corrected, [], lexicons())
    assert (offered.line, offered.why_none) == (None, why)


def test_only_what_a_person_changed_is_asked_of_the_reader_beside_the_core() -> None:
    assert expected(STANDS) == {"indicator": "公共服务满意度", "comparator": ">=", "value": 90, "unit": "分", "hold": True}
    assert expected(case("甲", target("甲", 1, "个"), None)) == {}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("联系人：张三丰，电话13812345678。", "联系人：×××，电话×××××××××××。"),
        ("身份证号11010119900307123X已核对。", "身份证号××××××××××××××××××已核对。"),
        ("请发至a.b@example.cn，或拨打0898-65231234。", f"请发至{'×' * 14}，或拨打{'×' * 13}。"),
        ("到2027年，合格率达到98%，检验13812批次。", "到2027年，合格率达到98%，检验13812批次。"),
        ("牵头单位：县市场监管局。", "牵头单位：县市场监管局。"),
    ],
)
def test_personal_data_does_not_come_into_a_case(text: str, shown: str) -> None:
    assert masked(text) == shown
