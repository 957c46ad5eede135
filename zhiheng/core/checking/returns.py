"""One filled-in form: cells become values, and what is wrong with them as a whole is found."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from zhiheng.core.checking.cells import kept_value
from zhiheng.core.values.forms import EMPTY, Answer, Answers, Before, Finding, Form, FormCheck, Item, Side
from zhiheng.core.values.lookups import Lookups, Unreadable
from zhiheng.core.values.registers import Code, Field, FieldType

TYPES: dict[str, FieldType] = {"money": "money", "text": "text", "choice": "code", "date": "date"}
OPERATORS: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "max": lambda left, right: left <= right,
    "min": lambda left, right: left >= right,
    "over": lambda left, right: left > right,
    "under": lambda left, right: left < right,
    "is": lambda left, right: left == right,
    "not": lambda left, right: left != right,
}
CHANGE = "change"
MOST_DIGITS = 15  # that a spreadsheet keeps of a number
UNREADABLE = "（读不出）"  # stands where a file holds no words either: a formula without its result
NOTHING_KNOWN = Lookups()
NOTHING_GIVEN: Mapping[str, Before] = {}


def answer_in(item: Item, cell: Any, note: str = "", filled: str = "") -> Answer:
    """What a cell says at an item; words that nobody can read stay beside the reason.

    Source: docs/methods/returns.md
    """
    note = " ".join(note.split())[: item.longest]
    try:
        return Answer(value=_kept(item, cell), note=note, filled=filled)
    except Unreadable as problem:
        return Answer(note=note, typed=str(cell)[:500] or UNREADABLE, says=str(problem), filled=filled)


def _kept(item: Item, cell: Any) -> str:
    field = Field(
        name=item.name, type=_type(item), unit="" if item.kind == "money" else item.unit,
        min=_bound(item, item.min), max=_bound(item, item.max),
    )  # fmt: skip
    codes = tuple(Code(value=value) for value in item.choices)
    unit = item.unit if item.kind == "money" else ""
    value, mark = kept_value(field, cell, codes=codes, known=NOTHING_KNOWN, unit=unit)
    if mark:
        raise Unreadable(f"“{cell}”不是一个准确的数。请填准确的数，情况写在“说明”里。")
    if value is None:
        return ""
    text = str(value)
    if item.is_number:
        _refuse_finer(item, text)
    elif len(text) > item.longest:
        raise Unreadable(f"有{len(text)}个字，最多{item.longest}个。请删短。")
    return text


def _type(item: Item) -> FieldType:
    return TYPES.get(item.kind, "decimal" if item.decimals else "int")


def _bound(item: Item, bound: Decimal | None) -> int | Decimal | None:
    """The bound as the kind of number is kept."""
    if bound is None:
        return None
    return int(bound) if _type(item) in ("int", "money") else bound


def _refuse_finer(item: Item, text: str) -> None:
    written = written_number(item, text)
    _, _, after = written.partition(".")
    if len(after) > item.decimals:
        raise Unreadable(f"有{len(after)}位小数，最多{item.decimals}位。请四舍五入后再填。")
    if len(written.strip("-").replace(".", "")) > MOST_DIGITS:
        raise Unreadable(f"超过{MOST_DIGITS}位数字，表格软件记不准。请核对是否多打了零。")


def written_number(item: Item, kept: str) -> str:
    """A kept number in the unit it is written in: "332.67"; "" where nothing is kept."""
    if not kept:
        return ""
    text = f"{Decimal(kept) / item.scale:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def findings(
    form: Form, answers: Answers, last: Mapping[str, str], given: Mapping[str, Before] = NOTHING_GIVEN
) -> list[Finding]:
    """Everything to look at before a return is handed in, item by item, then what items say together.

    Shape:  `last` holds the kept values of the period before, for as many items as are known; `given` what was given of the
            same figures elsewhere, for the same area and period.
    Source: docs/methods/returns.md
    """
    found = [one for key, item in form.items.items() for one in _of_item(item, answers.get(key, EMPTY))]
    found += [one for key, before in given.items() for one in _of_given(form.items[key], answers.get(key, EMPTY), before)]
    values = {key: answer.value for key, answer in answers.items()}
    return found + [one for check in form.checks if (one := _of_check(form, check, answers, values, last)) is not None]


def _of_item(item: Item, answer: Answer) -> list[Finding]:
    if answer.typed:
        return [Finding(item=item.key, level="block", says=answer.says)]
    if not answer.value:
        if not item.required:
            return []
        says = f"没有填“{item.name}”。请补填" + ("；确实没有的填 0。" if item.is_number else "。")
        return [Finding(item=item.key, level="block", says=says)]
    if not item.indicator or not answer.filled or answer.value == answer.filled:
        return []
    was, now = (f"{written_number(item, one)}{item.unit}" for one in (answer.filled, answer.value))
    if item.fixed:
        return [Finding(item=item.key, level="block", says=f"台账算出 {was}，表里填 {now}。这一项不能改，请先改台账。")]
    if answer.note:
        return []
    says = f"台账算出 {was}，表里填 {now}。请在“说明”里写明为什么不同，或改回。"
    return [Finding(item=item.key, level="explain", says=says)]


def _of_given(item: Item, answer: Answer, before: Before) -> list[Finding]:
    """What differs from an earlier figure is explained."""
    if answer.typed or answer.note or not answer.value or Decimal(answer.value) / item.scale == before.value:
        return []
    says = f"{before.words}，这次填 {written_number(item, answer.value)}{item.unit}。请在“说明”里写明为什么不同，或改正。"
    return [Finding(item=item.key, level="explain", says=says)]


def _of_check(
    form: Form, check: FormCheck, answers: Answers, values: Mapping[str, str], last: Mapping[str, str]
) -> Finding | None:
    """A check of which a side is unknown says nothing: unknown is not wrong."""
    left = _amount(form, check.left, values, last)
    if check.op == CHANGE:
        before = _amount(form, Side(items=check.left.items, last=True), values, last)
        if left is None or not before or check.right.constant is None:
            return None
        holds = abs(left - before) * 100 <= check.right.constant * abs(before)
    else:
        right = _amount(form, check.right, values, last)
        if left is None or right is None:
            return None
        holds = OPERATORS[check.op](left, right)
    first = check.left.items[0]
    if holds or (check.level == "explain" and answers.get(first, EMPTY).note):
        return None
    remedy = "请在“说明”里写明原因，或改正。" if check.level == "explain" else ""
    return Finding(item=first, level=check.level, says=check.says + remedy)


def _amount(form: Form, side: Side, values: Mapping[str, str], last: Mapping[str, str]) -> Decimal | None:
    """What a side comes to, in the units that items are written in. None: one of its items is unknown."""
    if side.constant is not None:
        return side.constant
    said = last if side.last else values
    if not all(said.get(key) for key in side.items):
        return None
    return sum((Decimal(said[key]) / form.items[key].scale for key in side.items), Decimal(0)) * side.times
