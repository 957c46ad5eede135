"""Registers from `registers/*.toml`: one file a register; a later text of the same register is `<id>.<year>.toml`."""

from collections.abc import Iterable, Iterator
from datetime import date
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct, structs

from zhiheng.core.checking.deriving import RULES
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.lifecycles import CLOCK_STATUSES, Lifecycle, Step
from zhiheng.core.values.registers import (
    AREA,
    NUMBERS,
    SHARING,
    Chased,
    Code,
    Condition,
    Field,
    Force,
    Pattern,
    Public,
    Register,
    Returns,
    RowCheck,
    Sharing,
    Source,
)
from zhiheng.definitions.clocks import clock_from, span_of
from zhiheng.definitions.conditions import plain, refuse_bad_condition, refuse_unknown_values
from zhiheng.definitions.consistency import refuse_inconsistent
from zhiheng.definitions.lines import with_lines
from zhiheng.definitions.strict import (
    Change,
    changes_of,
    converted,
    files,
    place,
    refuse_unknown,
    table_of,
    text_of,
)

HEADER = ("state", "office", "late", "entered_on")  # what a condition may ask of every row beside its fields
DERIVED = ("plus", "minus", "times", "days")  # arithmetic within a row; anything else is a named rule
WHOSE_AREA = Field(name="地区", type="area", required=True)


class RegisterFile(Struct, kw_only=True, forbid_unknown_fields=True):
    """The top of a register's file; the tables inside are read one by one: a fault names its place."""

    name: str
    row: str
    pattern: Pattern
    topic: str = ""
    subject: str = ""
    key: list[str]
    event: str = ""
    active: list[str] = []
    remind: str = ""
    credit: str = ""
    returns: dict[str, Any] | None = None
    source: dict[str, Any]
    sharing: dict[str, Any] = {}
    public: dict[str, Any] | None = None
    chased: dict[str, Any] | None = None
    in_force: dict[str, Any] = {}
    note: str = ""
    fields: dict[str, Any]
    codes: dict[str, list[Any]] = {}
    lifecycle: dict[str, Any] | None = None
    clocks: dict[str, Any] = {}
    checks: dict[str, Any] = {}


def registers(office: Path | None = None) -> dict[str, Register]:
    """Every register by id, in its latest text. Raises: Fault D201–D205, D233, D231–D236."""
    return _latest(*_office_now(office))


def counted(office: Path | None = None) -> dict[str, Register]:
    """All that figures may count, by id: the registers, and what other pages keep (`sources/*.toml`), described alike.

    Raises: as `registers`.
    """
    return {**sources(), **registers(office)}


@cache
def sources() -> dict[str, Register]:
    """Rows that no register keeps, by id: how they look where they are counted. Raises: as `registers`."""
    return {id: register_from(path) for id, path in files("sources", ".toml", None).items()}


def register_texts(office: Path | None = None) -> dict[str, tuple[Register, ...]]:
    """Every text of every register, the oldest first; each proved alone, then all together.

    Loaded once, and again when a file of the office has changed.
    """
    return _texts(*_office_now(office))


def _office_now(office: Path | None) -> tuple[Path | None, tuple[Change, ...]]:
    changes = changes_of(office, "registers/*.toml", "limits/*.csv") if office else ()
    return (office if changes else None), changes


@lru_cache(maxsize=4)
def _latest(office: Path | None, changes: tuple[Change, ...]) -> dict[str, Register]:
    return {id: texts[-1] for id, texts in _texts(office, changes).items()}


@lru_cache(maxsize=4)
def _texts(office: Path | None, changes: tuple[Change, ...]) -> dict[str, tuple[Register, ...]]:
    texts = by_id(register_from(path, office) for path in files("registers", ".toml", office).values())
    refuse_inconsistent(texts)
    return texts


def by_id(found: Iterable[Register]) -> dict[str, tuple[Register, ...]]:
    """The texts of each register, the oldest first, by id."""
    texts: dict[str, list[Register]] = {}
    for register in found:
        texts.setdefault(register.id, []).append(register)
    return {id: tuple(sorted(of, key=lambda one: one.in_force.since or date.min)) for id, of in sorted(texts.items())}


def register_called(name: str, office: Path | None = None) -> Register:
    """The register of that id. Raises: Fault D206."""
    found = registers(office)
    if name not in found:
        raise Fault("D206", f"没有“{name}”这个台账。可用的台账：{'、'.join(found)}。")
    return found[name]


def register_on(name: str, day: date, office: Path | None = None) -> Register:
    """The text of a register that was in force on a day; its latest where none was. Raises: Fault D206."""
    latest = register_called(name, office)
    return next((text for text in register_texts(office)[name] if day in text.in_force), latest)


def register_from(path: Path, office: Path | None = None) -> Register:
    """The register that one file defines, proved by itself; an office's tables of limits go before ours.

    Raises: Fault D101–D106, D201–D205, D233.
    """
    text = text_of(path)
    with with_lines(text):
        return _register_from(path, text, office)


def _register_from(path: Path, text: str, office: Path | None) -> Register:
    top = converted(table_of(path, text, decimals=True), RegisterFile, path)
    columns = {key: converted(raw, Field, path, f"fields.{key}") for key, raw in top.fields.items()}
    if AREA not in columns:
        columns = {AREA: WHOSE_AREA} | columns
    lifecycle = _lifecycle(top.lifecycle, columns, path)
    register = Register(
        id=path.stem.split(".")[0],
        name=top.name,
        row=top.row,
        pattern=top.pattern,
        topic=top.topic,
        subject=top.subject,
        key=tuple(top.key),
        event=top.event,
        active=tuple(top.active),
        remind=span_of(top.remind, f"{place(path)} remind") if top.remind else None,
        credit=top.credit,
        returns=converted(top.returns, Returns, path, "returns") if top.returns is not None else None,
        fields=columns,
        codes={key: tuple(_code(one, key, path) for one in values) for key, values in top.codes.items()},
        lifecycle=lifecycle,
        clocks={key: clock_from(raw, key, columns, lifecycle, path, office) for key, raw in top.clocks.items()},
        checks={key: converted(raw, RowCheck, path, f"checks.{key}") for key, raw in top.checks.items()},
        public=converted(top.public, Public, path, "public") if top.public is not None else None,
        chased=converted(top.chased, Chased, path, "chased") if top.chased is not None else None,
        sharing=converted(top.sharing, Sharing, path, "sharing"),
        source=converted(top.source, Source, path, "source"),
        in_force=converted(top.in_force, Force, path, "in_force"),
        note=top.note,
        text=text,
    )
    _refuse_unknown_names(register, path)
    _refuse_wrong_types(register, path)
    return structs.replace(register, checks={key: _plain_check(check) for key, check in register.checks.items()})


def _code(raw: Any, key: str, path: Path) -> Code:
    return Code(value=raw) if isinstance(raw, str) else converted(raw, Code, path, f"codes.{key}")


def _lifecycle(raw: dict[str, Any] | None, columns: dict[str, Field], path: Path) -> Lifecycle | None:
    """The lifecycle; a step may leave from several states at once."""
    if raw is None:
        return None
    where = f"{place(path)} [lifecycle]"
    refuse_unknown(raw, ("start", "end", "steps"), where)
    steps = []
    for number, table in enumerate(raw.get("steps", ()), 1):
        starts = table.get("from") if isinstance(table, dict) else None
        for start in starts if isinstance(starts, list) else [starts]:
            one = table | {"from": start} if start is not None else table
            step = converted(one, Step, path, f"lifecycle.steps 第{number}条")
            refuse_unknown([need for need in step.needs if need != "evidence"], columns, f"{where} needs")
            refuse_unknown(step.notify, columns, f"{where} notify")
            steps.append(step)
    found = converted({**raw, "steps": []}, Lifecycle, path, "lifecycle")
    found = structs.replace(found, steps=tuple(steps))
    stuck = [state for state in found.states if state != found.start and not any(step.end == state for step in steps)]
    if stuck:
        raise Fault("D204", f"{where}：没有一步能走到“{'”“'.join(stuck)}”。请补上步骤，或删去这个状态。")
    return found


def _refuse_unknown_names(register: Register, path: Path) -> None:
    fields, where = register.fields, place(path)
    named = [*register.key, *register.active, *register.codes]
    named += [name for name in (register.event, register.credit) if name]
    refuse_unknown(named, fields, where)
    states = register.lifecycle.states if register.lifecycle else ()
    for key, field in fields.items():
        refuse_unknown([field.derive] if field.derive else [], (*DERIVED, *RULES), f"{where} [fields.{key}] derive")
        refuse_unknown(field.of, fields, f"{where} [fields.{key}] of")
        if isinstance(field.required, str):
            refuse_unknown([field.required], states, f"{where} [fields.{key}] required")
    if register.public:
        refuse_unknown(register.public.fields, (*fields, "state"), f"{where} public.fields")
        if register.public.since:
            refuse_unknown([register.public.since], (*states, *register.of_type("date")), f"{where} public.from")
    if chased := register.chased:
        named = [name for name in (chased.what, chased.lead, chased.measure, chased.due) if name]
        refuse_unknown(named, [key for key in fields if not fields[key].personal], f"{where} [chased]")
        refuse_unknown([chased.clock] if chased.clock else [], register.clocks, f"{where} [chased] clock")
    for check_id, check in register.checks.items():
        refuse_unknown(check.by, fields, f"{where} [checks.{check_id}] by")
        if across := check.sum or check.agree or check.apart:
            refuse_unknown([across.of], fields, f"{where} [checks.{check_id}] of")
    if register.public and register.public.span:
        span_of(register.public.span, f"{where} public.for")
    known = [*fields, *HEADER, *(f"reached.{state}" for state in states), *(f"clock.{id}" for id in register.clocks)]
    values = {key: register.code_values(key) for key in register.codes} | ({"state": states} if states else {})
    values |= {f"clock.{id}": CLOCK_STATUSES for id in register.clocks}
    for section, condition in _conditions(register):
        refuse_bad_condition(condition, known, fields, f"{where} {section}")
        refuse_unknown_values(condition, values, f"{where} {section}")


def _conditions(register: Register) -> Iterator[tuple[str, Condition]]:
    """Every condition on a row of the register itself, with where it stands."""
    for id, check in register.checks.items():
        yield from ((f"[checks.{id}]", condition) for condition in (check.when, check.expect))
    for id, clock in register.clocks.items():
        yield from ((f"[clocks.{id}] where", one) for one in (clock.where, *(limit.where for limit in clock.limits)))
        if clock.who.get("who") == register.id:
            yield f"[clocks.{id}] who.where", clock.who.get("where", {})
    if register.public:
        yield "public.where", register.public.where


def _refuse_wrong_types(register: Register, path: Path) -> None:
    where = place(path)
    for key in (name for name in (register.event, *register.active) if name):
        if (found := register.fields[key].type) != "date":
            raise Fault("D204", f"{where}：“{key}”应当是 date 类型，现在是 {found}。请改正。")
    if register.fields[AREA].type != "area":
        raise Fault("D204", f"{where}：“area”是本行所属地区，应当是 area 类型。请改正，或换一个字段名。")
    for key, field in register.fields.items():
        rules = [
            ((field.type == "code") != (key in register.codes), "code 类型的字段须在 [codes] 里列值，其他类型不列"),
            ((field.type == "ref") != bool(field.to), "ref 类型的字段须写 to，其他类型不写"),
            (field.type == "quantity" and not field.unit, "quantity 类型的字段须写 unit"),
            (bool(field.derive) != bool(field.of), "derive 和 of 须同时写"),
            (field.many and field.type in NUMBERS, "数字字段不能 many"),
            (key in register.key and (field.many or field.type == "file"), "多值或文件字段不能作编号"),
            (_is_bared(register, key), "个人信息不能作编号、筛选、日期，也不能公开；由它推算的字段也写 personal"),
        ]
        for broken, rule in rules:
            if broken:
                raise Fault("D204", f"{where}：“{key}”不合规则：{rule}。请补上或删去。")
    for id, check in register.checks.items():
        if check.apart and register.fields[check.apart.of].type != "date":
            raise Fault("D204", f"{where} [checks.{id}] apart：“{check.apart.of}”不是日期字段。请换成日期字段。")
    if not register.key:
        raise Fault("D204", f"{where}：key 是空的。请写明哪几个字段合起来只有一行。")
    refuse_unknown([register.sharing.kind], SHARING, f"{where} sharing.class")


def _is_bared(register: Register, key: str) -> bool:
    """Whether a personal field would be seen without its purpose: in a heading, a filter, a period, in public, or in
    what is derived from it."""
    field, fields = register.fields[key], register.fields
    if not field.personal:
        return any(fields[source].personal for source in field.of)
    public = register.public.fields if register.public else ()
    return field.index or key in (*register.key, register.event, *register.active, register.credit, AREA, *public)


def _plain_check(check: RowCheck) -> RowCheck:
    return structs.replace(check, when=plain(check.when), expect=plain(check.expect))
