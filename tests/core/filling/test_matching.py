"""Each place of a form is read from every word of its heads; whatever is not accounted for is a question."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.filling.asking import KNOWN, amount, meaning, slot
from zhiheng.core.filling import entered
from zhiheng.core.values.filling import Known, Remembered

SUBJECTS = ["食品", "药品", "农资", "电梯", "儿童用品", "重点工业产品", "网络交易", "民生领域", "养老服务", "外省", "乡镇"]
CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "filling.toml").read_text("utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_what_a_place_asks_for(case: dict) -> None:
    one = slot(
        tuple(case["rows"]), tuple(case["columns"]), title=tuple(case.get("title", ())), siblings=tuple(case.get("siblings", ())),
        left=tuple(map(tuple, case.get("left", ()))),
    )  # fmt: skip
    found = meaning(one, case.get("period", "2025H1"))
    entry = entered(found, amount)
    first = found.options[0].indicator if found.options else ""
    assert [first, found.area[0], found.days.text, found.unit, entry.state] == case["is"], (found.doubts, found.reason)
    change = [found.change.how, found.change.days.text] if found.change else []
    assert change == case.get("change", [])


def test_a_doubt_is_said_in_words() -> None:
    found = meaning(slot(("青屿市",), ("立案数（起）",), title=("农资打假专项整治统计表",)))
    assert any("农资打假" in doubt for doubt in found.doubts)
    assert any("“起”" in doubt and "“宗”" in doubt for doubt in found.doubts)


def test_the_same_form_of_another_month_is_filled_as_last_time() -> None:
    one = slot(("查办违法行为（起）",), title=("2025年6月农资打假月报",))
    before = Remembered(form="2025年5月农资打假月报", label="查办违法行为", indicator="cases-found")
    assert entered(meaning(one, "2025-06"), amount).state != "filled"
    kept = meaning(one, "2025-06", (before,), "2025年6月农资打假月报")
    assert (kept.options[0].indicator, kept.doubts) == ("cases-found", ())
    assert "上次" in kept.evidence[0]


def test_a_day_that_no_calendar_has_is_a_doubt() -> None:
    found = meaning(slot(columns=("截至2月30日",)))
    assert "2月30日" in found.doubts[0]
    assert entered(found, amount).state == "ask"


def test_what_was_remembered_of_another_form_is_not_taken() -> None:
    before = Remembered(form="食品安全月报", label="立案数", indicator="cases-found")
    assert meaning(slot(), remembered=(before,), title="农资打假月报").options[0].indicator == "cases-filed"


@given(st.sampled_from(KNOWN), st.sampled_from(SUBJECTS), st.sampled_from(["group", "title", "row", "within"]))
def test_a_word_that_narrows_never_passes_in_silence(known: Known, subject: str, where: str) -> None:
    name = f"{known.name}（{known.unit}）"
    one = {
        "group": slot((subject, name)), "title": slot((name,), title=(f"2025年上半年{subject}情况统计表",)),
        "row": slot((subject,), (name,)), "within": slot((f"{subject}{name}",)),
    }[where]  # fmt: skip
    assert entered(meaning(one), amount).state != "filled"


def test_two_figures_of_one_name_are_asked_about() -> None:
    from msgspec.structs import replace

    from core.filling.asking import setting
    from zhiheng.core.filling import meanings

    both = setting()
    both = replace(both, known=(*both.known, replace(KNOWN[3], id="other-cases-filed")))
    found = meanings([slot()], both, "")[0]
    assert {one.indicator for one in found.options} >= {"cases-filed", "other-cases-filed"}
    assert found.doubts
