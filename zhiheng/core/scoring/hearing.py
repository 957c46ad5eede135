"""What a person wrote in the cell of an item: a number or one of the answers.

Source: docs/methods/scoring.md
"""

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from zhiheng.core.scoring.numbers import ZERO, plain
from zhiheng.core.scoring.ruling import most_allowed
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.schemes import Item
from zhiheng.core.values.ways import Choice, Given

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
    if isinstance(item.how, Choice):
        for option in item.how.options:
            if re.sub(r"\s", "", unicodedata.normalize("NFKC", option.answer)) == wanted:
                return Heard(answer=option.answer)
        return allowed(item, Heard(answer=text), group)
    return allowed(item, Heard(value=_number(item, wanted, text)), group)


def allowed(item: Item, told: Heard, group: str = "") -> Heard:
    """The same, where the item can have it. Raises: Fault S240."""
    about = f"{item.id} {item.name}："
    if isinstance(item.how, Choice):
        known = "、".join(option.answer for option in item.how.options)
        if told.answer not in {option.answer for option in item.how.options}:
            raise Fault("S240", f"{about}“{told.answer[:60]}”不是可选的答案。请从这些里选：{known}。")
    elif told.value is None:
        raise Fault("S240", f"{about}这一项要写数，写的是“{told.answer[:60]}”。请改正。")
    else:
        _in_bounds(item, told.value, group)
    return told


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


def _in_bounds(item: Item, value: Decimal, group: str) -> None:
    about, most = f"{item.id} {item.name}：", most_allowed(item, group)
    if value < ZERO and item.by != "computed":
        raise Fault("S240", f"{about}{plain(value)} 是负数。请改正。")
    if most is not None and value > most and item.by != "computed":
        raise Fault("S240", f"{about}{plain(value)} 超过 {plain(most)}。请改正。")
    if isinstance(item.how, Given) and value % item.how.step:
        raise Fault("S240", f"{about}{plain(value)} 不是 {plain(item.how.step)} 的倍数。请改正。")
