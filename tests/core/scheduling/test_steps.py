"""A step is taken by a person, with what it needs; a severe one with a name and a document."""

from datetime import date

import pytest

from core.scheduling.making import case_register, went_through
from zhiheng.core.scheduling.steps import lacking, possible_steps, step_to, taken_step
from zhiheng.core.values.lifecycles import AskedStep, TakenStep

REGISTER = case_register()
TODAY = date(2025, 6, 30)
LEADS = ["示例县市场监管局", "示例县农业农村局"]
FOUND = {"area": "990100", "no": "甲-1", "found_on": "2025-03-03", "filed_on": "2025-03-10", "party": "某公司", "lead": LEADS}
LOG = went_through(("线索", date(2025, 3, 1)), ("查处", date(2025, 3, 3)))


def step(state: str, to: str, values: dict | None = None, log=LOG, **asked) -> TakenStep:
    said = {"on": date(2025, 3, 10)} | asked
    return taken_step(REGISTER, state, FOUND if values is None else values, log, AskedStep(to=to, **said), TODAY)


def test_the_ways_out_of_a_state_are_those_of_the_file() -> None:
    assert [one.end for one in possible_steps(REGISTER, "查处")] == ["立案", "不予立案"]
    assert possible_steps(REGISTER, "结案") == ()


def test_a_step_moves_the_row_and_tells_those_it_names() -> None:
    taken = step("查处", "立案")
    assert (taken.state, taken.problems, taken.locked) == ("立案", (), False)
    assert taken.reached == {"线索": date(2025, 3, 1), "查处": date(2025, 3, 3), "立案": date(2025, 3, 10)}
    assert taken.notify == (("lead", LEADS[0]), ("lead", LEADS[1]))


def test_what_a_step_needs_and_what_its_state_requires_is_asked_for_by_name() -> None:
    assert lacking(REGISTER, step_to(REGISTER, "查处", "立案"), {}, 0) == ("“立案日期”", "“当事人”")
    assert step("查处", "立案", {}).problems == ("还缺“立案日期”，请先补上。", "还缺“当事人”，请先补上。")


def test_a_way_that_is_none_names_those_there_are() -> None:
    assert step("查处", "结案").problems == ("从“查处”不能走到“结案”。可选的下一步：立案、不予立案。",)


def test_evidence_is_a_file() -> None:
    assert "证据材料" in step("立案", "结案").problems[0]
    assert step("立案", "结案", evidence=1).problems == ()


def test_a_reason_is_words() -> None:
    assert "理由" in step("查处", "不予立案", reason="  ").problems[0]
    assert step("查处", "不予立案", reason="情节轻微").state == "不予立案"


@pytest.mark.parametrize("named", [{}, {"approver": "王局长"}, {"document": "示罚2025-1"}, {"approver": " ", "document": " "}])
def test_a_severe_step_never_happens_without_who_approved_it_and_on_which_document(named: dict) -> None:
    assert "批准人" in step("立案", "吊销", **named).problems[0]
    assert step("立案", "吊销", approver="王局长", document="示市监罚〔2025〕1号").state == "吊销"


def test_a_step_is_neither_in_the_future_nor_before_the_last() -> None:
    assert "今天之后" in step("查处", "立案", on=date(2025, 7, 1)).problems[0]
    assert "早于进入“查处”" in step("查处", "立案", on=date(2025, 3, 2)).problems[0]


def test_a_state_entered_again_keeps_its_first_day_and_the_log_has_both() -> None:
    log = (*LOG, *went_through(("立案", date(2025, 3, 10)), ("听证", date(2025, 4, 1))))
    taken = step("听证", "立案", log=log, on=date(2025, 4, 20))
    assert taken.reached["立案"] == date(2025, 3, 10)
    assert [passage.on for passage in taken.passages if passage.state == "立案"] == [date(2025, 3, 10), date(2025, 4, 20)]


def test_closing_locks_the_row_and_opens_the_next_register_with_what_is_known() -> None:
    taken = step("立案", "结案", evidence=2)
    assert taken.locked
    assert taken.opens == ("later", {"area": "990100", "no": "甲-1", "who": "某公司"})
