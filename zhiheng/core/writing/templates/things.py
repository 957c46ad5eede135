"""What a template may be about: rows of every register, and what is kept elsewhere: duties, plans, assessments, documents."""

from collections.abc import Mapping
from typing import Literal

from zhiheng.core.values.facts import Thing
from zhiheng.core.values.registers import Field, Register
from zhiheng.core.values.tables import Column
from zhiheng.core.writing.task_table import COLUMNS

BATCH = "batch"  # the rows alike in what the head names as `batch`


def _text(name: str, **more: bool | str) -> Field:
    return Field(name=name, type="text", **more)  # type: ignore[arg-type]


def _columns(*told: tuple[str, int, Literal["left", "center"]]) -> Mapping[str, Column]:
    return {key: Column(key=key, name="", width=width, align=align) for key, width, align in told}


def _day(name: str) -> Field:
    return Field(name=name, type="date")


KEPT: Mapping[str, Thing] = {
    "duty": Thing(id="duty", name="方案里的一项任务", columns={column.key: column for column in COLUMNS}, fields={
        "no": _text("序号"), "matter": _text("事项"), "category": _text("类别"), "task": _text("重点任务"),
        "measures": _text("具体举措"),
        "targets": _text("量化目标", many=True), "lead_units": _text("牵头单位", many=True),
        "units": _text("责任（配合）单位", many=True), "leader": _text("责任领导"),
        "contact": _text("责任人及电话", personal="联系责任人"), "progress": _text("季度形象进度", many=True),
        "due": _text("完成时限"), "due_on": _day("完成日期"), "clause": _text("依据条款"), "remark": _text("备注"),
        "plan": _text("方案"), "documents": _text("来文", many=True),
    }),
    "plan": Thing(id="plan", name="一份方案", fields={
        "title": _text("方案名称"), "documents": _text("来文", many=True), "approved_on": _day("印发日期"),
    }),
    "manuscript": Thing(id="manuscript", name="一件文稿", fields={
        "title": _text("标题"), "genre": _text("文种"), "office": _text("起草单位"), "made_by": _text("起草人"),
        "made_on": _day("起草日期"), "version": _text("稿次"), "to": _text("主送机关", many=True),
        "copies": _text("抄送机关", many=True), "attached": _text("附件", many=True), "secrecy": _text("密级"),
        "urgency": _text("紧急程度"), "number": _text("发文字号"),
    }),
    "assessment": Thing(id="assessment", name="一次考核", fields={
        "name": _text("考核名称"), "period": _text("考核年度"), "scheme": _text("考核方案"), "approver": _text("审定人"),
        "document": _text("审定文件"), "approved_on": _day("审定日期"), "revision": _text("版次"), "corrects": _text("更正"),
        "count": _text("考核对象（个）"), "groups": _text("分组", many=True),
    }),
    "publication": Thing(id="publication", name="一件印发的公文", fields={
        "title": _text("标题"), "number": _text("发文字号"), "issued_on": _day("印发日期"),
    }),
}  # fmt: skip
_BESIDE: Mapping[str, Thing] = {
    "scorecard": Thing(id="scorecard", name="一个考核对象的结果", columns=_columns(
        ("rank", 6, "center"), ("name", 14, "left"), ("total", 9, "center"), ("grade", 9, "center"), ("struck", 24, "left"),
        ("consequences", 24, "left"),
    ), fields={
        "rank": _text("名次"), "name": _text("考核对象"), "group": _text("分组"), "total": _text("得分"), "grade": _text("等次"),
        "struck": _text("一票否决、封顶"), "consequences": _text("结果运用", many=True),
    }),
    "rectification": Thing(id="rectification", name="一件整改事项", columns=_columns(
        ("name", 14, "left"), ("says", 48, "left"), ("due_on", 18, "center"),
    ), fields={
        "name": _text("考核对象"), "says": _text("整改事项"), "due_on": _day("整改时限"),
    }),
}  # fmt: skip
_LISTS = {
    ("plan", "duties"): "duty", ("assessment", "cards"): "scorecard", ("assessment", "grades"): "scorecard",
    ("assessment", "rectifications"): "rectification",
}  # fmt: skip


def thing_of(id: str, registers: Mapping[str, Register]) -> Thing | None:
    """What can be asked of rows of that kind; None where there is none."""
    if id in registers:
        one = registers[id]
        codes = {key: one.code_values(key) for key in one.codes}
        states = one.lifecycle.states if one.lifecycle else ()
        return Thing(id=id, name=one.name, fields=one.fields, codes=codes, states=states)
    return KEPT.get(id)


def list_of(about: str, name: str, registers: Mapping[str, Register], *, batch: bool = False) -> Thing | None:
    """What the rows of a list are.

    Shape: `batch`; a column that refers to rows of a register; `REGISTER.COLUMN`, the rows there that refer here; of what is
           kept elsewhere, the lists that it has.
    """
    if name == BATCH:
        return thing_of(about, registers) if batch else None
    if found := _LISTS.get((about, name)):
        return _BESIDE.get(found) or KEPT[found]
    if about not in registers:
        return None
    register, _, column = name.partition(".")
    if column:
        there = registers[register].fields.get(column) if register in registers else None
        return thing_of(register, registers) if there and there.to == about else None
    own = registers[about].fields.get(name)
    return thing_of(own.to, registers) if own and own.to in registers else None


def lists_of(about: str, registers: Mapping[str, Register], *, batch: bool = False) -> tuple[str, ...]:
    """The names of the lists that a row of that kind has."""
    of_kind = [name for (kind, name) in _LISTS if kind == about]
    own = [key for key, field in registers[about].fields.items() if field.to in registers] if about in registers else []
    there = [f"{id}.{key}" for id, one in registers.items() for key, field in one.fields.items() if field.to == about]
    return (*([BATCH] if batch else []), *of_kind, *own, *there)


def column_of(thing: Thing, name: str, registers: Mapping[str, Register], *, follow: bool) -> Field | None:
    """The column that a template means: of the row, its state, the day it reached a state, or of a row it refers to.

    Shape: with `follow`, `a.b` follows one reference, never two.
    """
    first, _, second = name.partition(".")
    if not second:
        return _text("状态") if name == "state" and thing.states else thing.fields.get(name)
    if first == "reached":
        return _day(f"{second}日期") if second in thing.states else None
    own = thing.fields.get(first)
    if not follow or own is None or own.many or own.to not in registers:
        return None
    return registers[own.to].fields.get(second)
