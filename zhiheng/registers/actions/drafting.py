"""What was typed into a form and not sent yet survives a closed window."""

from typing import Any

from django.utils import timezone

from zhiheng.core.values.registers import Register
from zhiheng.registers.models import Draft


def keep_draft(register: Register, row: int, cells: dict[str, str], version: int, by: Any) -> None:
    """The draft of one person for one row, 0 for a new one; personal values are not kept in drafts."""
    kept = {key: words for key, words in cells.items() if not register.fields[key].personal}
    if any(kept.values()):
        said = {"cells": kept, "version": version, "at": timezone.now()}
        Draft.objects.update_or_create(by=by, register=register.id, row=row, defaults=said)


def drop_draft(register: Register, row: int, by: Any) -> None:
    """The draft is gone: the row was saved, or the person does not want it."""
    Draft.objects.filter(by=by, register=register.id, row=row).delete()
