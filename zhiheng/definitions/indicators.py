"""Indicators from `indicators/*.toml`, one file a figure."""

from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.indicators import Indicator, Measure, Printing
from zhiheng.core.values.registers import MONEY_UNITS, Register, Source
from zhiheng.definitions.lines import with_lines
from zhiheng.definitions.registers import registers
from zhiheng.definitions.strict import converted, files, place, refuse_unknown, table_of, text_of


class IndicatorFile(Struct, kw_only=True, forbid_unknown_fields=True):
    """The top of an indicator's file."""

    name: str
    source: dict[str, Any]
    register: str = field(name="from")
    measure: str
    printing: dict[str, Any] = field(name="print")


@cache
def indicators(office: Path | None = None) -> dict[str, Indicator]:
    """Every indicator by id, its register and field checked. Raises: Fault D201–D203, D207.

    Shape: in the order of the registers and of the fields in them, a count of rows first.
    """
    known = registers(office)
    found = [indicator_from(path, known) for path in files("indicators", ".toml", office).values()]
    return {indicator.id: indicator for indicator in sorted(found, key=lambda one: _place(one, known))}


def _place(indicator: Indicator, known: dict[str, Register]) -> tuple[int, int, str]:
    summed = indicator.measure.field
    column = list(known[indicator.register].fields).index(summed) if summed else -1
    return list(known).index(indicator.register), column, indicator.id


def indicator_called(name: str, office: Path | None = None) -> Indicator:
    """The indicator of that id. Raises: Fault D208."""
    found = indicators(office)
    if name not in found:
        raise Fault("D208", f"没有“{name}”这个指标。可用的指标：{'、'.join(found)}。")
    return found[name]


def indicator_from(path: Path, known: dict[str, Register]) -> Indicator:
    """The indicator that one file defines. Raises: Fault D201–D203, D207."""
    text = text_of(path)
    with with_lines(text):
        return _indicator_from(path, text, known)


def _indicator_from(path: Path, text: str, known: dict[str, Register]) -> Indicator:
    top = converted(table_of(path, text), IndicatorFile, path)
    refuse_unknown([top.register], known, f"{place(path)} from")
    measure = _measure(top.measure, known[top.register], path)
    printing = converted(top.printing, Printing, path, "print")
    return Indicator(
        id=path.stem,
        name=top.name,
        register=top.register,
        measure=measure,
        printing=printing,
        source=converted(top.source, Source, path, "source"),
        scale=_scale(measure, printing, known[top.register], path),
        text=text,
    )


def _measure(words: str, register: Register, path: Path) -> Measure:
    match words.split():
        case ["count"]:
            return Measure(operation="count")
        case ["sum", name]:
            refuse_unknown([name], register.fields, f"{place(path)} measure")
            if (kind := register.fields[name].type) not in ("int", "money"):
                raise Fault("D207", f"{place(path)}：“{name}”是 {kind}，不能相加。请换成数量或金额字段。")
            return Measure(operation="sum", fields=(name,))
    raise Fault("D207", f"{place(path)}：measure 写成了“{words}”。请写成 count，或 sum 加一个字段名。")


def _scale(measure: Measure, printing: Printing, register: Register, path: Path) -> int:
    """How many kept units one printed unit has. A unit that does not fit the field is refused."""
    summed = register.fields[measure.field] if measure.field else None
    if summed and summed.type == "money":
        refuse_unknown([printing.unit], MONEY_UNITS, f"{place(path)} print.unit")
        return MONEY_UNITS[printing.unit]
    if summed and summed.unit != printing.unit:
        units = f"单位是“{summed.unit}”，却写成“{printing.unit}”"
        raise Fault("D207", f"{place(path)}：“{measure.field}”的{units}。请改成一致。")
    return 1
