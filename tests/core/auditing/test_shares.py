"""Shares of a figure, and numbers whose figure was named before them."""

from core.auditing.drafts import audited, verdicts


def test_a_share_is_the_quotient_of_two_values_of_the_records() -> None:
    text = "全省查处案件2102宗，立案数1124宗，占查处案件数的{}。"
    assert verdicts(text.format("53.5%"))["53.5%"] == "agrees"
    assert verdicts(text.format("五成以上"))["五成以上"] == "agrees"
    assert verdicts(text.format("46.5%"))["46.5%"] == "differs"


def test_the_share_of_an_area_is_that_of_the_whole_area() -> None:
    text = "青屿市查处案件239宗，占全省的{}；澄湾市192宗，占{}。"
    assert set(verdicts(text.format("11.4%", "9.1%")).values()) == {"agrees"}
    found = verdicts(text.format("12.4%", "9.6%"))
    assert (found["12.4%"], found["9.6%"]) == ("differs", "differs")


def test_a_number_behind_an_area_alone_is_of_the_figure_before_it() -> None:
    found = verdicts("全省查处案件2102宗，其中青屿市239宗、澄湾市129宗，其他市县1671宗。")
    assert found == {"2102宗": "agrees", "239宗": "agrees", "129宗": "differs", "1671宗": "unknown"}


def test_an_undecidable_name_is_told_with_what_it_may_mean() -> None:
    one = audited("全省查处2101宗。").figures[0]
    assert one.verdict == "unknown"
    assert one.says == "可能是“查处案件数”（2102宗），拿不准"


def test_a_number_of_the_year_before_is_that_of_the_year_before() -> None:
    assert verdicts("全省查处案件2102宗，上年同期查处案件1985宗。") == {"2102宗": "agrees", "1985宗": "agrees"}


def test_days_that_end_before_they_begin_are_a_finding_and_no_fault() -> None:
    found = audited("2025年9月1日至7月25日，全省查处案件2102宗。")
    assert [one.kind for one in found.findings] == ["period"]
    assert all(one.start <= one.end for figure in found.figures for one in figure.claim.days)
