"""Text from a template and figures: nothing but figures, and never a zero for what is unknown."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.figures import Figure
from zhiheng.core.writing import figure_ids, figure_text, render, template_head

HEAD = '+++\nid = "work-bulletin"\ntitle = "工作通报"\n+++\n'
FIGURES = {
    "inspections": Figure(id="inspections", name="检查次数", value=847, unit="次"),
    "fines": Figure(id="fines", name="罚款", value=332_670_000, unit="分"),
    "cases-filed": Figure(id="cases-filed", name="立案", value=None, unit="宗", reason="尚未导入台账"),
}


def text(body, **words):
    return render(HEAD + body, FIGURES, words=words, file="通报.md")


def test_figures_are_printed_with_their_unit():
    body = '# 通报\n\n共检查{{ figure("inspections") }}，**罚款{{figure("fines")}}**。\n'
    assert text(body) == "通报\n\n共检查847次，罚款332.67万元。\n"


def test_an_unknown_value_is_never_zero():
    assert text('立案{{ figure("cases-filed") }}。') == "立案暂无数据。\n"


def test_a_known_zero_is_a_zero():
    assert figure_text(Figure(id="a", name="甲", value=0, unit="宗")) == "0宗"


@pytest.mark.parametrize(
    ("fen", "printed"),
    [
        (0, "0.00万元"),
        (5_000, "0.01万元"),
        (4_999, "0.00万元"),
        (-4_999, "0.00万元"),
        (-5_000, "-0.01万元"),
        (1_234_565_000, "1234.57万元"),
    ],
)
def test_money_is_printed_in_wan_yuan_half_up(fen, printed):
    assert figure_text(Figure(id="a", name="甲", value=fen, unit="分")) == printed


@pytest.mark.parametrize(("value", "printed"), [("87.85", "87.9%"), ("87.849", "87.8%"), ("100", "100.0%")])
def test_a_rate_is_rounded_half_up_to_its_decimals(value, printed):
    assert figure_text(Figure(id="a", name="甲", value=Decimal(value), unit="%", decimals=1)) == printed


def test_words_of_the_caller_are_printed():
    assert text("{{ period }}，共检查{{ figure(\"inspections\") }}。", period="上半年") == "上半年，共检查847次。\n"


def test_an_unknown_figure_names_file_line_id_and_the_ids_there_are():
    with pytest.raises(Fault, match=r"W122 通报.md 第6行：没有编号为“fined”.*cases-filed、fines、inspections"):
        text('一行\n{{ figure("fined") }}')


def test_an_unknown_word_names_the_words_there_are():
    with pytest.raises(Fault, match=r"W123 通报.md 第5行：不认识“area”。可用的词：period"):
        text("{{ area }}", period="上半年")


@pytest.mark.parametrize(
    "hole",
    [
        "{{ 1 + 1 }}", '{{ figure("inspections") + 1 }}', "{{ figure('inspections') }}", '{{ figure("In") }}',
        '{{ figure("inspections").value }}', "{{ __import__('os') }}", "{{ }}", "{{ figure(", "}}", "{{ a.b }}",
    ],
)
def test_anything_but_a_figure_or_a_word_is_refused(hole):
    with pytest.raises(Fault, match=r"W12[13] 通报.md 第5行"):
        text(hole)


@pytest.mark.parametrize(
    "template",
    ["没有说明", '+++\nid = "a"\n+++\n正文', '+++\nid = "a"\ntitle = "b"\ncolour = "red"\n+++\n', "+++\nid = \n+++\n"],
)
def test_a_head_that_is_not_as_it_must_be_is_refused(template):
    with pytest.raises(Fault, match=r"W120 通报.md"):
        render(template, FIGURES, file="通报.md")


def test_the_head_and_the_figures_asked_for_can_be_known_before():
    template = HEAD + '{{ figure("fines") }}{{ figure("inspections") }}{{ figure("fines") }}{{ period }}'
    assert template_head(template).title == "工作通报"
    assert figure_ids(template) == ("fines", "inspections")


def test_windows_line_ends_and_a_byte_order_mark_are_no_matter():
    template = "\ufeff" + (HEAD + '共{{ figure("inspections") }}。').replace("\n", "\r\n")
    assert render(template, FIGURES) == "共847次。\n"


@given(st.text(alphabet=st.characters(exclude_characters="{}#*\r", exclude_categories=["Cs"])))
def test_text_without_figures_is_left_as_it_is(body):
    assert render(HEAD + body, {}) == body.strip() + "\n"


@given(st.integers(-10**14, 10**14))
def test_printed_money_is_within_half_of_its_last_digit(fen):
    printed = Decimal(figure_text(Figure(id="a", name="甲", value=fen, unit="分")).removesuffix("万元"))
    assert abs(printed * 1_000_000 - fen) <= 5_000
