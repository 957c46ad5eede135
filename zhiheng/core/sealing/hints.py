"""Which part of an entry was altered: a check sum of each part kept beside the seal. It helps to look; it proves nothing."""

from collections.abc import Callable
from typing import Any
from zlib import crc32

from zhiheng.core.sealing.canonical import canonical
from zhiheng.core.values.seals import Entry

Get = Callable[[str], Any]

PARTS: dict[str, Callable[[Get], str]] = {  # each part as text; written out, since it is made for every entry
    "对象": lambda get: f"{get('subject_type')} {get('subject_id')} {get('about_type')} {get('about_id')} {get('field')}",
    "动作": lambda get: f"{get('verb')} {get('purpose')}",
    "经办人": lambda get: f"{get('by_id')} {get('by_name')}",
    "时间": lambda get: str(get("at")),
    "原值": lambda get: _values(get("before")),
    "新值": lambda get: _values(get("after")),
    "理由": lambda get: str(get("reason")),
    "批准人": lambda get: f"{get('approved_by_id')} {get('approved_by_name')}",
    "内容校验码": lambda get: str(get("content")),
}

def hints(entry: Entry) -> str:
    """Eight hexadecimal digits for each of PARTS, in that order."""
    get = entry.get
    return "".join([f"{crc32(said(get).encode()):08x}" for said in PARTS.values()])

def parts_altered(entry: Entry, kept: str) -> list[str]:
    """The names of the parts that are not as `kept` says; none where it says nothing of use."""
    now = hints(entry)
    if len(kept) != len(now):
        return []
    return [name for place, name in enumerate(PARTS) if now[8 * place : 8 * place + 8] != kept[8 * place : 8 * place + 8]]

def _values(said: Any) -> str:
    return canonical(said).decode() if said else "{}"
