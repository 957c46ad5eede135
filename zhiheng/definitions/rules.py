"""The rules of reading from `rules/*.toml`, any number of rules a file."""

from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import fields

from zhiheng.core.extracting.proving import refuse_bad_pattern
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.lexicons import Lexicons
from zhiheng.core.values.own_rules import GIVEN, Example, OwnRule, RuleKind
from zhiheng.core.values.reading import Mechanism, Statistic, Target, Task
from zhiheng.definitions.strict import converted, files, place, refuse_unknown, table_of, text_of, trees

_MADE: dict[str, type[Struct]] = {"target": Target, "statistic": Statistic, "duty": Task, "mechanism": Mechanism}


class RulesFile(Struct, kw_only=True):
    """The top of a file of rules."""

    rule: list[dict[str, Any]]


class RuleTable(Struct, kw_only=True):
    """One [[rule]] as written; `gives`, examples and counterexamples are read one by one: a fault names its place."""

    id: str
    says: str
    kind: RuleKind
    pattern: str
    gives: dict[str, Any] = {}
    example: list[dict[str, Any]] = []
    counterexample: list[dict[str, Any]] = []


def rules_of(office: Path | None, words: Lexicons) -> tuple[OwnRule, ...]:
    """All rules, an office's own first: where two fit one place, the first is followed.

    Raises: Fault D201–D203, D211–D213, X101, X102.
    """
    own_first = trees(office)[::-1]
    paths = sorted(files("rules", ".toml", office).values(), key=lambda path: own_first.index(path.parent.parent))
    rules = [rule for path in paths for rule in rules_from(path, words)]
    first: dict[str, OwnRule] = {}
    for rule in rules:
        if rule.id in first:
            raise Fault("D212", f"{rule.file}：规则“{rule.id}”在 {first[rule.id].file} 中已有。请给其中一条改名。")
        first[rule.id] = rule
    return tuple(rules)


def rules_from(path: Path, words: Lexicons) -> tuple[OwnRule, ...]:
    """The rules of one file. Raises: Fault D201–D203, D211, D213, X101, X102."""
    top = converted(table_of(path, text_of(path)), RulesFile, path)
    return tuple(_rule(raw, k, path, words) for k, raw in enumerate(top.rule, 1))


def _rule(raw: dict[str, Any], number: int, path: Path, words: Lexicons) -> OwnRule:
    table = converted(raw, RuleTable, path, str(raw.get("id") or f"第{number}条 rule"))
    where = f"{place(path)} [{table.id}]"
    for name, examples in (("example", table.example), ("counterexample", table.counterexample)):
        if not examples:
            raise Fault("D211", f"{where}：没有 {name}。请至少写一个[[rule.{name}]]：正例证明读得对，反例证明不误读。")
    rule = OwnRule(
        id=table.id,
        says=table.says,
        kind=table.kind,
        pattern=table.pattern,
        given=_given(table, where),
        examples=tuple(_example(each, path, f"{table.id} example {k}") for k, each in enumerate(table.example, 1)),
        counterexamples=tuple(
            _example(each, path, f"{table.id} counterexample {k}") for k, each in enumerate(table.counterexample, 1)
        ),
        file=place(path),
    )
    refuse_bad_pattern(rule, words)
    return rule


def _example(raw: dict[str, Any], path: Path, section: str) -> Example:
    return converted(raw, Example, path, section)


def _given(table: RuleTable, where: str) -> dict[str, Any]:
    """What the rule sets, each by the type that the contract gives it."""
    refuse_unknown(table.gives, GIVEN[table.kind], f"{where} gives")
    types = {field.name: field.type for field in fields(_MADE[table.kind])} if table.gives else {}
    given = {}
    for name, value in table.gives.items():
        try:
            given[name] = msgspec.convert(value, types[name])
        except msgspec.ValidationError as problem:
            raise Fault("D213", f"{where} gives：“{name}”的值不合要求（{problem}）。请改正。") from None
    return given
