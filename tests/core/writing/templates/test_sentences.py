"""What the functions of a template print: figures in their units, comparisons, lists, in the words that people use."""

import pytest

from core.writing.templates.building import met, paper, parts, text

BEFORE = " last-year"


@pytest.mark.parametrize(
    ("hole", "value", "printed"),
    [
        ('figure("checks")', "847", "847次"),
        ('number("checks")', "847", "847"),
        ('figure("fines")', "332.67", "332.67万元"),
        ('figure("fines", unit="元")', "332.67", "3326700.00元"),
        ('figure("fines", unit="元", decimals=0)', "332.67", "3326700元"),
        ('figure("fines", unit="亿元")', "27721", "2.77亿元"),
        ('figure("fines", unit="亿元", decimals=4)', "27721", "2.7721亿元"),
        ('figure("staff", unit="万人次")', "45111", "4.51万人次"),
        ('figure("staff", unit="万人次", decimals=0, more="多")', "45111", "4万多人次"),
        ('figure("fines", decimals=0, more="余")', "2746.31", "2746万余元"),
        ('figure("fines", decimals=0, more="余")', "2746", "2746万元"),
        ('figure("cases", step=10, more="余")', "594", "590余起"),
        ('figure("cases", step=100, more="多")', "107", "100多起"),
        ('figure("fines", step=1000, more="多")', "5012.6", "5000多万元"),
        ('figure("cases", step=100, more="多")', "100", "100起"),
        ('figure("cases", more="多")', "590", "590起"),
        ('figure("rate")', "87.8923766816", "87.9%"),
        ('figure("rate", decimals=2)', "87.8950", "87.90%"),
        ('figure("rate", decimals=0, more="多")', "87.99", "87多%"),
        ('figure("checks")', "0", "0次"),
        ('figure("checks")', None, "暂无数据"),
    ],
)
def test_a_figure_is_printed_in_the_unit_and_the_decimals_asked_for(hole, value, printed):
    name = hole.split('"')[1]
    assert text(f"{{{{ {hole} }}}}", {name: value}) == printed


@pytest.mark.parametrize(
    ("name", "now", "before", "printed"),
    [
        ("rate", "87.8924", "87.4", "比上年同期提高0.5个百分点"),
        ("rate", "87.4", "87.8924", "比上年同期下降0.5个百分点"),
        ("rate", "87.4", "87.4", "与上年同期持平"),
        ("rate", "87.41", "87.4", "与上年同期基本持平"),
        ("checks", "1123", "1000", "比上年同期增长12.3%"),
        ("checks", "944", "1000", "比上年同期下降5.6%"),
        ("checks", "3", "0", "比上年同期增加3次"),
        ("checks", "0", "0", "与上年同期持平"),
        ("checks", "0", "4", "比上年同期下降100.0%"),
        ("checks", "5", None, "上年同期暂无可比数据"),
    ],
)
def test_a_change_is_said_by_the_kind_of_the_figure(name, now, before, printed):
    assert text(f'{{{{ change("{name}") }}}}', {name: now, name + BEFORE: before}) == printed


@pytest.mark.parametrize(
    ("options", "printed"),
    [
        (', by="amount"', "比上年同期增加3起"), (', lead="同比"', "同比增长60.0%"), (', lead="", decimals=0', "增长60%"),
    ],
)  # fmt: skip
def test_a_change_may_be_said_in_another_way(options, printed):
    assert text(f'{{{{ change("cases"{options}) }}}}', {"cases": "8", "cases last-year": "5"}) == printed


def test_a_change_is_held_against_what_the_template_says():
    values = {"rate": "90", "rate previous": "88", "rate in-2020": "80"}
    assert text('{{ change("rate", against="previous") }}', values) == "比上期提高2.0个百分点"
    assert text('{{ change("rate", against="2020") }}', values) == "比2020年同期提高10.0个百分点"
    assert text('{{ change("rate", against="2020") }}', values, period="2025") == "比2020年提高10.0个百分点"
    assert text('{{ change("rate") }}', {"rate": "90", "rate last-year": "88"}, period="2025") == "比上年提高2.0个百分点"


def test_a_figure_says_which_period_was_counted_for_it():
    assert text('{{ over("checks") }}{{ figure("checks") }}', {"checks": "3"}) == "二季度3次"


def test_an_indicator_of_change_says_its_own_change():
    assert text('{{ change("rate-change") }}', {"rate-change": "-0.46"}) == "比上年同期下降0.5个百分点"


def test_a_figure_of_another_period_is_that_of_the_other_period():
    values = {"checks": "3", "checks last-year": "2", "checks cumulative": "9", "checks 2023": "7"}
    body = "、".join(f'{{{{ figure("checks", period="{at}") }}}}' for at in ("last-year", "cumulative", "2023"))
    found = paper(body, values)
    assert [one.text for one in found.printed] == ["2次", "9次", "7次"]
    assert [one.period for one in found.printed] == ["last-year", "cumulative", "2023"]


@pytest.mark.parametrize(
    ("hole", "done", "missing", "printed"),
    [
        ('except_areas("met")', "1234", "5", "除东方市外，其他市县都"),
        ('except_areas("met")', "12345", "", "各市县都"),
        ('except_areas("met")', "1", "2345", "只有海口市"),
        ('except_areas("met")', "", "12345", "没有市县"),
        ('except_areas("met", word="县区", short=true)', "1234", "5", "除东方外，其他县区都"),
        ('some_areas("met")', "5", "1234", "仍有部分市县（海口、文昌、白沙、陵水）"),
        ('some_areas("met")', "1234", "5", "仍有东方市"),
        ('some_areas("met")', "12345", "", "没有市县"),
        ('names("met", of="done")', "12", "345", "海口市、文昌市"),
        ('names("met", of="done", first=2)', "1234", "5", "海口市、文昌市等4个市县"),
        ('names("met", of="missing")', "12345", "", "无"),
        ('names("met", of="missing", none="没有")', "12345", "", "没有"),
        ('count("met", of="missing")', "123", "45", "2"),
    ],
)
def test_who_did_and_who_did_not_are_named_as_people_write(hole, done, missing, printed):
    assert text(f"{{{{ {hole} }}}}", {"met": met(done, missing)}) == printed


def test_lengths_agree_with_the_lists():
    body = '{{ count("met") }}个开了会，其余{{ count("met", of="missing") }}个（{{ names("met", of="missing") }}）没有。'
    assert text(body, {"met": met("123", "45")}) == "3个开了会，其余2个（陵水黎族自治县、东方市）没有。"


def test_nobody_is_named_where_it_is_not_known_who_they_are():
    found = text('{{ except_areas("met") }}，{{ names("met") }}，{{ count("met") }}', {"met": None})
    assert found == "暂无数据，暂无数据，暂无数据"


def test_areas_are_ranked_by_what_is_known_and_those_level_stand_together():
    ranking = {"checks areas": parts("checks", {"1": "5", "2": "9", "3": "5", "4": None, "5": "1"})}
    assert text('{{ highest("checks", 2) }}', ranking) == "文昌市（9次）、海口市（5次）、白沙黎族自治县（5次）"
    assert text('{{ lowest("checks", 1, values=false) }}', ranking) == "东方市"
    assert text('{{ highest("checks", 2) }}', {"checks areas": parts("checks", {"1": None})}) == "暂无数据"


def test_a_loop_runs_over_a_ranking_and_prints_other_figures_of_its_areas():
    body = (
        '{% for one in highest("checks", 2) %}{{ one }}合格率{{ figure("rate", area=one) }}'
        "{% if not loop.last %}，{% endif %}{% endfor %}。"
    )
    values = {
        "checks areas": parts("checks", {"1": "5", "2": "9", "3": "1"}),
        "rate areas": parts("rate", {"1": "90", "2": None, "3": "80"}),
    }
    found = paper(body, values)
    assert [(one.text, one.area, one.indicator) for one in found.printed] == [
        ("文昌市", "2", "checks"), ("暂无数据", "2", "rate"), ("海口市", "1", "checks"), ("90.0%", "1", "rate"),
    ]  # fmt: skip
    assert "文昌市合格率暂无数据，海口市合格率90.0%。" in "".join(one.text for one in found.blocks[0].inlines)


def test_parts_stand_largest_first_and_an_empty_list_has_its_own_words():
    body = '{% for kind in parts("kinds", first=2) %}{{ kind }}{{ figure("kinds", part=kind) }}；{% else %}没有{% endfor %}'
    values = {"kinds parts": parts("kinds", {"食品": "2", "特种设备": "9", "计量": "5"})}
    assert text(body, values) == "特种设备9起；计量5起；"
    assert text(body, {"kinds parts": ()}) == "没有"
    assert text('{{ figure("kinds", part="食品") }}', values) == "2起"


@pytest.mark.parametrize(
    ("test", "holds"),
    [
        ('known("checks")', True), ('known("cases")', False), ('not known("cases")', True),
        ('value("checks") > 8.99', True), ('value("checks") == 9', True), ('value("checks") <= -1', False),
        ('value("cases") > 0', False), ('not (value("cases") > 0)', False), ('value("cases") > 0 or known("checks")', True),
        ('rises("rate")', True), ('falls("rate")', False), ('steady("rate")', False), ('falls("cases")', False),
        ('count("met", of="missing") > 1', False), ('count("met", of="missing") == 1 and count("met", of="done") >= 4', True),
        ('value("checks") > value("rate")', False),
    ],
)  # fmt: skip
def test_a_paragraph_stands_where_its_condition_holds_and_not_where_it_is_not_known(test, holds):
    values = {"checks": "9", "cases": None, "rate": "90", "rate last-year": "89.99", "met": met()}
    body = f"甲\n\n{{% if {test} %}}\n乙\n{{% else %}}\n丙\n{{% endif %}}\n\n丁"
    assert text(body, values) == f"甲\n{'乙' if holds else '丙'}\n丁"


