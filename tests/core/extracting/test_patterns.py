"""The language of patterns: what fits, what is refused, and that nothing written in it can run away."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.extracting.building import as_cleaned
from zhiheng.core.extracting.folding import Folded
from zhiheng.core.extracting.layout import Layout
from zhiheng.core.extracting.own_rules import OwnRules
from zhiheng.core.extracting.patterns import SLOTS, compiled
from zhiheng.core.extracting.words import Words, words_of
from zhiheng.core.values.faults import Fault
from zhiheng.definitions import lexicons

WORDS: Words = words_of(lexicons())


def slots(pattern: str, text: str) -> dict[str, str] | None:
    folded = Layout(Folded(as_cleaned(text))).text
    match = compiled(pattern, WORDS).regex.search(folded)
    return {name: said for name, said in match.groupdict().items() if said} if match else None


FITTING = [
    ("{indicator}稳在{number}{unit}", "合格率稳在98%", {"indicator": "合格率", "number": "98", "unit": "%"}),
    ("{indicator}[要|应]守在{number}分", "主要产品合格率要守在98分", {"indicator": "主要产品合格率", "number": "98"}),
    ("{indicator}稳在{number}{unit}", "达标率稳在百分之九十", {"indicator": "达标率", "percent": "百分之", "number": "九十"}),
    ("{indicator}达{number}{unit}", "企业达标率达 98 %", {"indicator": "企业达标率", "number": "98", "unit": "%"}),
    ("{indicator}增至{number}{unit}", "配套路灯增至3万盏灯位", {"indicator": "配套路灯", "number": "3", "unit": "万盏灯位"}),
    ("新建{number}{unit}以上", "新建12—15个以上", {"number": "12—15", "unit": "个"}),
    ("(由|请){bodies}[会同{helpers}]研究", "由县发改局会同县财政局研究", {"bodies": "县发改局", "helpers": "县财政局"}),
    ("到{year}{indicator}满{number}家", "到2027年底网点满20家", {"year": "2027年底", "indicator": "网点", "number": "20"}),
    ("扩到{number}{unit}(以上)", "扩到１２家以上", {"number": "12", "unit": "家"}),
    ("（不含{words}）{number}{unit}", "(不含分店)12家", {"number": "12", "unit": "家"}),
]


@pytest.mark.parametrize(("pattern", "text", "found"), FITTING)
def test_a_slot_takes_up_what_stands_there(pattern: str, text: str, found: dict[str, str]) -> None:
    assert slots(pattern, text) == found


@pytest.mark.parametrize(
    ("pattern", "text"),
    [
        ("{indicator}稳在{number}{unit}", "合格率，稳在98%"),  # a name does not reach over a stop
        ("{indicator}稳在{number}{unit}", "稳在98%"),
        ("稳在{number}{unit}以上", "稳在98%以下"),
        ("第{words}稳在{number}{unit}", "稳在98%"),
    ],
)
def test_what_only_looks_like_it_does_not_fit(pattern: str, text: str) -> None:
    assert slots(pattern, text) is None


REFUSED = [
    ("{indikator}稳在{number}", "没有空位 {indikator}"),
    ("{words}{indicator}稳在", "分不清从哪里断开"),
    ("{indicator}[要|应稳在{number}", "括号没有关上"),
    ("{indicator}要)稳在{number}", "没有配对"),
    ("{indicator}(要||应)稳在{number}", "有一项是空的"),
    ("{number}和{number}", "出现两次"),
    ("{indicator}{number}{unit}", "没有一处固定的文字"),
    ("[要]{number}{unit}", "没有一处固定的文字"),
    ("甲[乙[丙[丁[戊]]]]", "套得太深"),
    ("甲[乙][乙][乙][乙][乙][乙][乙]", "太长或太复杂"),
    ("", "没有一处固定的文字"),
]


@pytest.mark.parametrize(("pattern", "says"), REFUSED)
def test_a_pattern_that_cannot_work_is_refused_with_its_remedy(pattern: str, says: str) -> None:
    with pytest.raises(Fault) as refusal:
        compiled(pattern, WORDS)
    assert refusal.value.id == "X101"
    assert says in refusal.value.says


pieces = st.sampled_from(["{" + name + "}" for name in SLOTS] + ["[", "]", "(", ")", "|", "稳在", "以上", "，", "要", "的"])


@settings(max_examples=200, deadline=None)
@given(st.lists(pieces, max_size=14).map("".join), st.text("甲要稳在的98%，以上由县局一", max_size=300))
def test_any_pattern_is_refused_or_looked_for(pattern: str, text: str) -> None:
    try:
        made = compiled(pattern, WORDS)
    except Fault:
        return
    assert all(any(anchor in match[0] for anchor in made.anchors) for match in made.regex.finditer(text))


def test_our_rules_do_not_overlap_in_a_text_of_all_their_examples() -> None:
    text = "\n".join(example.text for rule in lexicons().own_rules for example in rule.examples)
    found = WORDS.once(OwnRules).matches(Layout(Folded(as_cleaned(text))))
    assert len(found) == sum(len(rule.examples) for rule in lexicons().own_rules)
    assert all(one.end <= other.start for one, other in pairwise(found))
