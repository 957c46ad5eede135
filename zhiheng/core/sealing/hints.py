"""Which part of an entry was altered: a check sum of each part kept beside the seal. It helps to look; it proves nothing."""

from zlib import crc32

from zhiheng.core.sealing.canonical import canonical
from zhiheng.core.values.seals import Entry

PARTS = {
    "对象": ("subject_type", "subject_id", "about_type", "about_id", "field"),
    "动作": ("verb", "purpose"),
    "经办人": ("by_id", "by_name"),
    "时间": ("at",),
    "原值": ("before",),
    "新值": ("after",),
    "理由": ("reason",),
    "批准人": ("approved_by_id", "approved_by_name"),
    "内容校验码": ("content",),
}


def hints(entry: Entry) -> str:
    """Eight hexadecimal digits for each of PARTS, in that order."""
    return "".join(f"{crc32(canonical([entry.get(key) for key in keys])):08x}" for keys in PARTS.values())


def parts_altered(entry: Entry, kept: str) -> list[str]:
    """The names of the parts that are not as `kept` says; none where it says nothing of use."""
    now = hints(entry)
    if len(kept) != len(now):
        return []
    return [name for place, name in enumerate(PARTS) if now[8 * place : 8 * place + 8] != kept[8 * place : 8 * place + 8]]
