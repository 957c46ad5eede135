"""What the form of a row starts from."""

from typing import Any

from zhiheng.core.values.registers import AREA, Code, Register
from zhiheng.directory.models import Area
from zhiheng.registers.entry import form_fields
from zhiheng.registers.models import Draft, Row
from zhiheng.registers.names import names_in
from zhiheng.registers.showing import shown
from zhiheng.registers.wording import form_words


def first_words(register: Register, area: Area) -> dict[str, str]:
    """What the form of a new row holds: its area, and what the definition says by default."""
    words = {key: "" for key, field in register.fields.items() if not field.derive}
    for key, field in register.fields.items():
        if field.default is not None:
            words[key] = "是" if field.default is True else "否" if field.default is False else str(field.default)
    return words | {AREA: area.name}


def row_words(register: Register, row: Row) -> dict[str, str]:
    """What the form of a row holds."""
    return form_words(register, row.data, row.marks, names_in(register, [row.data]))


def derived_words(register: Register, row: Row) -> dict[str, str]:
    """The values that were computed, as a page shows them."""
    return {key: shown(field, row.data.get(key), {}) for key, field in register.fields.items() if field.derive}


def draft_of(register: Register, row: int, by: Any) -> Draft | None:
    """What somebody typed into this form and did not send; None where nothing is left."""
    return Draft.objects.filter(by=by, register=register.id, row=row).first()


def settable(register: Register) -> list[tuple[str, str]]:
    """The fields that can be set in many rows at once: none of the key, nothing computed, no files, nothing personal."""
    fields = register.fields.items()
    return [
        (key, field.name)
        for key, field in fields
        if key not in register.key and not field.derive and not field.personal and field.type != "file"
    ]


KINDS = {
    "text": "文字", "int": "整数", "decimal": "小数", "percent": "百分数", "money": "金额", "quantity": "数量", "date": "日期",
    "time": "时间", "bool": "是否", "code": "选项", "file": "文件", "ref": "引用", "area": "地区", "organisation": "单位",
    "enterprise": "企业", "product": "产品",
}  # fmt: skip


def field_lines(register: Register) -> list[dict[str, str]]:
    """Each field as the page of a definition tells it."""
    lines = []
    for shown_field in form_fields(register, {}):
        field = register.fields[shown_field.key]
        codes = [code.value + _dates(code) for code in register.codes.get(shown_field.key, ())]
        said = (shown_field.rule, "、".join(codes), f"单位：{field.unit}" if field.unit else "")
        rule = "；".join(part for part in said if part)
        must = "是" if shown_field.needed else f"到“{field.required}”" if isinstance(field.required, str) else ""
        kind = KINDS[field.type] + ("（多项）" if field.many else "") + ("，自动计算" if field.derive else "")
        lines.append({"name": field.name, "key": shown_field.key, "type": kind, "must": must, "rule": rule})
    return lines


def _dates(code: Code) -> str:
    if not (code.since or code.until):
        return ""
    return f"（{code.since or ''}至{code.until or '今'}）"
