"""Conditions of definitions, proved before any row is looked at: every name and operator in them is known."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.registers import Condition, Field
from zhiheng.definitions.strict import refuse_unknown

OPERATORS = ("not", "in", "min", "max", "over", "under", "filled")


def refuse_bad_condition(condition: Condition, known: Iterable[str], fields: dict[str, Field], where: str) -> None:
    """Raises: Fault D202, D205, D420. `a.b` follows one reference; whether b is there is proved with the other registers."""
    names = list(known)
    for table in condition if isinstance(condition, list) else [condition]:
        for key, line in table.items():
            _refuse_bad_name(key, names, fields, where)
            _refuse_bad_line(key, line, names, fields, where)


def _refuse_bad_name(key: str, known: list[str], fields: dict[str, Field], where: str) -> None:
    first, dot, _ = key.partition(".")
    if key in known or not dot or first not in fields:
        refuse_unknown([key], known, where)
        return
    if fields[first].type != "ref":
        raise Fault("D205", f"{where} {key}：“{first}”不是引用，后面不能带点。请去掉或换成引用字段。")


def _refuse_bad_line(key: str, line: Any, known: list[str], fields: dict[str, Field], where: str) -> None:
    if not isinstance(line, dict):
        return
    refuse_unknown(line, OPERATORS, f"{where} {key}")
    for operator, right in line.items():
        if isinstance(right, dict):
            if "param" in right:
                at = f"{where} {key}.{operator}"
                raise Fault("D420", f"{at}：条件右边不能写 param。请直接写这个数；数改了，另写一份带 in_force 的定义。")
            refuse_unknown(right, ("field",), f"{where} {key}.{operator}")
            _refuse_bad_name(right.get("field", ""), known, fields, f"{where} {key}.{operator}")
        wanted = {"filled": bool, "in": list}.get(operator, str | int | Decimal | date | dict)
        if not isinstance(right, wanted) or (isinstance(right, bool) and operator not in ("filled", "not")):
            rule = "filled 用 true 或 false，in 用列表，其余用一个值"
            raise Fault("D205", f"{where} {key}.{operator}：右边的值不合要求。请改正：{rule}。")


def plain(condition: Any) -> Any:
    """Dates as the ISO text that rows keep."""
    if isinstance(condition, dict):
        return {key: plain(value) for key, value in condition.items()}
    if isinstance(condition, list):
        return [plain(value) for value in condition]
    return condition.isoformat() if isinstance(condition, date) else condition


def refuse_unknown_values(condition: Condition, values: Mapping[str, Iterable[str]], where: str) -> None:
    """Raises: Fault D202: a field is compared with a value that it never has.

    Shape: `values` holds, by field, all that its list of codes allows; of a field without a list nothing is asked.
    """
    for table in condition if isinstance(condition, list) else [condition]:
        for key, line in table.items():
            if key in values:
                refuse_unknown(_constants(line), values[key], f"{where} {key}")


def _constants(line: Any) -> list[Any]:
    if not isinstance(line, dict):
        return line if isinstance(line, list) else [line]
    among = [line.get("not"), *line.get("in", ())]
    return [one for one in among if isinstance(one, str)]
