"""Whether a period is of the length that a template is written for."""

from datetime import date, timedelta

from zhiheng.core.values.faults import Fault
from zhiheng.core.writing.templates.tree import Template

_MONTHS = {"month": 1, "quarter": 3, "half-year": 6, "year": 12}
_CALLED = {
    "month": ("一个月", "例如 2025-07"), "quarter": ("一个季度", "例如 2025Q3"), "half-year": ("半年", "例如 2025H1"),
    "year": ("整年", "例如 2025"),
}  # fmt: skip


def refuse_other_step(template: Template, start: date, end: date, period: str) -> None:
    """Raises: Fault W160: the period is not of the length that the template says; `period` is how people say it.

    Shape: a quarter or half-year is one of the calendar; a year is any twelve whole months, an assessment year too.
    """
    step = template.head.step
    if not step or _is_one(step, start, end):
        return
    called, such = _CALLED[step]
    raise Fault(
        "W160",
        f"模板“{template.title}”是按{called}写的，现在选的是{period}，文中的话会对不上。请把期间改成{called}（{such}）；"
        "确要写这一段的，请另存一份自己的模板，把其中的 step 改掉或删去。",
    )


def _is_one(step: str, start: date, end: date) -> bool:
    months = _MONTHS[step]
    starts = step == "year" or (start.month - 1) % months == 0
    behind = end + timedelta(days=1)
    return starts and start.day == behind.day == 1 and (behind.year - start.year) * 12 + behind.month - start.month == months
