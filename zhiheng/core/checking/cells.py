"""One cell as people type it becomes the value that is kept, or a sentence that says what is wrong."""

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, cast

from rapidfuzz import fuzz, process

from zhiheng.core.checking.dates import kept_date, kept_time
from zhiheng.core.checking.numbers import kept_number
from zhiheng.core.values.lookups import Broken, Lookups, Merged, Unreadable
from zhiheng.core.values.registers import NUMBERS, Code, Field, Kept

Cell = str | int | float | bool | date | datetime | time | Decimal | Broken | Merged | None
LONGEST = 2000  # characters of one cell
MOST = 500  # entries of one cell
YES, NO = ("是", "有", "√", "true", "1", "y", "yes", "通过"), ("否", "无", "×", "false", "0", "n", "no", "未通过")
OPEN_ENDED = re.compile(r"(?:等单位|等部门|等)$")
BETWEEN = re.compile(r"[、;；\n]+|(?<=[^\d]),|，")
LIKE = 60  # of 100: a choice so like the words typed is suggested
SHOWN = 20  # choices told in one sentence
NOTHING_KNOWN = Lookups()
__all__ = ["Cell", "Unreadable", "kept_value"]


def kept_value(
    field: Field, cell: Cell, *, codes: tuple[Code, ...] = (), known: Lookups = NOTHING_KNOWN, unit: str = ""
) -> tuple[Kept, dict[str, Any]]:
    """What is kept of a cell, and what stands beside it: {"qualifier": "多"}, {"open": ["2", "3"]}, {"open_ended": True}.

    Shape: see docs/methods/registers.md; `unit` is the one in the column's head.
    None:  the cell is empty, or holds two readings: unknown.
    Raises: Unreadable.
    """
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None, {}
    if isinstance(cell, Broken):
        raise Unreadable(cell.says)
    if isinstance(cell, Merged):
        if field.type in NUMBERS:
            raise Unreadable(f"{cell.place} 是合并单元格，一个数管着几行，不知道怎么分。请取消合并，每行各填各的数。")
        cell = cell.value
    if field.type in NUMBERS:
        return kept_number(field, cell, unit)
    if field.type == "date" and not field.many:
        return kept_date(cell, known.day_zero), {}
    if field.type == "time":
        return kept_time(cell), {}
    words = text_of(cell)
    if not field.many:
        return _one(field, words, codes, known), {}
    listed = OPEN_ENDED.sub("", words)
    found = [_one(field, part.strip(), codes, known) for part in BETWEEN.split(listed) if part.strip()]
    if len(found) > MOST:
        raise Unreadable(f"有{len(found)}项，超过{MOST}项的上限。请分成几行。")
    return cast(Kept, list(dict.fromkeys(found))), {"open_ended": True} if listed != words else {}


def text_of(cell: Cell) -> str:
    """A cell's text in one line, as a spreadsheet shows it. Raises: Unreadable."""
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    words = str(cell)
    if not words.isprintable():
        words = "".join(sign if sign.isprintable() else " " for sign in words)
    words = " ".join(words.split())
    if len(words) > LONGEST:
        raise Unreadable(f"有{len(words)}个字，超过{LONGEST}个字的上限。请删短。")
    return words


def _one(field: Field, words: str, codes: tuple[Code, ...], known: Lookups) -> str | int | bool:
    match field.type:
        case "code":
            return _code(words, codes, known.day)
        case "bool":
            return _yes_or_no(words)
        case "area":
            return _area(words, known)
        case "enterprise":
            return known.enterprise(words)
        case "ref":
            return known.reference(field.to, words)
        case "date":
            return kept_date(words, known.day_zero)
    return words


def _code(words: str, codes: tuple[Code, ...], day: date | None) -> str:
    listed = [code.value for code in codes if code.valid_on(day)]
    if words in listed:
        return words
    if ended := next((code for code in codes if code.value == words), None):
        until = f"自{ended.until}后" if ended.until else f"在{ended.since}前"
        raise Unreadable(f"“{words}”{until}不再使用，与本行日期不符。请核对日期，或改为：{'、'.join(listed)}。")
    raise Unreadable(f"“{words}”不在可选值中{nearest(words, listed)}。请改为：{_choices(listed)}。")


def nearest(words: str, among: Iterable[str]) -> str:
    """“，是不是“产品””, where something is much like the words; else ""."""
    found = nearest_of(words, among)
    return f"，是不是“{found}”" if found else ""


def nearest_of(words: str, among: Iterable[str]) -> str:
    """What of the choices is much like the words; "" where nothing is."""
    found = process.extractOne(words, list(among), scorer=fuzz.ratio, score_cutoff=LIKE)
    return str(found[0]) if found else ""


def _choices(listed: list[str]) -> str:
    return "、".join(listed) if len(listed) <= SHOWN else f"{'、'.join(listed[:SHOWN])}等{len(listed)}个"


def _yes_or_no(words: str) -> bool:
    plain = words.lower()
    if plain in YES or plain in NO:
        return plain in YES
    raise Unreadable(f"“{words}”看不出是或否。请填“是”或“否”。")


def _area(words: str, known: Lookups) -> str:
    if words not in known.areas:
        raise Unreadable(f"“{words}”不是本辖区的地区{nearest(words, known.areas)}。请填本级或下级地区的名称或代码。")
    return known.areas[words]
