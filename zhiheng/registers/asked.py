"""What a program sends: JSON, read into the words that a form would hold."""

import json
from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.registers import Register


class NotUnderstood(Fault):
    """Something in what was sent; `field` says where."""

    def __init__(self, id: str, says: str, field: str = "") -> None:
        super().__init__(id, says)
        self.field = field


def body_of(request: HttpRequest, *known: str) -> dict[str, Any]:
    """The object that was sent; decimals as they are written. Raises: NotUnderstood G191, G192."""
    try:
        found = json.loads(request.body, parse_float=str)
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict):
        raise NotUnderstood("G191", "内容不是 JSON 对象。请按 UTF-8 编码发送 {…}。")
    if strange := [key for key in found if key not in known]:
        raise NotUnderstood("G192", f"不认识“{strange[0]}”。可用的：{'、'.join(known)}。", strange[0])
    return found


def words_in(register: Register, given: object) -> dict[str, str]:
    """What is sent for each field, as typed into a form. Raises: NotUnderstood G193, G194."""
    if not isinstance(given, dict):
        raise NotUnderstood("G193", "没有 data。请在 data 里写字段和它的值。", "data")
    for key in given:
        if key not in register.fields or register.fields[key].derive:
            raise NotUnderstood("G194", f"“{register.name}”没有可填的字段“{key}”。请对照它的 definition。", key)
    return {key: plain_words(value, key) for key, value in given.items()}


def plain_words(value: object, key: str) -> str:
    """One value as words: 是 and 否 for true and false, a list with 、, "" for null. Raises: NotUnderstood G195."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(plain_words(one, key) for one in value)
    if not isinstance(value, str | int):
        raise NotUnderstood("G195", f"“{key}”的值应是文字、数、是否或它们的列表。请改正。", key)
    return str(value).replace("\0", "").strip()


def number_sent(body: Mapping[str, Any], key: str) -> int:
    """A whole number that must be there. Raises: NotUnderstood G196."""
    found = body.get(key)
    if not isinstance(found, int) or isinstance(found, bool):
        raise NotUnderstood("G196", f"没有 {key}，或者它不是整数。请填读到这一行时的 {key}。", key)
    return found
