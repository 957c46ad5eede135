"""A form that goes out as a workbook and comes in again says the same, whatever stands in it."""

import io
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from zhiheng.core.checking import answer_in
from zhiheng.core.values.forms import Answer, Form, Item
from zhiheng.core.values.registers import Source
from zhiheng.core.values.spans import Span
from zhiheng.core.writing import UnitSheet, filled_sheet, form_workbook

ITEMS = {
    "count": Item(key="count", name="次数", kind="number", unit="次"),
    "rate": Item(key="rate", name="合格率", kind="number", unit="%", decimals=3),
    "money": Item(key="money", name="经费", kind="money", unit="万元", decimals=2),
    "text": Item(key="text", name="问题", kind="text", longest=200),
    "choice": Item(key="choice", name="评价", kind="choice", choices=("好", "一般", "1,2")),
    "day": Item(key="day", name="日期", kind="date"),
}
FORM = Form(
    id="f", name="表", permit="表", basis="目录", who="areas", every="month", due=Span(5, "wd"), items=ITEMS,
    source=Source(document="质衡"),
)  # fmt: skip
SIGNS = st.characters(blacklist_categories=("Cs", "Cc", "Cf", "Cn", "Co"))  # what nobody sees is taken out of what comes in
WORDS = st.text(SIGNS, max_size=60).map(lambda text: " ".join(text.split()))
ANSWERS = st.fixed_dictionaries(
    {
        "count": st.integers(0, 10**13).map(str),
        "rate": st.decimals(-100, 100, places=3).map(lambda value: f"{value.normalize():f}"),
        "money": st.integers(0, 10**13 // 10_000).map(lambda cents: str(cents * 10_000)),
        "text": WORDS,
        "choice": st.sampled_from(("", *ITEMS["choice"].choices)),
        "day": st.dates(min_value=date(1949, 10, 1), max_value=date(9999, 12, 31)).map(str),
    }
)


def out_and_in(answers: dict[str, Answer]) -> dict[str, Answer]:
    """The answers after the workbook was written and its cells were read."""
    content = form_workbook(FORM, [UnitSheet(round="abc", number=7, unit="示例县", period="7月", due="8日", answers=answers)])
    rows = [[cell.value for cell in row] for row in load_workbook(io.BytesIO(content)).worksheets[0].iter_rows()]
    found = filled_sheet("示例县", rows, FORM)
    assert found is not None
    assert (found.round, found.number, found.unit) == ("abc", 7, "示例县")
    return {row.item: answer_in(ITEMS[row.item], row.cell, row.note) for row in found.rows}


@settings(max_examples=40)
@given(ANSWERS, WORDS)
def test_what_went_out_comes_in_unchanged(values, note):
    answers = {item: Answer(value=value, note=note) for item, value in values.items()}
    assert out_and_in(answers) == answers


def test_words_that_nobody_could_read_go_out_again_as_they_were_typed():
    back = out_and_in({"count": Answer(typed="十来次", says="不是数")})
    assert (back["count"].typed, back["count"].value) == ("十来次", "")


def test_two_units_of_one_name_have_a_sheet_each():
    units = [UnitSheet(round="abc", number=n, unit="示例县", period="7月", due="8日") for n in (1, 2)]
    assert load_workbook(io.BytesIO(form_workbook(FORM, units))).sheetnames == ["示例县", "示例县2"]


def test_a_number_finer_than_asked_or_with_a_word_behind_it_is_not_taken():
    said = [answer_in(ITEMS[item], cell).says for item, cell in (("money", "1.234"), ("count", "40多"), ("count", "1.5"))]
    assert ["最多2位" in said[0], "准确的数" in said[1], "不是整数" in said[2]] == [True, True, True]
