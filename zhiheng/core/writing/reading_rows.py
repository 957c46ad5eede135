"""A reading as rows of a 任务分解表: duties with the targets that stand in their paragraph."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from zhiheng.core.values.breakdown import BreakdownRow
from zhiheng.core.values.days import day_in_words
from zhiheng.core.values.reading import Deadline, Heading, Item, Reading, Target, Task

_SIGNS = {">=": "≥", ">": "＞", "<=": "≤", "<": "＜", "=": "=", "≈": "约"}
_SAYS_DIRECTION = ("增", "升", "提高", "减", "降", "下浮", "压减")
_BEFORE = ("近", "约")
_AFTER = ("余", "多")
_SUMMARY = 40  # characters of a duty that stand for it where it has no heading


class _Place(NamedTuple):
    """Where an item stands: its headings from level 1 down."""

    path: tuple[Heading, ...] = ()

    @property
    def category(self) -> str:
        return _numbered(self.path[0]) if self.path else ""

    @property
    def task(self) -> str:
        return _numbered(self.path[1]) if len(self.path) > 1 else ""

    @property
    def clause(self) -> str:
        return "".join(_number(heading).rstrip("、.") for heading in self.path)


def rows_of_reading(reading: Reading) -> tuple[BreakdownRow, ...]:
    """One row a task, in the order of the document, with the targets of its paragraph.

    Shape: a target belongs to the duty that contains it, else to the next assignment of its section (an
           assignment closes its paragraph); what is left stands in a row of its own section without units.
    """
    tasks = sorted(reading.tasks, key=lambda task: task.start)
    targets = sorted(reading.targets, key=lambda target: target.start)
    owner = {id(target): _owner(target, tasks) for target in targets}
    rows = [
        (task.start, _task_row(reading, task, [t for t in targets if owner[id(t)] is task]))
        for task in tasks
    ]
    left: dict[str | None, list[Target]] = {}
    for target in targets:
        if owner[id(target)] is None:
            left.setdefault(target.section, []).append(target)
    rows += [(alone[0].start, _target_row(reading, alone)) for alone in left.values()]
    return tuple(row for _, row in sorted(rows, key=lambda pair: pair[0]))


def target_text(target: Target, year: bool = False) -> str:
    """A target as people print it, with its year where asked.

    >>> target_text(Target(section=None, quote="", start=0, end=0, confidence=1, indicator="抽检合格率",
    ...     comparator=">=", hold=True, value=98, unit="%"))
    '抽检合格率≥98%（稳定）'
    """
    name = target.indicator
    if target.scope and target.scope not in name:
        name += f"（{target.scope}）"
    due = deadline_text(target.deadline) if year else ""
    notes = [note for note in ("稳定" if target.hold else "", due) if note]
    return f"{name}{_amount(target)}" + (f"（{'，'.join(notes)}）" if notes else "")


def deadline_text(deadline: Deadline | None) -> str:
    """A deadline as printed in the document, else its day or year; "" where there is none."""
    if deadline is None:
        return ""
    if deadline.text:
        return deadline.text
    if deadline.due_on:
        return f"{day_in_words(date.fromisoformat(deadline.due_on))}前"
    return f"{deadline.year}年" if deadline.year else ""


def _owner(target: Target, tasks: Sequence[Task]) -> Task | None:
    around = [task for task in tasks if task.start <= target.start and target.end <= task.end]
    if around:
        return min(around, key=lambda task: task.end - task.start)
    after = [task for task in tasks if task.start >= target.end and task.section == target.section]
    return next((task for task in after if _closes_paragraph(task)), None)


def _closes_paragraph(task: Task) -> bool:
    return task.quote.lstrip("（(〔[【 　").startswith(("牵头", "责任", "主办", "配合", "协办", "由"))


def _task_row(reading: Reading, task: Task, targets: Sequence[Target]) -> BreakdownRow:
    place = _place(task, reading.outline)
    due = deadline_text(task.deadline) or _common_deadline(targets)
    remarks = ["未列牵头单位"] if not task.lead_units and task.responsible_units else []
    remarks += ["主语承前，请核"] if task.subject_inferred else []
    return BreakdownRow(
        row_id=f"{task.start}-{task.end}",
        category=place.category,
        task=place.task or _summary(task.text),
        measures=task.text,
        targets=_target_texts(targets),
        lead_units=tuple(task.lead_units),
        units=tuple(task.responsible_units),
        open_ended=task.open_ended,
        due=due,
        clause=place.clause,
        remark="；".join(remarks),
    )


def _target_row(reading: Reading, targets: Sequence[Target]) -> BreakdownRow:
    place = _place(targets[0], reading.outline)
    return BreakdownRow(
        row_id=f"{targets[0].start}-{targets[-1].end}",
        category=place.category,
        task=place.task or _summary(targets[0].quote),
        targets=_target_texts(targets),
        due=_common_deadline(targets),
        clause=place.clause,
        remark="未列责任单位",
    )


def _target_texts(targets: Sequence[Target]) -> tuple[str, ...]:
    several = len(_deadlines(targets)) > 1
    return tuple(target_text(target, year=several) for target in targets)


def _common_deadline(targets: Sequence[Target]) -> str:
    return "、".join(_deadlines(targets))


def _deadlines(targets: Iterable[Target]) -> list[str]:
    texts = (deadline_text(target.deadline) for target in targets)
    return list(dict.fromkeys(text for text in texts if text))


def _place(item: Item, outline: Sequence[Heading]) -> _Place:
    """The headings above an item; none for what stands outside every section (a closing paragraph)."""
    if item.section is None:
        return _Place()
    path: list[Heading] = []
    for heading in sorted(outline, key=lambda heading: heading.start):
        if heading.start > item.start:
            break
        path = [above for above in path if above.level < heading.level] + [heading]
    return _Place(tuple(path))


def _numbered(heading: Heading) -> str:
    return _number(heading) + heading.heading


def _number(heading: Heading) -> str:
    number = (heading.number or "").replace("(", "（").replace(")", "）").rstrip("、.．")
    if not number or number.endswith(("）", "条", "章", "节")):
        return number
    return number + ("." if number.isascii() else "、")


def _summary(text: str) -> str:
    first = text.strip().splitlines()[0] if text.strip() else ""
    for stops in ("。", "；;", "，,"):
        head = re.split(f"[{stops}]", first)[0]
        if len(head) <= _SUMMARY:
            return head
    return first[: _SUMMARY - 1] + "…"


def _amount(target: Target) -> str:
    unit = target.unit or ""
    if isinstance(target.value, list):
        low, high = (_plain(value) for value in target.value)
        return f"：{low}—{high}{unit}"
    value = abs(target.value) if target.kind == "change" else target.value
    before = target.qualifier if target.qualifier in _BEFORE else ""
    after = target.qualifier if target.qualifier in _AFTER else ""
    verb = ""
    if target.kind == "change" and not any(word in target.indicator for word in _SAYS_DIRECTION):
        verb = "提高" if target.value >= 0 else "降低"
    sign = _SIGNS.get(target.comparator, "")
    if target.comparator == "=" and unit not in ("%", "％", "‰"):
        sign = "" if verb else "："
    return f"{verb}{before or sign}{_plain(value)}{after}{unit}"


def _plain(value: int | float) -> str:
    return f"{value:.10g}" if isinstance(value, float) else str(value)
