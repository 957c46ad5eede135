"""Proves what a template says of rows against their definitions: what it is about, its columns, its lists, who may read them."""

import difflib
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from zhiheng.core.values.conditions import names_in
from zhiheng.core.values.facts import Thing
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.registers import Field, Register
from zhiheng.core.writing.templates.calling import Call, Each
from zhiheng.core.writing.templates.calls import Named
from zhiheng.core.writing.templates.calls_of_rows import (
    DaysSince,
    EachValue,
    Groups,
    ListTable,
    OfRow,
    OfRows,
    RowCell,
    RowList,
)
from zhiheng.core.writing.templates.printing import factor, units_like
from zhiheng.core.writing.templates.things import KEPT, column_of, list_of, lists_of, thing_of
from zhiheng.core.writing.templates.tree import (
    AllOf,
    AnyOf,
    Comparison,
    Hole,
    If,
    Loop,
    Node,
    Not,
    Template,
    Test,
)

TODAY = "today"  # what a condition of the head may hold days against
_NEAR = 12
Registers = Mapping[str, Register]


class _Rows(NamedTuple):
    """What the item of a loop is: a row, a group of rows, or neither."""

    thing: Thing | None
    group: str = ""


def refuse_unfit_rows(template: Template, registers: Registers) -> None:
    """Raises: Fault W200 its head · W201 a row where there is none · W202 a column · W203 a list · W204 what may not be printed ·
    W205 a column of another kind · W206 a condition of the head."""
    head, file = template.head, template.file
    thing = thing_of(head.about, registers) if head.about else None
    if head.about and thing is None:
        near = _near(head.about, [*KEPT, *registers])
        raise Fault("W200", f"{file}：about 写成了“{head.about}”，没有这个台账。请改为 {'、'.join(KEPT)}，或相近的台账：{near}。")
    _refuse_unfit_head(template, thing, registers)
    lines = {id(call): line for call, line in template.calls}
    walker = _Walker(template, thing, registers, lines)
    for call, line in template.calls:
        if line == 1 and isinstance(call, RowCell):
            walker.call(call, {})
    walker.nodes(template.nodes, {})


def _refuse_unfit_head(template: Template, thing: Thing | None, registers: Registers) -> None:
    head, file = template.head, template.file
    if (head.batch or head.ready or head.purpose) and thing is None:
        raise Fault("W200", f"{file}：batch、ready、purpose 要和 about 一起用。请先写 about = \"台账编号\"。")
    if head.batch and head.about not in registers:
        raise Fault("W200", f"{file}：batch 只用于台账，“{head.about}”不是台账。请删去 batch。")
    for column in head.batch:
        if thing and column not in thing.fields:
            raise _no_column(thing, column, f"{file}：batch 里")
    purposes = {field.personal for field in thing.fields.values() if field.personal} if thing else set()
    if head.purpose and head.purpose not in purposes:
        known = "、".join(sorted(purposes)) or "没有"
        raise Fault("W200", f"{file}：purpose 写成了“{head.purpose}”。这里的个人信息可用于：{known}。请改正。")
    for each in head.ready:
        for name in names_in(each.when) | names_in(each.expect):
            if thing and name != TODAY and column_of(thing, name, registers, follow=False) is None:
                raise Fault("W206", f"{file}：ready 里没有“{name}”这一栏。可用的：{_some(thing)}、{TODAY}。请改正。")


class _Walker:
    """Goes through the tree; `items` say what the loops around stand at."""

    def __init__(self, template: Template, thing: Thing | None, registers: Registers, lines: Mapping[int, int]) -> None:
        self._template, self._thing, self._registers, self._lines = template, thing, registers, lines

    def nodes(self, found: Iterable[Node], items: Mapping[str, _Rows]) -> None:
        for node in found:
            match node:
                case Hole():
                    self.call(node.call, items)
                case If():
                    for test, body in node.branches:
                        for call in _calls_of(test):
                            self.call(call, items)
                        self.nodes(body, items)
                case Loop():
                    self.call(node.over.call, items)
                    self.nodes(node.body, {**items, node.item: self._item(node.over.call, items)})
                    self.nodes(node.otherwise, items)

    def _item(self, call: Call, items: Mapping[str, _Rows]) -> _Rows:
        match call:
            case RowList():
                return _Rows(self._list(call.list, ""))
            case Groups():
                return _Rows(None, call.list)
        return _Rows(None)

    def call(self, call: Call, items: Mapping[str, _Rows]) -> None:
        where = f"{self._template.file} 第{self._lines.get(id(call), 1)}行"
        match call:
            case OfRow():
                self._cell(call, items, where)
            case OfRows() | ListTable():
                self._rows(call, items, where)
            case Named():
                for of in (call.area, call.part):
                    if isinstance(of, Each) and (found := items.get(of.name)) and (found.thing or found.group):
                        raise Fault("W201", f"{where}：“{of.name}”是台账的一行，不是地区，不能用来取指标。请改用 row( )。")

    def _about(self, where: str) -> Thing:
        if self._thing is None:
            raise Fault("W201", f"{where}：模板没有写它说的是哪一行。请在 +++ 之间写 about = \"台账编号\"，或改用指标。")
        return self._thing

    def _cell(self, call: OfRow, items: Mapping[str, _Rows], where: str) -> None:
        thing, follow = self._about(where), not call.of
        if call.of:
            found = items.get(call.of.name) if isinstance(call.of, Each) else None
            if found is None or found.thing is None:
                said = call.of.name if isinstance(call.of, Each) else call.of
                raise Fault("W201", f"{where}：of={said} 不是循环里的一行。请写 {{% for 名 in rows(…) %}} 里的那个名，不加引号。")
            thing = found.thing
        field = self._column(thing, call.column, where, follow=follow)
        if isinstance(call, DaysSince) and field.type != "date":
            raise Fault("W205", f"{where}：“{field.name}”不是日期，不能数天数。请换一个日期栏。")
        if isinstance(call, EachValue) and not field.many:
            raise Fault("W205", f"{where}：“{field.name}”只有一个值，不用循环。请改用 row(\"{call.column}\")。")
        if isinstance(call, RowCell) and call.unit:
            own = "元" if field.type == "money" else field.unit
            if not own or factor(own, call.unit) is None:
                like = "、".join(units_like(own)) if own else "没有"
                raise Fault("W205", f"{where}：“{field.name}”的单位不能印成{call.unit}。可用的：{like}。请改正。")

    def _rows(self, call: OfRows | ListTable, items: Mapping[str, _Rows], where: str) -> None:
        thing = self._list(call.list, where)
        if call.of and not (isinstance(call.of, Each) and items.get(call.of.name, _Rows(None)).group == call.list):
            raise Fault("W201", f"{where}：of 要写同一个名单用 groups( ) 分出的一组，就是循环里的那个名，不加引号。请改正。")
        for column in (call.by,) if isinstance(call, Groups) else call.columns if isinstance(call, ListTable) else ():
            self._column(thing, column, where, follow=False)

    def _list(self, name: str, where: str) -> Thing:
        about, batch = self._about(where).id, bool(self._template.head.batch)
        if found := list_of(about, name, self._registers, batch=batch):
            return found
        known = "、".join(lists_of(about, self._registers, batch=batch)) or "没有"
        raise Fault("W203", f"{where}：没有“{name}”这个名单。可用的：{known}。请改正。")

    def _column(self, thing: Thing, name: str, where: str, *, follow: bool) -> Field:
        field = column_of(thing, name, self._registers, follow=follow)
        if field is None:
            raise _no_column(thing, name, where)
        if field.type == "file":
            raise Fault("W204", f"{where}：“{field.name}”是文件，不能印在公文里。请换一栏，或把它列为附件。")
        if field.personal and not self._may_print(thing, name, field):
            raise Fault(
                "W204",
                f"{where}：“{field.name}”是个人信息，只用于“{field.personal}”。"
                f"确要印的，在 +++ 之间写 purpose = \"{field.personal}\"；否则请删去这一处。",
            )
        return field

    def _may_print(self, thing: Thing, name: str, field: Field) -> bool:
        """In public, or for the purpose of the head: of the row itself, never of one that it refers to."""
        public = self._registers[thing.id].public if thing.id in self._registers else None
        own = self._thing is not None and thing.id == self._thing.id and "." not in name
        return bool(public and name in public.fields) or (own and field.personal == self._template.head.purpose)


def _calls_of(test: Test | None) -> Iterable[Call]:
    match test:
        case AllOf() | AnyOf():
            for one in test.tests:
                yield from _calls_of(one)
        case Not():
            yield from _calls_of(test.test)
        case Comparison():
            yield from (side for side in (test.left, test.right) if isinstance(side, Call))
        case Call():
            yield test


def _no_column(thing: Thing, name: str, where: str) -> Fault:
    near = difflib.get_close_matches(name, list(thing.fields), n=1)
    hint = f"是不是“{near[0]}”？" if near else ""
    return Fault("W202", f"{where}：“{thing.name}”没有“{name}”这一栏。{hint}可用的：{_some(thing)}。请改正。")


def _some(thing: Thing) -> str:
    states = "、state、reached.状态" if thing.states else ""
    return "、".join(thing.fields) + states


def _near(name: str, known: list[str]) -> str:
    return "、".join(difflib.get_close_matches(name, known, n=_NEAR, cutoff=0.3)[:5] or known[-3:])
