"""Who was due and who has done it, changes, formulas, groups, named rules: the other shapes of an indicator."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct, field

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.indicators import Change, Done, Due, Each, Formula, Part, Rule, Time
from zhiheng.core.values.registers import Field, FieldType, Register
from zhiheng.definitions.figures.measures import measure_from, time_from
from zhiheng.definitions.figures.naming import Beside, columns_of
from zhiheng.definitions.strict import converted, place, refuse_unknown

PEOPLE: dict[str, tuple[FieldType, dict[str, tuple[str, ...]]]] = {  # who may be due: the kind of field that names them, and
    # what the directory knows of them; () is any text
    "areas": ("area", {"level": ("省", "市", "县", "乡镇", "市县"), "kind": ("行政区", "功能区、开发区"), "name": ()}),
    "organisations": ("organisation", {"name": ()}),
    "enterprises": ("enterprise", {
        "size": ("未填", "大型", "中型", "小型", "微型", "个体工商户"), "sector": (),
        "status": ("存续", "停业、歇业", "吊销", "注销", "迁出"),
    }),
}  # fmt: skip
TURNS = ("day", "month", "quarter", "year")
SERIES_RULES: dict[str, tuple[str, ...]] = {  # named rules over a series, and what each may be told
    "longest-run": ("step", "direction", "periods"), "first-ever": ("step", "since"), "rank": ("order",),
}  # fmt: skip
ROWS_RULES: dict[str, tuple[str, FieldType]] = {  # over the rows of a register: what they must be told, a field of which type
    "elapsed-months": ("day", "date"), "numbering-gaps": ("number", "int"),
}  # fmt: skip
DIMS: tuple[FieldType, ...] = ("code", "bool", "organisation", "product", "int", "text", "area", "ref")


class PartTable(Struct, kw_only=True, forbid_unknown_fields=True):
    """A numerator or denominator as written."""

    where: Any = {}
    measure: str = ""


class DueTable(Struct, kw_only=True, forbid_unknown_fields=True):
    """`due = {…}` as written."""

    who: str
    key: str = ""
    where: Any = {}
    time: str = "event"
    repeated: int = 1
    times: str = ""


class DoneTable(Struct, kw_only=True, forbid_unknown_fields=True):
    """`done = {…}` as written."""

    register: str = field(name="from")
    key: str
    where: Any = {}
    time: str = "event"
    part: str = ""


class ChangeTable(Struct, kw_only=True, forbid_unknown_fields=True):
    """`change = {…}` as written."""

    of: str
    against: str | int
    within: Literal["points", "percent", "amount"] = field(name="in")


class FormulaTable(Struct, kw_only=True, forbid_unknown_fields=True):
    """`formula = {…}` as written."""

    op: Literal["ratio", "minus", "plus"]
    of: list[str]
    per: int = 1


class EachTable(Struct, kw_only=True, forbid_unknown_fields=True):
    """`each = {…}` as written."""

    by: str
    take: list[Literal["min", "max", "mean"]] = []
    pick: Literal["", "lowest", "highest"] = ""


class RuleTable(Struct, kw_only=True, forbid_unknown_fields=True):
    """`rule = {…}` as written."""

    id: str
    of: str = ""
    options: dict[str, Any] = field(name="with", default_factory=dict)


def part_from(raw: Any, about: Beside, path: Path, name: str) -> Part:
    """A numerator or denominator. Raises: Fault D202, D203, D205, D207, D260, D262: it says nothing."""
    where = f"{place(path)} {name}"
    table = converted(raw, PartTable, path, name)
    if not table.where and not table.measure:
        raise Fault("D262", f"{where}：是空的。请写 where 或 measure；分母是全部行的，不写 denominator。")
    return Part(
        where=columns_of(table.where, about, f"{where}.where"),
        measure=measure_from(table.measure, about.register, f"{where}.measure") if table.measure else None,
    )


def due_from(raw: Any, registers: Mapping[str, Register], path: Path) -> Due:
    """Who was due. Raises: Fault D202, D203, D205, D256, D260, D261."""
    where = f"{place(path)} due"
    table = converted(raw, DueTable, path, "due")
    refuse_unknown([table.who], (*PEOPLE, *registers), f"{where}.who")
    if table.repeated < 1:
        raise Fault("D256", f"{where}：repeated 应为 1 以上的整数。请改正。")
    condition, time = table.where, Time()
    if table.who in PEOPLE:
        if table.key or table.repeated > 1:
            raise Fault("D256", f"{where}：应做的是名录里的{table.who}，不写 key 和 repeated。请删去，或把 who 换成台账。")
        _refuse_unlisted(condition, PEOPLE[table.who][1], f"{where}.where")
    else:
        register = registers[table.who]
        if not table.key:
            raise Fault("D256", f"{where}：who 是台账，须用 key 写明哪个字段是应做者。请补上。")
        _key_of(table.key, register, f"{where}.key")
        condition = columns_of(condition, Beside(register, registers), f"{where}.where")
        time = time_from(table.time, register, f"{where}.time")
    _refuse_bad_times(table.times, registers, f"{where}.times")
    return Due(who=table.who, key=table.key, where=condition, time=time, repeated=table.repeated, times=table.times)


def _refuse_unlisted(condition: Any, known: Mapping[str, tuple[str, ...]], where: str) -> None:
    """What the lists of areas, organisations and enterprises can be narrowed by."""
    if not isinstance(condition, dict):
        raise Fault("D256", f"{where}：名录的条件应为一组“键 = 值”。请改正。")
    refuse_unknown(condition, known, where)
    for name, line in condition.items():
        said = line if isinstance(line, list) else [line]
        refuse_unknown(said, known[name] or said, f"{where} {name}")


def _refuse_bad_times(times: str, registers: Mapping[str, Register], where: str) -> None:
    if not times or times in TURNS:
        return
    kind, _, named = times.partition(" ")
    id, _, key = named.partition(".")
    if kind != "codes" or not key:
        raise Fault("D256", f"{where}：写成了“{times}”。请写成 {'、'.join(TURNS)}，或 codes 台账.字段。")
    refuse_unknown([id], registers, where)
    refuse_unknown([key], registers[id].codes, where)


def done_from(raw: Any, due: Due, registers: Mapping[str, Register], path: Path) -> Done:
    """Who has done it; the key is of the same kind as those who were due. Raises: Fault D202, D203, D205, D256, D260, D261."""
    where = f"{place(path)} done"
    table = converted(raw, DoneTable, path, "done")
    refuse_unknown([table.register], registers, f"{where}.from")
    register = registers[table.register]
    key = _key_of(table.key, register, f"{where}.key")
    wanted = PEOPLE[due.who][0] if due.who in PEOPLE else registers[due.who].fields[due.key].type
    same = {key.type, wanted} <= {"text", "ref", "product", "code"} or key.type == wanted
    if not same:
        raise Fault("D256", f"{where}：应做的是 {wanted}，“{table.key}”却是 {key.type}，对不上。请换一个字段。")
    if due.times.startswith("codes "):
        refuse_unknown([table.part], register.fields, f"{where}.part")
    elif table.part:
        raise Fault("D256", f"{where}：只有 times 写成 codes 台账.字段时才写 part。请删去。")
    return Done(
        register=table.register,
        key=table.key,
        where=columns_of(table.where, Beside(register, registers), f"{where}.where"),
        time=time_from(table.time, register, f"{where}.time"),
        part=table.part,
    )


def _key_of(name: str, register: Register, where: str) -> Field:
    """The field that names somebody; people are counted, never listed."""
    refuse_unknown([name], register.fields, where)
    found = register.fields[name]
    if found.personal or found.type in ("file", "money", "decimal", "percent", "quantity", "bool"):
        raise Fault("D256", f"{where}：“{name}”是{'个人信息' if found.personal else found.type}，不能用来列名单。请换一个字段。")
    return found


def change_from(raw: Any, path: Path) -> Change:
    """A change. Raises: Fault D202, D203, D262."""
    table = converted(raw, ChangeTable, path, "change")
    against = str(table.against)
    if against not in ("last-year", "previous") and not (len(against) == 4 and against.isdigit()):
        raise Fault("D262", f"{place(path)} change：against 写成了“{against}”。请写成 last-year、previous 或一个年份。")
    return Change(of=table.of, against=against, within=table.within)


def formula_from(raw: Any, path: Path) -> Formula:
    """A formula over two indicators. Raises: Fault D202, D203, D262."""
    table = converted(raw, FormulaTable, path, "formula")
    if len(table.of) != 2 or table.per < 1:
        raise Fault("D262", f"{place(path)} formula：of 须是两个指标的代码，per 须是 1 以上的整数。请改正。")
    return Formula(op=table.op, of=(table.of[0], table.of[1]), per=table.per)


def each_from(raw: Any, register: Register, path: Path) -> Each:
    """One value for each group. Raises: Fault D202, D203, D262."""
    table = converted(raw, EachTable, path, "each")
    refuse_bad_dims([table.by], register, f"{place(path)} each.by", also=("enterprise",))
    if bool(table.take) == bool(table.pick):
        raise Fault("D262", f"{place(path)} each：take 和 pick 须写其中一个。请补上或删去。")
    return Each(by=table.by, take=tuple(table.take), pick=table.pick)


def rule_from(raw: Any, path: Path, register: Register | None = None) -> Rule:
    """A named rule over the values of another indicator, or over the rows of a register. Raises: Fault D202, D203, D262."""
    table, where = converted(raw, RuleTable, path, "rule"), f"{place(path)} rule"
    refuse_unknown([table.id], (*SERIES_RULES, *ROWS_RULES), f"{where}.id")
    if (table.id in ROWS_RULES) != (register is not None) or (table.id in SERIES_RULES) != bool(table.of):
        says = "要写 from（数哪个台账），不写 of" if table.id in ROWS_RULES else "要写 of（用哪个指标的值），不写 from"
        raise Fault("D262", f"{where}：{table.id} {says}。请改正。")
    if register is not None:
        _refuse_bad_field(table, register, where)
    else:
        refuse_unknown(table.options, SERIES_RULES[table.id], f"{where}.with")
    if table.id == "first-ever" and not isinstance(table.options.get("since"), int):
        raise Fault("D262", f"{where}.with：first-ever 须写 since，从哪一年起的数是全的，例如 since = 2006。请补上。")
    return Rule(id=table.id, of=table.of, options=table.options)


def _refuse_bad_field(table: RuleTable, register: Register, where: str) -> None:
    """The one field that a rule over rows looks at is there, and of its type."""
    option, wanted = ROWS_RULES[table.id]
    refuse_unknown(table.options, (option,), f"{where}.with")
    name = str(table.options.get(option, ""))
    refuse_unknown([name], register.fields, f"{where}.with {option}")
    found = register.fields[name]
    if found.type != wanted or found.many or found.personal:
        raise Fault("D262", f"{where}.with：“{name}”不是单个的 {wanted} 字段，{table.id} 不能用。请换一个字段。")


def refuse_bad_dims(names: list[str], register: Register, where: str, also: tuple[FieldType, ...] = ()) -> None:
    """Fields that keep figures apart: their values are few, and nobody's own. Raises: Fault D202, D262."""
    refuse_unknown(names, register.fields, where)
    for name in names:
        found = register.fields[name]
        if found.personal or found.type not in (*DIMS, *also):
            kind = "个人信息" if found.personal else found.type
            raise Fault("D262", f"{where}：“{name}”是{kind}，不能用来分组。请换一个字段。")
