"""The form of one row, made from its definition: what each field asks for, what was typed, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from zhiheng.core.values.registers import AREA, Field, Problem, Register


class Conflict(NamedTuple):
    """One field that somebody else changed meanwhile: what it was, what they made of it, what she typed."""

    old: str
    theirs: str
    hers: str
    taken: bool  # she had not touched it: theirs was taken


class FormField(NamedTuple):
    """One field of the form."""

    key: str
    name: str
    kind: str  # code, codes, bool, date, time, file, derived, long, area, firm, text
    words: str
    values: tuple[str, ...]
    unit: str
    rule: str
    needed: bool
    problems: list[str]
    warnings: list[str]
    open_readings: tuple[str, ...]
    personal: str
    conflict: Conflict | None

    @property
    def chosen(self) -> list[str]:
        """What is ticked of a field with many values."""
        return self.words.split("、") if self.words else []


def form_fields(
    register: Register,
    words: Mapping[str, str],
    problems: Sequence[Problem] = (),
    marks: Mapping[str, Mapping[str, object]] = {},
    conflicts: Mapping[str, Conflict] = {},
    shown: Mapping[str, str] = {},
) -> list[FormField]:
    """Every field of the form, in the order of the definition; `shown` holds derived values."""
    day = _day(words.get(register.event, ""))
    found = []
    for key, field in register.fields.items():
        kind = _kind(register, key, field)
        mine = [problem for problem in problems if problem.field == key]
        readings = marks.get(key, {}).get("open", ())
        found.append(
            FormField(
                key=key,
                name=field.name,
                kind=kind,
                words=shown.get(key, "") if kind == "derived" else words.get(key, ""),
                values=_values(register, key, field, words.get(key, ""), day),
                unit=_unit(field),
                rule=_rule(register, key, field),
                needed=register.must_fill(key),
                problems=[problem.says for problem in mine if problem.level == "block"],
                warnings=[problem.says for problem in mine if problem.level != "block"],
                open_readings=tuple(str(one) for one in readings) if isinstance(readings, list | tuple) else (),
                personal=field.personal,
                conflict=conflicts.get(key),
            )
        )
    return found


def _kind(register: Register, key: str, field: Field) -> str:
    if field.derive:
        return "derived"
    match field.type:
        case "code":
            return "codes" if field.many else "code"
        case "date" if field.many:
            return "text"
        case "date" | "bool" | "time" | "file" | "area":
            return field.type
        case "enterprise":
            return "firm"
        case "text" if key not in register.key:
            return "long"
    return "text"


def _values(register: Register, key: str, field: Field, words: str, day: date | None) -> tuple[str, ...]:
    """What may be chosen on the row's day, and what is chosen already."""
    if field.type != "code":
        return ()
    listed = register.code_values(key, day)
    return (*listed, *(one for one in words.split("、") if one and one not in listed))


def _unit(field: Field) -> str:
    return {"money": "元", "percent": "%"}.get(field.type, field.unit)


def _rule(register: Register, key: str, field: Field) -> str:
    """The rule beside the field, before it is broken."""
    parts = [field.hint] if field.hint else []
    if key in register.key and key != AREA:
        parts.append("编号，同一地区内不重复" if AREA in register.key else "编号，不重复")
    if isinstance(field.required, str):
        parts.append(f"到“{field.required}”必填")
    if field.min or field.max is not None:  # that there are no fewer than none goes without saying
        parts.append(_bounds(field))
    if field.many and field.type not in ("code", "file"):
        parts.append("可填几项，用顿号隔开")
    if field.type == "enterprise":
        parts.append("统一社会信用代码或企业全称")
    if field.type == "ref":
        parts.append("填那一行的编号")
    if field.personal:
        parts.append(f"个人信息，仅用于{field.personal}，平时打码")
    return "；".join(parts)


def _bounds(field: Field) -> str:
    scale = 100 if field.type == "money" else 1
    least = None if field.min is None else f"{Decimal(field.min) / scale:f}"
    most = None if field.max is None else f"{Decimal(field.max) / scale:f}"
    if least and most:
        return f"{least} 至 {most}"
    return f"不小于 {least}" if least else f"不大于 {most}"


def _day(words: str) -> date | None:
    try:
        return date.fromisoformat(words)
    except ValueError:
        return None
