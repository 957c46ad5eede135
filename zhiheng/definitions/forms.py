"""Forms of returns from `forms/*.toml`, one file a form; an office's file replaces ours of that name."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from msgspec import Struct

from zhiheng.core.checking.returns import CHANGE, OPERATORS
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.forms import Approval, Every, Form, FormCheck, Item, Kind, Side, Who
from zhiheng.core.values.indicators import Indicator
from zhiheng.core.values.registers import MONEY_UNITS, Level, Source
from zhiheng.definitions.clocks import span_of
from zhiheng.definitions.indicators import indicators
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

MOST_DECIMALS = 6
Raw = str | int | Decimal | list[str] | dict[str, Any]


class FormFile(Struct, kw_only=True, forbid_unknown_fields=True):
    """The top of a form's file."""

    name: str
    permit: str
    basis: str
    who: Who
    every: Every
    due: str
    source: dict[str, Any]
    items: dict[str, Any]
    checks: dict[str, Any] = {}
    approval: list[dict[str, Any]] = []
    note: str = ""


class ItemTable(Struct, kw_only=True, forbid_unknown_fields=True):
    """One item as written: what it is filled from, or of which type it is."""

    name: str = ""
    indicator: str = ""
    type: Kind = "indicator"
    change: str = "explain"
    unit: str = ""
    decimals: int = -1
    required: bool = False
    min: int | Decimal | None = None
    max: int | Decimal | None = None
    choices: list[str] = []
    longest: int = 500
    group: str = ""
    hint: str = ""


class CheckTable(Struct, kw_only=True, forbid_unknown_fields=True):
    """One check as written."""

    left: Any
    op: str
    right: Any
    says: str
    level: Level = "block"


class SideTable(Struct, kw_only=True, forbid_unknown_fields=True):
    """A side that is more than items of this return."""

    of: list[str] = []
    last: str = ""
    times: int | Decimal = 1


def forms(office: Path | None = None) -> dict[str, Form]:
    """Every form by id, loaded again when a file of the office has changed. Raises: Fault D201–D203, D233, D271–D273."""
    changes = changes_of(office, "forms/*.toml", "indicators/*.toml", "registers/*.toml") if office else ()
    return _loaded(office if changes else None, changes)


@lru_cache(maxsize=4)
def _loaded(office: Path | None, changes: tuple[Change, ...]) -> dict[str, Form]:
    known = indicators(office)
    return {name: form_from(path, known) for name, path in sorted(files("forms", ".toml", office).items())}


def form_called(name: str, office: Path | None = None) -> Form:
    """The form of that id. Raises: Fault D274."""
    found = forms(office)
    if name not in found:
        raise Fault("D274", f"没有“{name}”这张报表。可用的报表：{'、'.join(found)}。")
    return found[name]


def form_from(path: Path, known: Mapping[str, Indicator]) -> Form:
    """The form that one file defines; `known` are the indicators there are. Raises: Fault D201–D203, D233, D271–D273."""
    return form_of(path, text_of(path), known)


def form_of(path: Path, text: str, known: Mapping[str, Indicator]) -> Form:
    """The form that a text defines, as `path` would: a period keeps the text it was asked with. Raises: as `form_from`."""
    with with_lines(text):
        return _form(path, text, known)


def _form(path: Path, text: str, known: Mapping[str, Indicator]) -> Form:
    top = converted(table_of(path, text, decimals=True), FormFile, path)
    where = place(path)
    items = {key: _item(key, raw, path, known) for key, raw in top.items.items()}
    if not items:
        raise Fault("D272", f"{where} [items]：一项也没有。请至少写一项，例如 [items.cases-found]。")
    if top.who == "units" and (filled := [key for key, item in items.items() if item.indicator]):
        raise Fault("D273", f"{where}：“{filled[0]}”按地区从台账取数，而本表由单位填。请把 who 改成 areas，或改成自填的项。")
    return Form(
        id=path.stem,
        name=top.name,
        permit=_said(top.permit, "permit", where),
        basis=_said(top.basis, "basis", where),
        who=top.who,
        every=top.every,
        due=span_of(top.due, f"{where} due"),
        items=items,
        source=converted(top.source, Source, path, "source"),
        checks=tuple(_check(id, raw, items, path) for id, raw in top.checks.items()),
        approval=_approval(top.approval, path),
        note=top.note,
        text=text,
    )


def _said(words: str, key: str, where: str) -> str:
    if not words.strip():
        raise Fault("D273", f"{where}：{key} 是空的。没有准入和依据的报表不能发，请写明。")
    return words.strip()


def _item(key: str, raw: Any, path: Path, known: Mapping[str, Indicator]) -> Item:
    table, where = converted(raw, ItemTable, path, f"items.{key}"), f"{place(path)} [items.{key}]"
    if bool(table.indicator) == ("type" in raw):
        raise Fault("D272", f"{where}：“{key}”应写 indicator（从台账取数）或 type（自己填），二者取一。请改正。")
    refuse_unknown([table.change], ("explain", "never"), f"{where} change")
    if table.indicator:
        refuse_unknown([table.indicator], known, f"{where} indicator")
        printing = known[table.indicator].printing
        table.unit, table.decimals = printing.unit, printing.decimals
    _refuse_odd(table, where)
    return Item(
        key=key,
        name=table.name or known[table.indicator].name,
        kind=table.type,
        unit=table.unit,
        decimals=_decimals(table),
        indicator=table.indicator,
        entered=bool(table.indicator) and known[table.indicator].imported,
        fixed=bool(table.indicator) and table.change == "never",
        required=table.required,
        min=_kept(table, Decimal(0) if table.min is None and table.type in ("number", "money") else table.min),
        max=_kept(table, table.max),
        choices=tuple(table.choices),
        longest=table.longest,
        group=table.group,
        hint=table.hint,
    )


def _refuse_odd(table: ItemTable, where: str) -> None:
    """Refuses keys that do not belong to the item's type, and those that it lacks."""
    if not (table.name or table.indicator):
        raise Fault("D272", f"{where}：自己填的项没有写 name。请补上这个键。")
    if table.type == "money":
        refuse_unknown([table.unit], MONEY_UNITS, f"{where} unit")
    if (table.type == "choice") != bool(table.choices):
        raise Fault("D272", f"{where}：choices 只用于 type = \"choice\"，而且要写出可选的值。请改正。")
    if table.type in ("text", "choice", "date") and (table.unit or table.min is not None or table.max is not None):
        raise Fault("D272", f"{where}：unit、min、max 只用于数。请删去，或把 type 改成 number。")
    if table.type == "number" and not table.unit:
        raise Fault("D272", f"{where}：数没有写 unit。请写明单位，例如 unit = \"次\"。")
    if table.decimals > MOST_DECIMALS:
        raise Fault("D272", f"{where}：decimals 最多写 {MOST_DECIMALS}。请改小。")


def _decimals(table: ItemTable) -> int:
    if table.decimals >= 0:
        return table.decimals
    return 2 if table.type == "money" else 0


def _kept(table: ItemTable, bound: int | Decimal | None) -> Decimal | None:
    if bound is None:
        return None
    return Decimal(bound) * (MONEY_UNITS[table.unit] if table.type == "money" else 1)


def _check(id: str, raw: Any, items: Mapping[str, Item], path: Path) -> FormCheck:
    table, where = converted(raw, CheckTable, path, f"checks.{id}"), f"{place(path)} [checks.{id}]"
    refuse_unknown([table.op], (*OPERATORS, CHANGE), f"{where} op")
    left, right = (_side(one, items, path, id) for one in (table.left, table.right))
    if not left.items or left.last:
        raise Fault("D271", f"{where}：left 应是本期的一项或几项。请写成 left = \"cases-found\" 的样子。")
    if table.op == CHANGE and right.constant is None:
        raise Fault("D271", f"{where}：op = \"change\" 时，right 是允许变动的百分数。请写成 right = 50 的样子。")
    if table.op != CHANGE and right.constant is None and not (isinstance(table.right, dict) and "times" in table.right):
        _refuse_other_unit(left, right, items, where)
    return FormCheck(id=id, left=left, op=table.op, right=right, says=table.says, level=table.level)


def _side(raw: Raw, items: Mapping[str, Item], path: Path, id: str) -> Side:
    where = f"{place(path)} [checks.{id}]"
    match raw:
        case bool():
            raise Fault("D271", f"{where}：一边写成了 true 或 false。请写项的名字、数，或 {{last = …}}。")
        case int() | Decimal():
            return Side(constant=Decimal(raw))
        case str():
            side = Side(items=(raw,))
        case list():
            side = Side(items=tuple(str(one) for one in raw))
        case _:
            table = converted(raw, SideTable, path, f"checks.{id}")
            if bool(table.of) == bool(table.last):
                raise Fault("D271", f"{where}：一边应写 of（几项之和）或 last（上期的一项），二者取一。请改正。")
            names = (table.last,) if table.last else tuple(table.of)
            side = Side(items=names, last=bool(table.last), times=Decimal(table.times))
    refuse_unknown(side.items, items, where)
    for name in side.items:
        if not items[name].is_number:
            raise Fault("D271", f"{where}：“{name}”不是数，不能比较。请换成数的项。")
    return side


def _refuse_other_unit(left: Side, right: Side, items: Mapping[str, Item], where: str) -> None:
    units = list(dict.fromkeys(items[name].unit for name in (*left.items, *right.items)))
    if len(units) > 1:
        raise Fault("D271", f"{where}：两边的单位不同（{'、'.join(units)}）。请比较单位相同的项，或写 times 换算。")


def _approval(raw: Iterable[Any], path: Path) -> tuple[Approval, ...]:
    found = tuple(converted(one, Approval, path, "approval") for one in raw)
    if not found:
        return (Approval(name="接收", by="asker"),)
    if found[-1].by != "asker":
        raise Fault("D273", f"{place(path)} [approval]：最后一级应由下发单位接收。请把最后一级的 by 写成 asker。")
    return found
