"""Lines of definitions as values: laid over the lexicons, and told in words."""

from collections.abc import Iterable
from typing import Any, get_args

import msgspec
from msgspec import structs

from zhiheng.core.values.cases import Line
from zhiheng.core.values.lexicons import Lexicons
from zhiheng.core.values.own_rules import Example, OwnRule

RULES = "rules"
_LISTS = {
    "units": "计量单位", "comparators": "比较用语", "body_endings": "单位名称的结尾", "duty_words": "分工用语",
    "frequencies": "频次用语", "cues": "引导用语",
}  # fmt: skip
_SIGNS = {">=": "≥", "<=": "≤", ">": "＞", "<": "＜", "=": "＝", "≈": "约", "range": "区间"}
_KINDS = {"target": "读作目标", "statistic": "读作数据", "duty": "读作任务", "mechanism": "读作机制", "neither": "的数不读"}
_SLOTS = {"{indicator}": "〔指标〕", "{number}": "〔数〕", "{unit}": "〔单位〕", "{bodies}": "〔单位名称〕"}


def with_lines(lexicons: Lexicons, lines: Iterable[Line]) -> Lexicons:
    """The lexicons with the lines laid over them; a rule among them is asked first."""
    added: dict[str, tuple[Any, ...]] = {}
    types = {field.name: get_args(field.type)[0] for field in structs.fields(Lexicons)}
    for line in lines:
        name = "own_rules" if line.list == RULES else line.list
        row = rule_of(line.row) if line.list == RULES else msgspec.convert(line.row, types[name])
        before = added.get(name, getattr(lexicons, name))
        added[name] = (row, *before) if line.list == RULES else (*before, row)
    return structs.replace(lexicons, **added)


def rule_of(row: dict[str, Any]) -> OwnRule:
    """The rule of a line."""
    return OwnRule(
        id=row["id"], says=row["says"], kind=row["kind"], pattern=row["pattern"], given=row.get("gives", {}),
        examples=tuple(msgspec.convert(row["example"], list[Example])),
        counterexamples=tuple(msgspec.convert(row["counterexample"], list[Example])), file="rules/learned.toml",
    )  # fmt: skip


def in_words(line: Line) -> str:
    """What a line says, for the person who accepts it."""
    row = line.row
    if line.list == RULES:
        sign = _SIGNS.get(row.get("gives", {}).get("comparator", ""), "")
        pattern = row["pattern"]
        for slot, word in _SLOTS.items():
            pattern = pattern.replace(slot, word)
        return f"规则：“{pattern}”{_KINDS[row['kind']]}" + (f"，{sign}" if sign else "")
    said = f"{_LISTS[line.list]}：增加“{row['word']}”"
    if line.list == "comparators":
        said += f"，读作 {_SIGNS[row['comparator']]}" + ("，并要保持" if row.get("hold") else "")
    if line.list == "duty_words":
        said += "，其前的单位" + ("牵头" if row["role"] == "lead" else "负责")
    if line.list == "cues":
        said += "，不是指标名的一部分"
    if line.list == "frequencies" and row.get("every_months"):
        said += f"，每 {row['every_months']} 个月一次"
    return said
