"""A target is proposed the indicators that it may mean, with reasons."""

from zhiheng.core.matching.figures import Offered, comparable, figures_like
from zhiheng.core.values.vocabulary import Vocabulary
from zhiheng.definitions import lexicons

WORDS = Vocabulary(lexicons().indicators)
OFFERED = [
    Offered("pass-rate", "产品质量监督抽查合格率", "%", ("抽查合格率",)),
    Offered("food-rate", "食品抽检合格率", "%"),
    Offered("lots", "监督抽查批次", "批次"),
    Offered("fines", "罚款", "万元"),
    Offered("firms", "获奖企业", "家"),
]


def proposed(name: str, unit: str) -> list[str]:
    return [like.id for like in figures_like(name, unit, OFFERED, WORDS)]


def test_the_same_name_comes_first_and_says_so() -> None:
    first = figures_like("抽查合格率", "%", OFFERED, WORDS)[0]
    assert (first.id, first.score, first.reasons[0]) == ("pass-rate", 100, "名称相同：抽查合格率")


def test_another_name_of_the_vocabulary_is_the_same_indicator() -> None:
    assert proposed("食品安全抽检合格率", "%")[0] == "food-rate"


def test_a_share_is_never_held_against_a_count() -> None:
    assert "lots" not in proposed("监督抽查批次", "%")
    assert proposed("罚款", "亿元") == ["fines"]
    assert not comparable("", "%")
    assert comparable("个", "家")


def test_nothing_alike_is_no_proposal() -> None:
    assert proposed("森林覆盖率", "%") == []
