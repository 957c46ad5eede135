"""What the form of a row starts from."""

from typing import Any

from zhiheng.core.values.registers import AREA, Register
from zhiheng.directory.models import Area
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
