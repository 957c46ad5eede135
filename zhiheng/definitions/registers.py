"""Registers from `registers/*.toml`, one file a register."""

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.registers import Field, Register, RowCheck, Source
from zhiheng.definitions.strict import converted, files, place, refuse_unknown, table_of, text_of

OPERATORS = ("not", "in", "min", "max", "over", "under", "filled")


class RegisterFile(Struct, kw_only=True, forbid_unknown_fields=True):
    """The top of a register's file; the tables inside are read one by one: a fault names its place."""

    name: str
    row: str
    pattern: str
    key: list[str]
    event: str
    area: str
    source: dict[str, Any]
    fields: dict[str, Any]
    codes: dict[str, list[str]] = {}
    checks: dict[str, Any] = {}


@cache
def registers(office: Path | None = None) -> dict[str, Register]:
    """Every register by id. Raises: Fault D201–D205."""
    return {name: register_from(path) for name, path in files("registers", ".toml", office).items()}


def register_called(name: str, office: Path | None = None) -> Register:
    """The register of that id. Raises: Fault D206."""
    found = registers(office)
    if name not in found:
        raise Fault("D206", f"没有“{name}”这个台账。可用的台账：{'、'.join(found)}。")
    return found[name]


def register_from(path: Path) -> Register:
    """The register that one file defines. Raises: Fault D201–D205."""
    text = text_of(path)
    top = converted(table_of(path, text), RegisterFile, path)
    columns = {key: converted(raw, Field, path, f"fields.{key}") for key, raw in top.fields.items()}
    checks = {key: converted(raw, RowCheck, path, f"checks.{key}") for key, raw in top.checks.items()}
    for key in (*top.key, top.event, top.area, *top.codes):
        refuse_unknown([key], columns, place(path))
    for key, check in checks.items():
        for condition in (check.when, check.expect):
            _refuse_bad_condition(condition, columns, f"{place(path)} [checks.{key}]")
    _refuse_wrong_types(top, columns, path)
    return Register(
        id=path.stem,
        name=top.name,
        row=top.row,
        pattern=top.pattern,
        key=tuple(top.key),
        event=top.event,
        area=top.area,
        fields=columns,
        codes={key: tuple(values) for key, values in top.codes.items()},
        checks={
            key: RowCheck(when=_plain(c.when), expect=_plain(c.expect), says=c.says, level=c.level)
            for key, c in checks.items()
        },
        source=converted(top.source, Source, path, "source"),
        text=text,
    )


def _refuse_wrong_types(top: RegisterFile, columns: dict[str, Field], path: Path) -> None:
    for key, wanted in ((top.event, "date"), (top.area, "area")):
        if (found := columns[key].type) != wanted:
            raise Fault("D204", f"{place(path)}：“{key}”应当是 {wanted} 类型，现在是 {found}。请改正。")
    for key, field in columns.items():
        if (field.type == "code") != (key in top.codes):
            rule = "code 类型的字段须在 [codes] 里列值，其他类型不列"
            raise Fault("D204", f"{place(path)}：“{key}”不合规则：{rule}。请补上或删去。")
    if not top.key:
        raise Fault("D204", f"{place(path)}：key 是空的。请写明哪几个字段合起来只有一行。")


def _refuse_bad_condition(condition: dict[str, Any], columns: dict[str, Field], where: str) -> None:
    refuse_unknown(condition, columns, where)
    for key, line in condition.items():
        if not isinstance(line, dict):
            continue
        refuse_unknown(line, OPERATORS, f"{where} {key}")
        for operator, right in line.items():
            if isinstance(right, dict):
                refuse_unknown(right, ("field",), f"{where} {key}.{operator}")
                refuse_unknown(right.values(), columns, f"{where} {key}.{operator}")
            wanted = {"filled": bool, "in": list}.get(operator, str | int | date | dict)
            if not isinstance(right, wanted) or isinstance(right, bool) != (operator == "filled"):
                rule = "filled 用 true 或 false，in 用列表，其余用一个值"
                raise Fault("D205", f"{where} {key}.{operator}：右边的值不合要求。请改正：{rule}。")


def _plain(condition: Any) -> Any:
    """Dates as the ISO text that rows keep."""
    if isinstance(condition, dict):
        return {key: _plain(value) for key, value in condition.items()}
    if isinstance(condition, list):
        return [_plain(value) for value in condition]
    return condition.isoformat() if isinstance(condition, date) else condition
