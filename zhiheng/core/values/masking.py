"""Personal data as everybody may see it: enough to know that it is there, too little to know whose it is."""

import re
from typing import Any

PHONE = r"1[3-9]\d{9}"
LANDLINE = r"0\d{2,3}[-—]\d{7,8}"
IDENTITY = r"\d{17}[\dXx]"
MAIL = r"[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+"
MARK = "（个人信息）"  # at the end of a field's name, in history: what stands under it is masked wherever it is shown
ANYTHING = "***"

_HAN = r"[\u3400-\u9fff\U00020000-\U0003ffff]"
_NAME = re.compile(rf"{_HAN}{{2,4}}|{_HAN}+(?:·{_HAN}+)+")
_PLACE = re.compile(rf"(?:{_HAN}{{1,8}}?(?:省|自治区|市|自治州|地区|盟))?{_HAN}{{1,8}}?(?:自治县|县|区|市|旗)(?=.)")
_PERSON = re.compile(r"[人名姓员师者户长]")
_LOOKS_LIKE_A_PLACE = re.compile(r"[省市县区乡镇村路街巷号室栋]")
_SEVERAL = re.compile(r"([、,，;；\s/]+)")


def masked_value(words: str, called: str = "") -> str:
    """A personal value by its kind: 张**, 138****1234, 460***********1234, l***@example.cn, 示例县***; else ***.

    `called` is the name of its field: without a word for a person in it (举报人) no word is taken for a name.

    >>> masked_value("张经办、13812345678", "联系人"), masked_value("460100199001011234"), masked_value("示例县人民路8号")
    ('张**、138****5678', '460***********1234', '示例县***')
    >>> masked_value(""), masked_value("乙肝", "病史"), masked_value("说是邻居，电话不肯留", "举报人")
    ('', '***', '***')
    """
    words = words.strip()
    parts = _SEVERAL.split(words)
    shown = [part if place % 2 else _of_one_kind(part, called) for place, part in enumerate(parts)]
    whole = _of_one_kind(words, called)
    return whole if whole is not None else ANYTHING if None in shown else "".join(filter(None, shown))


def masked_kept(value: Any, called: str) -> Any:
    """A kept value of a personal field, masked: text by its kind, each of a list, anything else ***; empty stays empty."""
    if value is None or value == "":
        return value
    if isinstance(value, list):
        return [masked_kept(one, called) for one in value]
    return masked_value(value, called) if isinstance(value, str) else ANYTHING


def masked_name(name: str) -> str:
    """陈**: enough to know whether somebody is named."""
    return name[:1] + "*" * max(len(name) - 1, 1) if name else ""


def masked_phone(phone: str) -> str:
    """138****5678: the middle of each number is hidden.

    >>> masked_phone("13812345678"), masked_phone("65221234"), masked_phone("110")
    ('138****5678', '652***34', '***')
    """
    if not re.search(r"\d{7}", phone):
        return "*" * len(phone)
    return re.sub(r"\d{7,}", _masked_run, phone)


def _of_one_kind(words: str, called: str) -> str | None:
    """The words masked, where they are one value of a known kind."""
    if not words:
        return ""
    if re.fullmatch(rf"{IDENTITY}|\d{{15}}", words):
        return words[:3] + "*" * (len(words) - 7) + words[-4:]
    if re.fullmatch(rf"(?:\+?86[- ]?)?(?:{PHONE}|{LANDLINE}|\d{{7,8}})", words):
        return masked_phone(words)
    if re.fullmatch(MAIL, words):
        return f"{words[0]}***@{words.partition('@')[2]}"
    if _LOOKS_LIKE_A_PLACE.search(words) and len(words) > 4:
        found = _PLACE.match(words)
        return f"{found[0]}***" if found else ANYTHING
    return masked_name(words) if _PERSON.search(called) and _NAME.fullmatch(words) else None


def _masked_run(found: re.Match[str]) -> str:
    digits = found[0]
    shown = 4 if len(digits) >= 11 else 2
    return digits[:3] + "*" * (len(digits) - 3 - shown) + digits[-shown:]
