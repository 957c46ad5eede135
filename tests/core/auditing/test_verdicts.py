"""Each figure of a draft stands beside the records: right, rounded, wrong, or not to be said."""

import pytest

from core.auditing.drafts import audited, verdicts

HEAD = "示例省质量工作情况通报\n2025年1月1日至7月25日，"


@pytest.mark.parametrize(
    ("sentence", "figure", "verdict"),
    [
        ("全省共组织专项检查847次。", "847次", "agrees"), ("全省共组织专项检查874次。", "874次", "differs"),
        ("罚款332.67万元。", "332.67万元", "agrees"), ("罚款332.66万元。", "332.66万元", "differs"),
        ("罚款333万元。", "333万元", "agrees"),
        ("罚款332万元。", "332万元", "rounds"), ("罚款3326700元。", "3326700元", "agrees"),
        ("罚款0.033267亿元。", "0.033267亿元", "agrees"),
        ("罚款33267万元。", "33267万元", "differs"), ("共查处案件2102件。", "2102件", "agrees"),
        ("青屿市查处案件239宗。", "239宗", "agrees"),
        ("青屿市查处案件192宗。", "192宗", "differs"), ("抽查合格率不说，批次合格率为87.9%。", "87.9%", "agrees"),
        ("批次合格率为87.8%。", "87.8%", "rounds"), ("出动人次4.5万余人次。", "4.5万余人次", "agrees"),
        ("海口市查处案件239宗。", "239宗", "unknown"), ("食品类查处案件120宗。", "120宗", "unknown"),
        ("查处案件2102宗，比上年同期增长5.9%。", "5.9%", "agrees"), ("查处案件2102宗，比上年同期增长9.5%。", "9.5%", "differs"),
        ("查处案件2102宗，比上年同期下降5.9%。", "5.9%", "differs"),
        ("批次合格率为87.9%，比上年同期提高0.5个百分点。", "0.5个百分点", "agrees"),
        ("批次合格率为87.9%，比上年同期提高0.5%。", "0.5%", "differs"),
    ],
)  # fmt: skip
def test_the_verdict_on_a_figure(sentence: str, figure: str, verdict: str) -> None:
    assert verdicts(HEAD + sentence)[figure] == verdict


def test_numbers_of_a_list_are_shared_out_among_its_areas() -> None:
    found = audited(HEAD + "青屿市、澄湾市分别查处案件239宗、192宗。").figures
    assert [(one.area[1], one.verdict) for one in found] == [("青屿市", "agrees"), ("澄湾市", "agrees")]


def test_a_figure_of_another_year_is_compared_with_that_year() -> None:
    assert verdicts(HEAD + "查处案件2102宗，上年同期查处案件1985宗。") == {"2102宗": "agrees", "1985宗": "agrees"}


def test_a_name_beside_the_one_that_is_counted_is_not_held_against_a_figure() -> None:
    found = audited(HEAD + "专项检查小组对18个市县进行了督促，立案1124宗。").figures
    assert [one.verdict for one in found] == ["unknown", "agrees"]


def test_a_figure_that_nobody_counts_is_unknown_and_never_zero() -> None:
    found = audited(HEAD + "发放宣传手册3000册。").figures[0]
    assert (found.verdict, found.computed) == ("unknown", "")


def test_growth_on_the_wrong_base_says_so() -> None:
    found = audited("全省查处案件同比增长5.6%。").figures[0]
    assert found.verdict == "differs"
    assert found.reasons == ("按本期数作基数得出（5.6%），应以1985宗为基数",)
