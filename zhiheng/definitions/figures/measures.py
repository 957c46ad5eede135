"""`measure = "sum fine"` and `time = "event joined_on"`: a few words, each known."""

import re
from datetime import date

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.indicators import Measure, Time
from zhiheng.core.values.registers import FieldType, Register
from zhiheng.definitions.strict import refuse_unknown

ADDED: tuple[FieldType, ...] = ("int", "money", "decimal", "quantity")
COMPARED: tuple[FieldType, ...] = (*ADDED, "percent")
WORDS = "count，或 sum、distinct、min、max、last、mean 加字段名"


def measure_from(words: str, register: Register, where: str) -> Measure:
    """The measure that the words say. Raises: Fault D202 unknown field · D207 unknown words, or a field that cannot be."""
    match words.split():
        case ["count"]:
            return Measure(operation="count")
        case ["sum", *names] if names:
            refuse_unknown(names, register.fields, where)
            _refuse_not_added(names, register, where)
            return Measure(operation="sum", fields=tuple(names))
        case ["distinct", *names] if names:
            refuse_unknown(names, register.fields, where)
            if files := [name for name in names if register.fields[name].type == "file"]:
                raise Fault("D207", f"{where}：“{files[0]}”是文件，不能去重计数。请换一个字段。")
            return Measure(operation="distinct", fields=tuple(names))
        case [("min" | "max" | "last" | "mean") as operation, name]:
            refuse_unknown([name], register.fields, where)
            _refuse_not_compared(operation, name, register, where)
            return Measure(operation=operation, fields=(name,))
    raise Fault("D207", f"{where}：measure 写成了“{words}”。请写成 {WORDS}。")


def _refuse_not_added(names: list[str], register: Register, where: str) -> None:
    first = register.fields[names[0]]
    for name in names:
        field = register.fields[name]
        if field.type == "percent":
            raise Fault("D207", f"{where}：“{name}”是百分比，比率不能相加。请写分子和分母，各自相加再除。")
        if not field.many and field.type not in ADDED:
            raise Fault("D207", f"{where}：“{name}”是 {field.type}，不能相加。请换成数量或金额字段。")
        if (field.many, field.type, field.unit) != (first.many, first.type, first.unit):
            raise Fault("D207", f"{where}：“{name}”与“{names[0]}”的类型或单位不同，不能相加。请分成两个指标。")


def _refuse_not_compared(operation: str, name: str, register: Register, where: str) -> None:
    field = register.fields[name]
    if operation == "mean" and field.type == "percent":
        raise Fault("D207", f"{where}：“{name}”是百分比，比率不能平均。请写分子和分母，各自相加再除。")
    if field.many or field.type not in COMPARED:
        raise Fault("D207", f"{where}：“{name}”不是单个的数，不能取{operation}。请换成数量或金额字段。")


def time_from(words: str, register: Register, where: str) -> Time:
    """What puts a row into a period. Raises: Fault D202 unknown field or clock · D261 unknown words, or no such date."""
    match words.split():
        case ["event" | "until" as how, *named] if len(named) <= 1:
            return Time(how=how, field=_date_field(named, register, where))
        case ["since", day, *named] if len(named) <= 1 and re.fullmatch(r"\d{4}-\d\d-\d\d", day):
            return Time(how="since", since=_day(day, where), field=_date_field(named, register, where))
        case ["active"]:
            if not register.active:
                raise Fault("D261", f"{where}：台账“{register.id}”没有写 active，说不出哪些行当日有效。请换一种 time。")
            return Time(how="active")
        case ["due", clock]:
            running = [id for id, one in register.clocks.items() if not one.every]
            refuse_unknown([clock], running, where)
            return Time(how="due", field=clock)
    forms = "event、event 日期字段、active、until、since 2006-01-01、due 时限"
    raise Fault("D261", f"{where}：time 写成了“{words}”。请写成下列之一：{forms}。")


def _date_field(named: list[str], register: Register, where: str) -> str:
    """The date that is named; "" is the register's own, which must be there."""
    if not named:
        if not register.event:
            raise Fault("D261", f"{where}：台账“{register.id}”没有写 event，请在 time 里写明按哪个日期，例如 event 日期字段。")
        return ""
    states = register.lifecycle.states if register.lifecycle else ()
    refuse_unknown(named, (*register.of_type("date"), *(f"reached.{state}" for state in states)), where)
    if named[0] in register.fields and register.fields[named[0]].many:
        raise Fault("D261", f"{where}：“{named[0]}”可以有几个日期，说不出属于哪个期间。请换一个日期字段。")
    return named[0]


def _day(text: str, where: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Fault("D261", f"{where}：{text} 在日历上没有。请核对日期。") from None
