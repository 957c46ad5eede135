"""A file of rules: what it makes of a text, what is wrong with it, and its examples as tests."""

from pathlib import Path

import pytest

from zhiheng.core.extracting.proving import read_example
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.own_rules import Example
from zhiheng.definitions import lexicons
from zhiheng.definitions.proving import proved, rules_proved

GOOD = """
[[rule]]
id = "stand-at"
says = "站稳：不低于，并要保持"
kind = "target"
pattern = "{indicator}[要]站稳{number}{unit}"
gives = { comparator = ">=", hold = true }

[[rule.example]]
text = "到2027年，公共服务满意度要站稳88分。"
expect = [{ indicator = "公共服务满意度", comparator = ">=", value = 88, unit = "分", qualifier = "无" }]

[[rule.counterexample]]
text = "全县质量工作站稳步运行88天。"
"""


def office(folder: Path, text: str, name: str = "ours.toml") -> Path:
    (folder / "rules").mkdir(exist_ok=True)
    (folder / "rules" / name).write_text(text, "utf-8")
    return folder


def targets(text: str, folder: Path | None = None) -> list[tuple[str, str, object]]:
    items = read_example(Example(text=text, type="plan"), lexicons(folder))
    return [(target.indicator, target.comparator, target.by_rule) for target in items.targets]


def test_our_own_rules_read_as_their_examples_say() -> None:
    proof = rules_proved()
    assert proof.errors == ()
    assert proof.definitions["rules"] >= 8
    assert min(proof.definitions["examples"], proof.definitions["counterexamples"]) >= proof.definitions["rules"]


def test_an_offices_rule_changes_what_the_grammar_reads_and_says_so(tmp_path: Path) -> None:
    text = "到2027年，政务服务满意度要站稳90分，投诉办结率达到95%。"
    assert targets(text)[0][0] == "政务服务满意度要站稳"
    changed, other = targets(text, office(tmp_path, GOOD))
    assert changed == ("政务服务满意度", ">=", "stand-at")
    assert other == targets(text)[1]


def test_a_changed_file_counts_at_the_next_reading(tmp_path: Path) -> None:
    text = "到2027年，政务服务满意度要站稳90分。"
    assert targets(text, office(tmp_path, GOOD))[0][1] == ">="
    assert targets(text, office(tmp_path, GOOD.replace('comparator = ">="', 'comparator = "≈"')))[0][1] == "≈"
    (tmp_path / "rules" / "ours.toml").unlink()
    assert targets(text, tmp_path) == targets(text)


def test_a_file_of_the_same_name_replaces_ours(tmp_path: Path) -> None:
    rules = lexicons(office(tmp_path, GOOD, "measured.toml")).own_rules
    assert [rule.id for rule in rules if rule.file == "rules/measured.toml"] == ["stand-at"]
    assert rules[0].id == "stand-at"


def test_a_rule_that_does_not_do_what_its_examples_say_is_told(tmp_path: Path) -> None:
    wrong = GOOD.replace("value = 88", "value = 89").replace("站稳步运行88天", "政务服务站稳88分")
    proof = rules_proved(office(tmp_path, wrong))
    read, applied = proof.failures
    assert (read.file, read.rule, read.example) == ("rules/ours.toml", "stand-at", "example 1")
    assert read.expected[0]["value"] == 89
    assert read.read[0] == {**read.expected[0], "value": 88}
    assert applied.example == "counterexample 1"
    assert "应读作（indicator = 公共服务满意度，comparator = >=，value = 89" in proof.errors[0]
    assert "不应适用这条规则" in proof.errors[1]


def test_rules_make_duties_mechanisms_and_results_and_take_figures_away() -> None:
    text = "校车安全由县教育局、县公安局兜底，一月一排查。考核得分85分以上的为良好，得分率目标值为90%。"
    items = read_example(Example(text=text, type="plan"), lexicons())
    assert [(task.lead_units, task.by_rule) for task in items.tasks] == [(["县教育局", "县公安局"], "in-whose-keeping")]
    assert [(mechanism.text, mechanism.every_months) for mechanism in items.mechanisms] == [("一月一排查", 1)]
    assert [(target.indicator, target.value) for target in items.targets] == [("得分率", 90)]


def test_a_statistic_can_be_made_of_a_unit_that_no_list_knows(tmp_path: Path) -> None:
    rule = GOOD.replace('kind = "target"', 'kind = "statistic"').replace('comparator = ">=", hold = true', 'subject = "全县"')
    rule = rule.replace("站稳{number}{unit}", "累计建成{number}{unit}，").replace("[要]", "")
    text = "便民服务驿站累计建成32站位，群众满意。"
    items = read_example(Example(text=text), lexicons(office(tmp_path, rule)))
    [made] = items.statistics
    assert (made.measure, made.value, made.unit, made.subject, made.by_rule) == ("便民服务驿站", 32, "站位", "全县", "stand-at")
    assert text[made.start : made.end] == made.quote


WRONG = [
    ("pattern =", "patern =", "D202", "是不是“pattern”"),
    ('kind = "target"', 'kind = "goal"', "D203", "“kind”的值不合要求"),
    ('says = "站稳：不低于，并要保持"\n', "", "D203", "缺少“says”"),
    ("hold = true", 'lead = "甲"', "D202", "不认识“lead”"),
    ("hold = true", 'hold = "是"', "D213", "“hold”的值不合要求"),
    ("{number}{unit}", "{nummer}", "X101", "没有空位 {nummer}"),
    ("{number}{unit}", "不动", "X102", "没有写明数值"),
    ("[要]", "{bodies}要", "X101", "又是一个空位"),
    ("[要]站稳", "由{bodies}站稳", "X102", "用不上空位 {bodies}"),
    ("{number}{unit}", "{unit}", "X102", "而没有 {number}"),
    ("[[rule.counterexample]]", "[[rule.example]]", "D211", "没有 counterexample"),
    ("[[rule]]", "[[rules]]", "D202", "不认识“rules”"),
    ('id = "stand-at"', 'id = "goal-value"', "D212", "在 rules/ours.toml 中已有"),
]


@pytest.mark.parametrize(("good", "bad", "fault", "says"), WRONG)
def test_what_is_wrong_with_a_rule_is_told_with_its_file_and_place(
    tmp_path: Path, good: str, bad: str, fault: str, says: str
) -> None:
    assert good in GOOD
    folder = office(tmp_path, GOOD.replace(good, bad, 1))
    with pytest.raises(Fault) as refusal:
        lexicons(folder)
    assert refusal.value.id == fault
    assert says in refusal.value.says
    assert "rules/" in refusal.value.says
    assert str(refusal.value) in proved(folder).errors
    assert str(refusal.value) in rules_proved(folder).errors
