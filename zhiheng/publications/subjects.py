"""The row that a document is about: found by its number, put in words, and held against what the template asks of it."""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from msgspec import structs

from zhiheng.core.values.conditions import satisfied
from zhiheng.core.values.facts import Record, Thing
from zhiheng.core.values.faults import Fault
from zhiheng.core.writing.templates import BATCH, Template, cells_of, column_of, list_of, thing_of
from zhiheng.directory.models import Area
from zhiheng.publications import subjects_kept, subjects_of_rows
from zhiheng.publications.found import Found
from zhiheng.registers.known import known_registers
from zhiheng.web.scoping import Scope


class Subject(NamedTuple):
    """What a document is about.

    Shape: `things` say what columns it has (""), and those of each list; `refused` why no document can be begun or go out now.
    """

    record: Record
    things: dict[str, Thing]
    area: Area
    day: date | None
    refused: tuple[str, ...]


def subject_of(template: Template, row: int, scope: Scope, today: date) -> Subject:
    """The row of that number, with all that the template asks of it.

    Raises: Fault B140 there is no such row, or none that the office may see.
    """
    head, registers = template.head, known_registers()
    thing = thing_of(head.about, registers)
    module = subjects_of_rows if head.about in registers else subjects_kept
    found = module.row_of(template, row, scope, today)
    if found is None or thing is None:
        name = thing.name if thing else head.about
        raise Fault("B140", f"“{name}”里没有第 {row} 号，或不在您的辖区里。请从那一行的页面起草，或核对行号。")
    lists = {name: module.rows_beside(template, name, found, row, scope, today) for name in _lists(template)}
    every = lists.get(BATCH) or [found]
    records = {name: tuple(one.record for one in rows) for name, rows in lists.items()}
    kinds = {name: list_of(head.about, name, registers, batch=bool(head.batch)) for name in template.asked.lists}
    things = {"": thing} | {name: kind for name, kind in kinds.items() if kind}
    refused = tuple(_refused(template, found, every, thing, today))
    return Subject(structs.replace(found.record, lists=records), things, found.area, found.day, refused)


def _lists(template: Template) -> Iterable[str]:
    return dict.fromkeys((*template.asked.lists, *([BATCH] if template.head.batch else [])))


def _refused(template: Template, found: Found, every: list[Found], thing: Thing, today: date) -> Iterable[str]:
    if found.gone:
        yield found.gone
    for column in cells_of(template.head, template.text):
        if column not in found.record.cells or not found.record.cells[column].text:
            field = column_of(thing, column, known_registers(), follow=True)
            yield f"“{field.name if field else column}”还没有填，标题或主送要用"
    for each in template.head.ready:
        broken = [one for one in every if not _holds(each.when, each.expect, one, today)]
        if broken:
            named = "、".join(one.record.name for one in broken[:3]) + (f"等 {len(broken)} 行" if len(broken) > 3 else "")
            yield f"{each.says}（{named}）" if len(every) > 1 else each.says


def _holds(when: Any, expect: Any, one: Found, today: date) -> bool:
    values = {**one.values, "today": today.isoformat()}
    return not satisfied(as_kept(when), values) or satisfied(as_kept(expect), values)


def as_kept(condition: Any) -> Any:
    """A condition with its days as rows keep them."""
    match condition:
        case date():
            return condition.isoformat()
        case dict():
            return {key: as_kept(value) for key, value in condition.items()}
        case list():
            return [as_kept(one) for one in condition]
    return condition
