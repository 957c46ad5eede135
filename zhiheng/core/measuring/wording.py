"""How a figure is counted, said to people: 台账“执法案件台账”各行“罚款”之和，只算：领域为食品。"""

from collections.abc import Mapping
from typing import Any

from zhiheng.core.values.days import day_in_words
from zhiheng.core.values.indicators import Change, Done, Due, Formula, Indicator, Measure, Part, Time
from zhiheng.core.values.registers import Condition, Register

OPERATORS = {"not": "不是", "min": "不小于", "max": "不大于", "over": "大于", "under": "小于"}
AGAINST = {"last-year": "上年同期", "previous": "上一期"}
STEPS = {"day": "每天", "month": "每月", "quarter": "每季度", "year": "每年"}
WINDOWS = {"month": "月", "quarter": "季度", "half-year": "半年", "year": "年"}
VALUES = {
    "done": "已做的个数", "missing": "没有做的个数", "rate": "已做的占比", "whole": "每一项都做了的个数", "share": "各自的占比",
}  # fmt: skip
WHO = {"areas": "地区", "organisations": "单位", "enterprises": "企业"}

Registers = Mapping[str, Register]
Names = Mapping[str, Indicator]
RULES = {
    "longest-run": "连续多少期", "first-ever": "是不是第一次", "rank": "名次", "elapsed-months": "从最近一个日期到期末多少个月",
    "numbering-gaps": "从 1 到最大的编号缺几个",
}  # fmt: skip


def in_words(indicator: Indicator, registers: Registers, indicators: Names) -> str:
    """How an indicator is computed, in one sentence.

    Shape: `registers` and `indicators` hold at least those that it looks at and is computed from.
    """
    if indicator.imported:
        added = "；本地区没有录入的，由下级地区的数相加" if indicator.over_area == "sum" else ""
        return f"公布或报来的数：只能录入，不在本系统计算{added}"
    if indicator.change:
        return _change(indicator.change, indicators)
    if indicator.formula:
        return _formula(indicator.formula, indicators)
    if indicator.due and indicator.done:
        return _due(indicator.due, indicator.done, VALUES[indicator.value or "done"], registers)
    if indicator.rule:
        over = indicators[indicator.rule.of].name if indicator.rule.of in indicators else ""
        looked_at = f"，用“{over}”的各期或各地的值" if over else _of_rows(indicator, registers)
        return RULES.get(indicator.rule.id, indicator.rule.id) + looked_at
    return _counted(indicator, registers)


def _counted(indicator: Indicator, registers: Registers) -> str:
    register = registers[indicator.register]
    how = measure_in_words(indicator.measure, register) if indicator.measure else ""
    said = [f"台账“{register.name}”{how}"]
    if indicator.where:
        said.append(f"只算：{condition_in_words(indicator.where, register)}")
    if indicator.numerator:
        said.append(f"分子：{_part(indicator.numerator, register)}")
    if indicator.numerator or indicator.denominator:
        said.append(f"分母：{_part(indicator.denominator, register) if indicator.denominator else '全部'}")
    said += [_time(indicator.time, register)]
    if indicator.window:
        said.append(f"取截止日以前最近一个完整的{WINDOWS[indicator.window]}")
    if indicator.by:
        said.append(f"按{'、'.join(_name(name, register) for name in indicator.by)}分开")
    if indicator.each:
        whose = "最低的" if indicator.each.pick == "lowest" else "最高的" if indicator.each.pick else ""
        taken = {"min": "最小", "max": "最大", "mean": "平均"}
        what = f"取{whose}名称" if whose else f"取{'和'.join(taken[one] for one in indicator.each.take)}值"
        said.append(f"按{_name(indicator.each.by, register)}各算一个，{what}")
    return "；".join(part for part in said if part)


def _of_rows(indicator: Indicator, registers: Registers) -> str:
    if indicator.register not in registers:
        return ""
    register = registers[indicator.register]
    chosen = f"中{condition_in_words(indicator.where, register)}的各行" if indicator.where else "的各行"
    return f"，用台账“{register.name}”{chosen}"


def measure_in_words(measure: Measure, register: Register) -> str:
    """What is done with the rows: 各行“罚款”之和."""
    fields = "与".join(f"“{_name(name, register)}”" for name in measure.fields)
    match measure.operation:
        case "count":
            return f"的行数（每行是{register.row}）"
        case "sum":
            return f"各行{fields}之和"
        case "distinct":
            return f"中不同{fields}的个数"
        case "min" | "max":
            return f"中{fields}的{'最小' if measure.operation == 'min' else '最大'}值"
        case "last":
            return f"中最近一行的{fields}"
        case _:
            return f"中{fields}的平均值"


def _part(part: Part, register: Register) -> str:
    said = [condition_in_words(part.where, register)] if part.where else []
    said += [measure_in_words(part.measure, register).lstrip("的")] if part.measure else []
    return "，".join(said) or "全部"


def _time(time: Time, register: Register) -> str:
    match time.how:
        case "active":
            return "到期间最后一天仍然有效的"
        case "until":
            return f"到期间最后一天为止累计，按“{_name(time.field or register.event, register)}”"
        case "since":
            since = day_in_words(time.since) if time.since else "最早"
            return f"自{since}起累计，按“{_name(time.field or register.event, register)}”"
        case "due":
            clock = register.clocks.get(time.field)
            return f"“{clock.name if clock and clock.name else time.field}”期限落在期间内的"
    return f"按“{_name(time.field or register.event, register)}”计入期间" if time.field or register.event else ""


def _change(change: Change, indicators: Names) -> str:
    unit = {"points": "相差的百分点", "percent": "变化的百分比", "amount": "相差的数量"}[change.within]
    return f"“{indicators[change.of].name}”与{AGAINST.get(change.against, f'{change.against}年')}相比，{unit}；用没有舍入的值"


def _formula(formula: Formula, indicators: Names) -> str:
    first, second = (indicators[name].name for name in formula.of)
    sign = {"ratio": "除以", "minus": "减去", "plus": "加上"}[formula.op]
    return f"“{first}”{sign}“{second}”" + (f"，每 {formula.per}" if formula.per != 1 else "")


def _due(due: Due, done: Done, value: str, registers: Registers) -> str:
    register = registers[done.register]
    chosen = f"中{condition_in_words(done.where, register)}" if done.where else ""
    said = f"应做的是{_who(due, registers)}；在台账“{register.name}”{chosen}有记录（按“{_name(done.key, register)}”）的算已做"
    return f"{said}；取{value}"


def _who(due: Due, registers: Registers) -> str:
    if due.who in registers:
        register = registers[due.who]
        where = f"中{condition_in_words(due.where, register)}" if due.where else "中"
        often = f"至少 {due.repeated} 次" if due.repeated > 1 else ""
        who = f"台账“{register.name}”{where}{often}的“{_name(due.key, register)}”"
    else:
        asked = due.where if isinstance(due.where, dict) else {}
        said = ["或".join(one) if isinstance(one, list) else str(one) for one in asked.values()]
        who = f"{'、'.join(said) or '全部'}{'的' if len(said) > 1 else ''}{WHO.get(due.who, due.who)}"
    return who + (f"，{STEPS.get(due.times, '每一项')}一次" if due.times else "")


def condition_in_words(condition: Condition, register: Register) -> str:
    """A condition as people say it: 检验结论为合格，或复检结论为改判."""
    tables = condition if isinstance(condition, list) else [condition]
    said = ["，且".join(_line(name, line, register) for name, line in table.items()) for table in tables]
    return "，或".join(said)


def _line(name: str, line: Any, register: Register) -> str:
    head = _name(name, register)
    if isinstance(line, list):
        return f"{head}为{'、'.join(map(_constant, line))}之一"
    if not isinstance(line, dict):
        return f"{head}为{_constant(line)}"
    return "，且".join(_operator(head, operator, right, register) for operator, right in line.items())


def _operator(head: str, operator: str, right: Any, register: Register) -> str:
    if operator == "filled":
        return f"{head}{'已填' if right else '没有填'}"
    if operator == "in":
        return f"{head}为{'、'.join(map(_constant, right))}之一"
    other = f"“{_name(right['field'], register)}”" if isinstance(right, dict) else _constant(right)
    return f"{head}{OPERATORS[operator]}{other}"


def _constant(value: Any) -> str:
    return {True: "是", False: "否"}[value] if isinstance(value, bool) else str(value)


def _name(name: str, register: Register) -> str:
    """What people call a column."""
    first, dot, rest = name.partition(".")
    if name in register.fields:
        return register.fields[name].name
    if first == "reached":
        return f"进入“{rest}”的日期"
    if first == "clock" and rest in register.clocks:
        return f"时限“{register.clocks[rest].name or rest}”"
    if first == "check":
        return f"核对“{rest}”"
    if dot and first in register.fields:
        return f"{register.fields[first].name}的{rest}"
    return {"state": "状态", "area": "地区"}.get(name, name)
