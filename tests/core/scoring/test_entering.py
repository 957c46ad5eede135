"""What counts of what persons said: the last stage, nobody recused, one score for one item, evidence where it is asked."""

from decimal import Decimal

import pytest

from core.scoring.making import RATE, small_scheme, subjects_of
from zhiheng.core.scoring import scorecards
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.scorecards import Findings, Judged, Observed, Subject

EXPERT = '"1.1.1" = {name = "评审", worth = 10, by = "expert", how = {given = {percent = true, step = 5, spread = 20}}}'
VISIT = '"1.1.1" = {name = "核查", worth = 10, by = "visit", evidence = ["记录"]}'
CHOICE = '"1.1.1" = {name = "规划", worth = 10, by = "department", how = {choice = {"有" = 10, "无" = 0}}}'
SURVEY = '"1.1.1" = {name = "满意", worth = 10, by = "survey", how = {survey = {zero = 60, full = 80, sample = 30}}}'


def item_of(item: str, *said: Judged, **more):
    findings = Findings(judged={("甲", "1.1.1"): said} if said else {}, **more)
    return scorecards(small_scheme(item), subjects_of(["甲"]), findings)[0].items[0]


def says(value: str = "", **more) -> Judged:
    return Judged(subject="甲", item="1.1.1", value=Decimal(value) if value else None, **more)


def test_a_recused_expert_never_counts() -> None:
    assert item_of(EXPERT, says("40", stage="blind"), says("100", stage="blind", recused=True)).score == Decimal("4.00")


def test_blind_scores_far_apart_ask_for_a_consensus_and_the_consensus_replaces_them() -> None:
    blind = says("40", stage="blind"), says("70", stage="blind")
    assert "应当合议" in "；".join(item_of(EXPERT, *blind).trace)
    together = item_of(EXPERT, *blind, says("60", stage="consensus"))
    assert (together.score, "应当合议" in "；".join(together.trace)) == (Decimal("6.00"), False)
    assert item_of(EXPERT, *blind, says("60", stage="consensus"), says("50", stage="site")).score == Decimal("5.00")


def test_what_asks_for_evidence_and_has_none_is_not_counted() -> None:
    assert item_of(VISIT, says("8"), evidence={("甲", "1.1.1"): 0}).state == "missing"
    assert item_of(VISIT, says("8"), evidence={("甲", "1.1.1"): 1}).score == Decimal("8.00")
    assert item_of(VISIT, says("8")).score == Decimal("8.00")  # nobody counted


def test_a_survey_with_too_few_answers_is_no_data() -> None:
    assert item_of(SURVEY, says("80", sample=29)).state == "missing"
    assert item_of(SURVEY, says("80", sample=30)).score == Decimal("10.00")


@pytest.mark.parametrize(
    ("item", "said", "id"),
    [
        (VISIT, [says("11")], "S101"),
        (VISIT, [says("-1")], "S101"),
        (CHOICE, [says(answer="也许")], "S102"),
        (VISIT, [says("8", by="张"), says("9", by="李")], "S104"),
        (EXPERT, [says("42")], "S109"),
    ],
)
def test_what_a_scheme_does_not_allow_is_refused(item: str, said: list[Judged], id: str) -> None:
    with pytest.raises(Fault) as caught:
        item_of(item, *said)
    assert caught.value.id == id


def test_a_value_in_another_unit_is_refused() -> None:
    observed = {("甲", "sampling-pass-rate"): Observed(subject="甲", indicator="sampling-pass-rate", value=Decimal(9), unit="‰")}
    with pytest.raises(Fault, match="单位是“‰”"):
        item_of(RATE.replace("worth = 6", "worth = 10"), observed=observed)


def test_an_unknown_value_says_why_and_leads_on_to_its_observation() -> None:
    seen = Observed(subject="甲", indicator="sampling-pass-rate", value=None, unit="%", id="obs-7", why="没有抽样")
    score = item_of(RATE.replace("worth = 6", "worth = 10"), observed={("甲", "sampling-pass-rate"): seen})
    assert (score.state, score.rests_on, score.score) == ("missing", ("obs-7",), Decimal("0.00"))
    assert "没有抽样" in score.trace[0]


def test_where_nothing_was_due_an_item_does_not_apply_and_is_no_gap() -> None:
    seen = Observed(subject="甲", indicator="sampling-pass-rate", value=None, unit="%", why="没有应做的对象", applies=False)
    item = RATE.replace("worth = 6", 'worth = 10, inapplicable = "base", base = 6')
    score = item_of(item, observed={("甲", "sampling-pass-rate"): seen})
    assert (score.state, score.score) == ("inapplicable", Decimal("6.00"))
    assert score.trace == ("不适用（sampling-pass-rate）：没有应做的对象", "得基础分 6")


def test_a_cap_above_the_earned_grade_says_that_it_changes_nothing() -> None:
    after = '[vetoes.weak]\nname = "合格率低"\nwhen = {of = "1.1.1", under = 50}\nmost = "C"'
    scheme = small_scheme(RATE.replace("worth = 6", "worth = 10"), after=after)
    card = scorecards(scheme, subjects_of(["甲"]), Findings())[0]
    assert card.vetoes[0].applies
    assert any("按得分已是 C，等次不变" in step for step in card.steps)


def test_who_is_assessed_must_be_there_and_in_a_known_group() -> None:
    scheme = small_scheme(VISIT)
    for subjects, findings, id in (
        ([], Findings(), "S107"),
        (subjects_of(["甲", "甲"]), Findings(), "S107"),
        ([Subject(id="甲", name="甲", group="一类")], Findings(), "S103"),
        (subjects_of(["乙"]), Findings(judged={("甲", "1.1.1"): (says("1"),)}), "S105"),
        (subjects_of(["甲"]), Findings(judged={("甲", "7.7.7"): (says("1"),)}), "S105"),
    ):
        with pytest.raises(Fault) as caught:
            scorecards(scheme, subjects, findings)
        assert caught.value.id == id
