"""What of the registers is sealed: rows and imports, each by its whole content."""

from collections.abc import Mapping
from typing import Any

from zhiheng.core.values.faults import Fault
from zhiheng.definitions.registers import register_called
from zhiheng.history.sealing import Contents
from zhiheng.registers.models import Row
from zhiheng.registers.names import names_in
from zhiheng.registers.showing import shown_row


def _row_named(content: Mapping[str, Any]) -> str:
    return f"台账“{_register_name(content['register'])}”的“{content['key'].replace('|', ' ')}”"


def _row_shown(content: Mapping[str, Any]) -> Mapping[str, str]:
    """A row in the words of its history."""
    try:
        register = register_called(content["register"])
        words = shown_row(register, content["data"], names_in(register, [content["data"]]))
    except Fault:  # the office took the definition away
        words = {}
    return words | {"状态": dict(Row.STATUSES).get(content["status"], content["status"])}


def _import_named(content: Mapping[str, Any]) -> str:
    return f"台账“{_register_name(content['register'])}”的导入“{content['name']}”"


def _attachment_named(content: Mapping[str, Any]) -> str:
    return f"附件“{content['name']}”"


def _register_name(slug: str) -> str:
    try:
        return register_called(slug).name
    except Fault:
        return slug


IMPORT = ("register", "area_id", "office_id", "name", "digest", "size", "added", "changed", "same", "by_id")
CONTENTS = (
    Contents("registers.row", "台账记录", Row.CONTENT, _row_named, _row_shown, {"状态": "有效"}),
    Contents("registers.attachment", "附件", ("row_id", "field", "name", "digest", "size"), _attachment_named),
    Contents("registers.import", "导入", IMPORT, _import_named),
)
