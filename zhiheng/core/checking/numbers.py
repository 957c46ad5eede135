"""Numbers as people type them: 1,097 · １２ · 1.2万元 · 40多 · 98%以上 · 2-3."""

import math
import re
import unicodedata
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar

from msgspec import Struct

from zhiheng.core.values.lookups import Unreadable
from zhiheng.core.values.registers import ENDLESS, MONEY_UNITS, QUANTITY_UNITS, Field

N = TypeVar("N", int, Decimal)
FOURTH = Decimal("0.0001")
LARGEST = 10**13  # of one cell: 1000 亿元 in 分; a million such cells still add up in 64 bits
QUALIFIERS = ("以上", "以下", "左右", "多", "余")
_NUMBER = r"[+-]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_BEFORE = {"约": "左右", "近": "近", "不少于": "以上", "不低于": "以上", "超过": "多", "至少": "以上"}
_SAID = re.compile(rf"({'|'.join(_BEFORE)})?({_NUMBER})(多|余)?([^\d+\-~至～—]*?)({'|'.join(QUALIFIERS)})?")
PLACEHOLDER = re.compile(r".*(?:[Xx×*?]{2,}|_{2,}).*")
_RANGE = re.compile(rf"({_NUMBER})[^\d]*?[-~至～—]+({_NUMBER})(\D*)")


class Number(Struct, frozen=True, kw_only=True):
    """A number with the word written after it and what stood beside it; `value` None: two readings, a person decides."""

    value: Decimal | None
    word: str = ""
    mark: dict[str, Any] = {}


def number_in(cell: object, remedy: str) -> Number:
    """The number of a cell. Raises: Unreadable."""
    if isinstance(cell, bool | date) or (isinstance(cell, float) and not math.isfinite(cell)):
        raise Unreadable(f"“{cell}”不是数。{remedy}")
    if isinstance(cell, float):
        return Number(value=Decimal(f"{cell:.15g}"))  # what a spreadsheet shows: fifteen digits
    if isinstance(cell, int | Decimal):
        return Number(value=Decimal(cell))
    words = re.sub(r"\s", "", unicodedata.normalize("NFKC", str(cell))).lstrip("¥'")
    if PLACEHOLDER.fullmatch(words):
        raise Unreadable(f"“{cell}”是没有填写的样本文字。{remedy}")
    if match := _SAID.fullmatch(words):
        qualifier = match[5] or match[3] or _BEFORE.get(match[1] or "", "")
        return Number(
            value=Decimal(match[2].replace(",", "")), word=match[4], mark={"qualifier": qualifier} if qualifier else {}
        )
    if match := _RANGE.fullmatch(words):
        return Number(value=None, word=match[3], mark={"open": [match[1], match[2]]})
    raise Unreadable(f"“{cell}”不是数。{remedy}")


def kept_number(field: Field, cell: object, unit: str) -> tuple[int | str | None, dict[str, Any]]:
    """What is kept of a cell of a number field, and what stood beside it. `unit` is the one in the column's head.

    Raises: Unreadable.
    """
    match field.type:
        case "int":
            remedy = "请填阿拉伯数字，例如 12。"
        case "money":
            remedy = "请填数字，例如 3500 或 0.35万元。"
        case _:
            remedy = "请填数字，例如 98.5。"
    number = number_in(cell, remedy)
    if number.value is None:
        return None, number.mark
    match field.type:
        case "int":
            return within(field, _whole(field, number, unit, cell, remedy)), number.mark
        case "money":
            return within(field, _cents(number, unit, cell)), number.mark
        case "percent":
            return _decimal(field, number.value, number.word or unit, ("%", "百分比", ""), cell), number.mark
        case "quantity":
            return _quantity(field, number, unit, cell), number.mark
    return _decimal(field, number.value, number.word or unit, (field.unit, ""), cell), number.mark


def _whole(field: Field, number: Number, head_unit: str, cell: object, remedy: str) -> int:
    assert number.value is not None  # noqa: S101 - kept_number has looked
    value, word, name = number.value, number.word, field.unit or "个"
    if head_unit not in ("", field.unit):
        raise Unreadable(f"表头写的单位是“{head_unit}”，本台账用“{name}”。请换算后改表头。")
    if word.startswith("万"):
        value, word = value * 10_000, word[1:]
    if word and word != field.unit:
        raise Unreadable(f"“{cell}”的单位不是“{name}”。{remedy}")
    if value != value.to_integral_value():
        raise Unreadable(f"“{cell}”不是整数。{remedy}")
    return _bounded(int(value))


def _cents(number: Number, unit: str, cell: object) -> int:
    """分. The unit stands in the cell or in the head of the column; none is guessed."""
    assert number.value is not None  # noqa: S101 - kept_number has looked
    unit = number.word or unit
    if unit not in MONEY_UNITS:
        raise Unreadable(f"“{cell}”不知道是元还是万元。请把表头写成“…（元）”或“…（万元）”。")
    cents = number.value * MONEY_UNITS[unit]
    if cents != cents.to_integral_value():
        raise Unreadable(f"“{cell}”{unit}不足一分。请核对小数位。")
    return _bounded(int(cents))


def _quantity(field: Field, number: Number, unit: str, cell: object) -> str:
    assert number.value is not None  # noqa: S101 - kept_number has looked
    known = QUANTITY_UNITS.get(field.unit, {field.unit: Decimal(1)})
    word = number.word or unit or field.unit
    if word not in known:
        raise Unreadable(f"“{cell}”的单位“{word}”换算不了。请用：{'、'.join(known)}。")
    kept = number.value * known[word]
    return _decimal(field, kept.quantize(FOURTH) if word in ENDLESS and word != field.unit else kept, "", ("",), cell)


def _decimal(field: Field, value: Decimal, word: str, allowed: tuple[str, ...], cell: object) -> str:
    """Canonical decimal text: no exponent, no trailing zeros."""
    if word not in allowed:
        raise Unreadable(f"“{cell}”的单位“{word}”不是“{allowed[0] or '无单位'}”。请换算后再填。")
    within(field, value)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _bounded(number: int) -> int:
    if abs(number) > LARGEST:
        raise Unreadable("数太大。请核对是否多打了零。")
    return number


def within(field: Field, number: N) -> N:
    """The number, within what its field allows. Raises: Unreadable."""
    shown = (lambda n: f"{Decimal(n) / 100}元") if field.type == "money" else str
    if field.min is not None and number < field.min:
        raise Unreadable(f"不能小于{shown(field.min)}。请核对。")
    if field.max is not None and number > field.max:
        raise Unreadable(f"不能大于{shown(field.max)}。请核对。")
    return number
