"""One cell as people type it becomes the value that is kept, or a sentence that says what is wrong."""

import math
import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation

from zhiheng.core.values.registers import MONEY_UNITS, Field

Cell = str | int | float | bool | date | datetime | Decimal | None
SERIAL_DAY_ZERO = date(1899, 12, 30)  # day 0 of spreadsheet dates after 1900-03-01
CLOCK = r"(?:[ T]\d{1,2}:\d\d(?::\d\d)?)?"
DAY = re.compile(r"(\d{4})(?:[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d\d)(\d\d))" + CLOCK)
LONGEST = 2000  # characters of one cell
LARGEST = 10**13  # of one cell: 1000 亿元 in 分; a million such cells still add up in 64 bits


class Unreadable(ValueError):
    """The cell is not what its column holds; the message is a Chinese sentence with the remedy."""


def kept_value(
    field: Field, cell: Cell, *, codes: tuple[str, ...] = (), areas: Mapping[str, str] = {}, unit: str = ""
) -> str | int | None:
    """What is kept of a cell.

    Shape: dates as ISO text, areas as codes. `areas` maps codes and names to codes; `unit` is the one in the
           column's head.
    None:  the cell is empty: unknown.
    Raises: Unreadable.
    """
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return None
    if field.type == "date":
        return _date(cell).isoformat()
    if field.type == "int":
        return _within(field, _int(cell, field.unit, unit))
    if field.type == "money":
        return _within(field, _money(cell, unit))
    words = _text(cell)
    if field.type == "code":
        return _code(words, codes)
    if field.type == "area":
        return _area(words, areas)
    return words


def _text(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    words = " ".join("".join(sign if sign.isprintable() else " " for sign in str(cell)).split())
    if len(words) > LONGEST:
        raise Unreadable(f"有{len(words)}个字，超过{LONGEST}个字的上限。请删短。")
    return words


def _code(words: str, codes: tuple[str, ...]) -> str:
    if words not in codes:
        raise Unreadable(f"“{words}”不在可选值中。请改为：{'、'.join(codes)}。")
    return words


def _area(words: str, areas: Mapping[str, str]) -> str:
    if words not in areas:
        raise Unreadable(f"“{words}”不是本辖区的地区。请填本级或下级地区的名称或代码。")
    return areas[words]


def _decimal(cell: Cell, remedy: str) -> tuple[Decimal, str]:
    """A number and the word written after it."""
    if isinstance(cell, bool | date) or (isinstance(cell, float) and not math.isfinite(cell)):
        raise Unreadable(f"“{cell}”不是数。{remedy}")
    if isinstance(cell, float):
        return Decimal(f"{cell:.15g}"), ""  # what a spreadsheet shows: fifteen digits
    if isinstance(cell, int | Decimal):
        return Decimal(cell), ""
    words = unicodedata.normalize("NFKC", str(cell)).replace(" ", "").lstrip("¥'")
    match = re.fullmatch(r"([+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)(\D*)", words)
    if not match:
        raise Unreadable(f"“{cell}”不是数。{remedy}")
    try:
        return Decimal(match[1].replace(",", "")), match[2]
    except InvalidOperation:
        raise Unreadable(f"“{cell}”不是数。{remedy}") from None


def _int(cell: Cell, unit: str, head_unit: str) -> int:
    remedy = "请填阿拉伯数字，例如 12。"
    if head_unit not in ("", unit):
        raise Unreadable(f"表头写的单位是“{head_unit}”，本台账用“{unit or '个'}”。请换算后改表头。")
    number, word = _decimal(cell, remedy)
    if word and word != unit:
        raise Unreadable(f"“{cell}”的单位不是“{unit or '个'}”。{remedy}")
    if number != number.to_integral_value():
        raise Unreadable(f"“{cell}”不是整数。{remedy}")
    return _bounded(int(number))


def _money(cell: Cell, unit: str) -> int:
    """分. The unit stands in the cell or in the head of the column; none is guessed."""
    number, word = _decimal(cell, "请填数字，例如 3500 或 0.35万元。")
    unit = word or unit
    if unit not in MONEY_UNITS:
        raise Unreadable(f"“{cell}”不知道是元还是万元。请把表头写成“…（元）”或“…（万元）”。")
    cents = number * MONEY_UNITS[unit]
    if cents != cents.to_integral_value():
        raise Unreadable(f"“{cell}”{unit}不足一分。请核对小数位。")
    return _bounded(int(cents))


def _bounded(number: int) -> int:
    if abs(number) > LARGEST:
        raise Unreadable("数太大。请核对是否多打了零。")
    return number


def _within(field: Field, number: int) -> int:
    shown = (lambda n: f"{Decimal(n) / 100}元") if field.type == "money" else str
    if field.min is not None and number < field.min:
        raise Unreadable(f"不能小于{shown(field.min)}。请核对。")
    if field.max is not None and number > field.max:
        raise Unreadable(f"不能大于{shown(field.max)}。请核对。")
    return number


def _date(cell: Cell) -> date:
    remedy = "请填成 2025-07-25 的样子。"
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        if 1 <= cell - 20_000 <= 60_000:  # 1954 to 2118
            return SERIAL_DAY_ZERO + timedelta(days=int(cell))
        cell = _text(cell)
    words = unicodedata.normalize("NFKC", str(cell)).strip()
    match = DAY.fullmatch(words)
    if not match:
        raise Unreadable(f"“{words}”不是日期。{remedy}")
    year, month, day = match[1], match[2] or match[4], match[3] or match[5]
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise Unreadable(f"日历上没有“{words}”这一天。{remedy}") from None
