"""Whether a rule can be applied, and whether it does what its examples say."""

from collections.abc import Iterator
from typing import Any

from msgspec import Struct

from zhiheng.core.extracting import extract
from zhiheng.core.extracting.folding import Folded
from zhiheng.core.extracting.layout import Layout
from zhiheng.core.extracting.own_rules import OwnRules, pattern_of
from zhiheng.core.extracting.patterns import SLOTS
from zhiheng.core.extracting.words import words_of
from zhiheng.core.values.cleaned import undamaged
from zhiheng.core.values.comparing import as_wanted, told
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.lexicons import Lexicons
from zhiheng.core.values.own_rules import Example, OwnRule
from zhiheng.core.values.reading import Item, Items, Meta

_USABLE = {
    "target": ("indicator", "scope", "number", "unit", "baseline", "year", "words"),
    "statistic": ("indicator", "scope", "subject", "number", "unit", "words"),
    "duty": ("bodies", "helpers", "year", "words"),
    "mechanism": ("bodies", "number", "year", "words"),
    "neither": SLOTS,
}
_MEASURING = ("target", "statistic")
_SAID = {  # what of an item is told where nothing was expected of it
    "Target": ("indicator", "comparator", "value", "unit"),
    "Statistic": ("measure", "value", "unit"),
    "Task": ("text", "lead_units", "responsible_units"),
    "Mechanism": ("text", "frequency"),
}


class Failure(Struct, frozen=True, kw_only=True):
    """One example that is not read as it says. `example` names it: example 1, counterexample 2, case."""

    file: str
    rule: str
    example: str
    text: str
    expected: list[dict[str, Any]]
    read: list[dict[str, Any]]

    def in_words(self) -> str:
        """The failure as one sentence, as faults are told."""
        if self.example.startswith("counter") and not self.expected:
            return f"{self.file} [{self.rule}] {self.example}：“{self.text}”不应适用这条规则，却适用了。请收紧 pattern。"
        if self.example == "case":
            return f"{self.file}：改正过的“{self.text}”又读得与改正时不同。请在“改正与学习”页查看，或检查新加的规则和词表。"
        wanted, got = (_listed(items) for items in (self.expected, self.read))
        said = f"“{self.text}”应读作{wanted}，读出的是{got}"
        return f"{self.file} [{self.rule}] {self.example}：{said}。请改 pattern、gives 或 expect。"


def failures(lexicons: Lexicons) -> Iterator[Failure]:
    """The examples and counterexamples of all rules that are not read as they say."""
    for rule in lexicons.own_rules:
        for k, example in enumerate(rule.examples, 1):
            items = _items_of(rule, read_example(example, lexicons))
            if not as_wanted(example.expect, items):
                yield _failure(rule, f"example {k}", example, items)
        for k, example in enumerate(rule.counterexamples, 1):
            if _matches(rule, example, lexicons):
                yield _failure(rule, f"counterexample {k}", example, [])


def read_example(example: Example, lexicons: Lexicons) -> Items:
    """What is read in the text of an example."""
    return extract(undamaged(example.text, _meta(example)), lexicons)


def refuse_bad_pattern(rule: OwnRule, lexicons: Lexicons) -> None:
    """Raises: Fault X101, X102: the pattern is none, or has not what its kind needs."""
    slots = pattern_of(rule, words_of(lexicons)).slots
    where = f"{rule.file} [{rule.id}]"
    for name in sorted(slots):
        if name not in _USABLE[rule.kind]:
            usable = "、".join(_USABLE[rule.kind])
            raise Fault("X102", f"{where}：{rule.kind} 规则用不上空位 {{{name}}}。可用的空位：{usable}。请删去或改用。")
    if "unit" in slots and "number" not in slots:
        raise Fault("X102", f"{where}：有 {{unit}} 而没有 {{number}}。请在其前加上 {{number}}。")
    if rule.kind in _MEASURING and "number" not in slots and "value" not in rule.given:
        raise Fault("X102", f"{where}：没有写明数值。请在 pattern 中加空位 {{number}}，或在 gives 中写 value。")
    if rule.kind == "duty" and "bodies" not in slots and not {"lead_units", "responsible_units"} & set(rule.given):
        raise Fault("X102", f"{where}：没有写明单位。请在 pattern 中加空位 {{bodies}}，或在 gives 中写 lead_units。")


def _items_of(rule: OwnRule, items: Items) -> list[Item]:
    """What an example speaks of: what its rule made; for `neither`, every figure that is left."""
    if rule.kind == "neither":
        return [*items.targets, *items.statistics]
    lists: dict[str, list[Any]] = {
        "target": items.targets, "statistic": items.statistics, "duty": items.tasks, "mechanism": items.mechanisms,
    }  # fmt: skip
    return [item for item in lists[rule.kind] if item.by_rule == rule.id]


def _matches(rule: OwnRule, example: Example, lexicons: Lexicons) -> bool:
    layout = Layout(Folded(undamaged(example.text, _meta(example))))
    return any(match.rule.id == rule.id for match in words_of(lexicons).once(OwnRules).matches(layout))


def _meta(example: Example) -> Meta:
    return Meta(doc_type=example.type, issued_on=example.issued_on)


def _failure(rule: OwnRule, name: str, example: Example, items: list[Item]) -> Failure:
    names = [tuple(want) for want in example.expect] + [()] * len(items)
    read = [told(dict.fromkeys(said or _SAID[type(item).__name__]), item) for item, said in zip(items, names, strict=False)]
    expected = [dict(want) for want in example.expect]
    return Failure(file=rule.file, rule=rule.id, example=name, text=example.text, expected=expected, read=read)


def _listed(items: list[dict[str, Any]]) -> str:
    said = ["，".join(f"{name} = {value}" for name, value in item.items()) for item in items]
    return "；".join(f"（{each}）" for each in said) or "无"
