"""Errors as hands make them, planted in drafts: stated classes, each where it can stand. Nothing here knows the checker."""

import random
from collections.abc import Callable
from decimal import Decimal

from planting.drafts import Draft, Slot

Plant = Callable[[Slot, random.Random], str | None]  # what the slot then says; None: it cannot stand there


def wrong_digit(slot: Slot, chance: random.Random) -> str | None:
    """One digit is another one."""
    number = _number(slot)
    places = [at for at, char in enumerate(number) if char.isdigit()]
    if slot.role != "figure" or len(places) < 3:
        return None
    at = chance.choice(places)
    other = chance.choice([digit for digit in "0123456789" if digit != number[at] and not (at == 0 and digit == "0")])
    return number[:at] + other + number[at + 1 :] + slot.unit


def swapped_digits(slot: Slot, chance: random.Random) -> str | None:
    """Two neighbouring digits change places."""
    number = _number(slot)
    places = [
        at for at in range(len(number) - 1)
        if number[at : at + 2].isdigit() and number[at] != number[at + 1] and not (at == 0 and number[1] == "0")
    ]  # fmt: skip
    if slot.role != "figure" or not places:
        return None
    at = chance.choice(places)
    return number[:at] + number[at + 1] + number[at] + number[at + 2 :] + slot.unit


def unit_shifted(slot: Slot, chance: random.Random) -> str | None:
    """万 for 亿, 元 for 万元, a decimal point left out."""
    if slot.role != "figure" or slot.unit == "%":
        return None
    number = _number(slot)
    kinds = {"万元": ["亿元", "元"], "人次": ["万人次"], "宗": ["万宗"], "人": ["万人"]}
    if "." in number and chance.random() < 0.3:
        return number.replace(".", "") + slot.unit
    return number + chance.choice(kinds[slot.unit]) if slot.unit in kinds else None


def wrong_area(slot: Slot, chance: random.Random) -> str | None:
    """The value of another area."""
    if slot.role != "figure" or not slot.elsewhere:
        return None
    return _printed(chance.choice(slot.elsewhere), slot)


def last_year(slot: Slot, chance: random.Random) -> str | None:
    """The value of the year before."""
    if slot.role != "figure" or slot.before is None or slot.before in (slot.value, 0):
        return None
    return _printed(slot.before, slot)


def percent_for_points(slot: Slot, chance: random.Random) -> str | None:
    """提高0.5% of a rate."""
    return slot.text.replace("个百分点", "%") if slot.role == "change" and slot.unit == "个百分点" else None


def wrong_sum(slot: Slot, chance: random.Random) -> str | None:
    """A total that its parts do not make."""
    slips = [slip for slip in (-10, -3, -2, -1, 1, 2, 9, 10) if slot.value + slip > 0]
    return f"{slot.value + chance.choice(slips)}{slot.unit}" if slot.role == "sum" else None


def list_length(slot: Slot, chance: random.Random) -> str | None:
    """A count that is not that of the names beside it."""
    return f"{slot.value + chance.choice((-1, 1, 2))}{slot.unit}" if slot.role == "count" else None


def direction(slot: Slot, chance: random.Random) -> str | None:
    """下降 where it rose."""
    if slot.role != "words" or not slot.value:
        return None
    turned = {"增长": "下降", "提高": "下降", "上升": "下降"}
    return turned.get(slot.text, chance.choice(("增长", "提高")) if slot.text == "下降" else None)


def wrong_date(slot: Slot, chance: random.Random) -> str | None:
    """A day or weekday that is not, a period of another year or that ends too early."""
    if slot.role == "date":
        day, _, week = slot.text.partition("（")
        if chance.random() < 0.5:
            return f"{day}（星期{chance.choice([each for each in '一二三四五' if each not in week])}）"
        return f"{day.partition('月')[0].partition('年')[0]}年{chance.choice(('2月30日', '6月31日', '4月31日'))}"
    if slot.role == "period" and "至7月25日" in slot.text:
        return chance.choice(("2024年1月1日至7月25日", "2025年9月1日至7月25日"))
    return None


CLASSES: dict[str, Plant] = {
    "wrong digit": wrong_digit, "swapped digits": swapped_digits, "unit shifted": unit_shifted, "wrong area": wrong_area,
    "last year's value": last_year, "percent for points": percent_for_points, "wrong sum": wrong_sum,
    "list length": list_length, "direction": direction, "wrong date or period": wrong_date,
}  # fmt: skip


def planted(draft: Draft, kinds: list[str], chance: random.Random) -> dict[int, str]:
    """The errors that were planted, by the number of their sentence, one a sentence; `draft` is changed."""
    done: dict[int, str] = {}
    for kind in kinds:
        places = [(row, slot) for row, _, slot in draft.slots if row not in done]
        chance.shuffle(places)
        for row, slot in places:
            said = CLASSES[kind](slot, chance)
            if said is not None and said != slot.text:
                slot.text = said
                done[row] = kind
                break
    return done


def _number(slot: Slot) -> str:
    return slot.text.removesuffix(slot.unit)


def _printed(value: Decimal, slot: Slot) -> str:
    decimals = len(_number(slot).partition(".")[2])
    return f"{value:.{decimals}f}{slot.unit}"
