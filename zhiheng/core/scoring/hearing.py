"""What a person wrote in the cell of an item: a number or one of the answers.

Source: docs/methods/scoring.md
"""

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from zhiheng.core.scoring.numbers import HUNDRED, ZERO, plain
from zhiheng.core.scoring.ruling import most_allowed
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.schemes import Item
from zhiheng.core.values.ways import Choice, Given, Survey

LARGEST = Decimal(10) ** 13


class Heard(NamedTuple):
    """A number, or the words of an answer."""

    value: Decimal | None = None
    answer: str = ""


def heard(item: Item, text: str, group: str = "") -> Heard:
    """What was written, in the item's own way; digits of full width, the unit and 分 behind a number are understood.

    Raises: Fault S240: no such answer, no number, or one that the item cannot have.
    """
    wanted = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    about = f"{item.id} {item.name}："
    if isinstance(item.how, Choice):
        for option in item.how.options:
            if re.sub(r"\s", "", unicodedata.normalize("NFKC", option.answer)) == wanted:
                return Heard(answer=option.answer)
        known = "、".join(option.answer for option in item.how.options)
        raise Fault("S240", f"{about}“{text[:60]}”不是可选的答案。请从这些里选：{known}。")
    return Heard(value=_allowed(item, _number(item, wanted, text), group))


def _number(item: Item, wanted: str, text: str) -> Decimal:
    bare = wanted.replace(",", "").replace("−", "-")
    for unit in ("分", "%", unicodedata.normalize("NFKC", item.unit)):
        bare = bare.removesuffix(unit)
    try:
        value = Decimal(bare)
    except InvalidOperation:
        value = Decimal("NaN")
    if not value.is_finite() or not -LARGEST < value < LARGEST or "_" in bare:
        raise Fault("S240", f"{item.id} {item.name}：“{text[:60]}”不是数。请只写一个数，例如 0.5；不适用的在“不适用”一列选。")
    if value != round(value, 6):
        raise Fault("S240", f"{item.id} {item.name}：“{text[:60]}”的小数超过 6 位。请四舍五入后再写。")
    return value


def _allowed(item: Item, value: Decimal, group: str) -> Decimal:
    about, most = f"{item.id} {item.name}：", most_allowed(item, group)
    judged = not isinstance(item.how, Given | Survey) and item.by == "computed"
    if value < ZERO and not judged:
        raise Fault("S240", f"{about}{plain(value)} 是负数。请改正。")
    if most is not None and value > most:
        unit = "%" if most == HUNDRED and (item.unit == "%" or getattr(item.how, "percent", False)) else ""
        raise Fault("S240", f"{about}{plain(value)} 超过 {plain(most)}{unit}。请改正。")
    if isinstance(item.how, Given) and value % item.how.step:
        raise Fault("S240", f"{about}{plain(value)} 不是 {plain(item.how.step)} 的倍数。请改正。")
    return value
