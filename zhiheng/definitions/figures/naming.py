"""What a condition of an indicator may name: the columns of one register, and of those it refers to."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from msgspec import Struct

from zhiheng.core.values.conditions import names_in
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.lifecycles import CLOCK_STATUSES
from zhiheng.core.values.registers import Condition, Field, FieldType, Register
from zhiheng.definitions.conditions import plain, refuse_bad_condition, refuse_unknown_values
from zhiheng.definitions.strict import refuse_unknown

HEADER = ("state", "late", "entered_on")  # what every row has beside its fields
CONSTANTS: dict[FieldType, tuple[type, ...]] = {
    "bool": (bool,), "int": (int,), "money": (int,), "decimal": (int, Decimal), "percent": (int, Decimal),
    "quantity": (int, Decimal), "date": (date,), "time": (date,),
}  # fmt: skip
KINDS = {bool: "true 或 false", int: "整数", Decimal: "小数", date: "日期", str: "文字"}


class Beside(Struct, frozen=True):
    """One register, and all others that it may refer to."""

    register: Register
    others: Mapping[str, Register]

    @property
    def columns(self) -> tuple[str, ...]:
        """Every name that a condition may use without following a reference."""
        return (*self.register.fields, *HEADER, *_dates_of_states(self.register), *_named(self.register))


def columns_of(condition: Any, about: Beside, where: str) -> Condition:
    """The condition as engines read it, its dates as the text that rows keep.

    Raises: Fault D202: an unknown name or value · D205, D260: a value of the wrong kind, or a reference that leads nowhere ·
            D420, D421: what no condition can ask.
    """
    if not isinstance(condition, dict | list):
        raise Fault("D260", f"{where}：条件应为一组“字段 = 值”，或者几组的列表。请改正。")
    if "office" in names_in(condition) and "office" not in about.register.fields:
        raise Fault("D421", f"{where}：条件不能写 office：登记单位的编号各处不同，换个地方就不对。请改用台账里的单位字段。")
    refuse_bad_condition(condition, about.columns, about.register.fields, where)
    refuse_unknown_values(condition, _values_of(about.register), where)
    _refuse_wrong_kinds(condition, about.register.fields, where)
    for name in sorted(names_in(condition)):
        if name not in about.columns:
            _refuse_nowhere(name, condition, about, where)
    found: Condition = plain(condition)
    return found


def _refuse_nowhere(name: str, condition: Condition, about: Beside, where: str) -> None:
    """`a.b`: the register that `a` refers to is there, and has `b`."""
    first, _, second = name.partition(".")
    target = about.register.fields[first].to
    if target not in about.others:
        raise Fault("D260", f"{where}：“{name}”引用的“{target}”不是台账，条件不能跟过去。请换一个字段。")
    other = about.others[target]
    refuse_unknown([second], Beside(other, about.others).columns, f"{where} {first}")
    below = [{second: line} for key, line in _lines(condition) if key == name]
    refuse_unknown_values(below, _values_of(other), f"{where} {first}")
    _refuse_wrong_kinds(below, other.fields, f"{where} {first}")


def _dates_of_states(register: Register) -> Iterator[str]:
    for state in register.lifecycle.states if register.lifecycle else ():
        yield f"reached.{state}"


def _named(register: Register) -> Iterator[str]:
    yield from (f"clock.{id}" for id, clock in register.clocks.items() if not clock.every)
    yield from (f"check.{id}" for id, check in register.checks.items() if not check.by)


def _values_of(register: Register) -> dict[str, tuple[str, ...]]:
    values: dict[str, tuple[str, ...]] = {key: register.code_values(key) for key in register.codes}
    if register.lifecycle:
        values["state"] = register.lifecycle.states
    return values | {f"clock.{id}": CLOCK_STATUSES for id in register.clocks}


def _refuse_wrong_kinds(condition: Condition, fields: Mapping[str, Field], where: str) -> None:
    for key, line in _lines(condition):
        if key.partition(".")[0] in fields and key not in fields:
            continue  # `a.b` is proved with the fields of the register that it leads to
        if key.startswith("check."):
            wanted: tuple[type, ...] = (bool,)
        elif key.startswith("reached.") or key == "entered_on":
            wanted = (date,)
        else:
            wanted = CONSTANTS.get(fields[key].type, (str,)) if key in fields else (str, bool)
        for constant in _constants(line):
            if not isinstance(constant, wanted) or (isinstance(constant, bool) and bool not in wanted):
                kinds = "、".join(KINDS[one] for one in wanted)
                raise Fault("D260", f"{where} {key}：“{constant}”不是这个字段的值，应为{kinds}。请改正。")


def _lines(condition: Condition) -> Iterator[tuple[str, Any]]:
    for table in condition if isinstance(condition, list) else [condition]:
        yield from table.items()


def _constants(line: Any) -> Iterator[Any]:
    """The constants that a line compares with."""
    if isinstance(line, list):
        yield from line
    elif not isinstance(line, dict):
        yield line
    else:
        for operator, right in line.items():
            if operator == "in":
                yield from right
            elif operator != "filled" and not isinstance(right, dict):
                yield right
