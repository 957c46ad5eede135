"""How clauses, goals, deadlines and people's data are put into words."""

import re
from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import Any

from zhiheng.core.values.days import day_in_words
from zhiheng.core.values.reading import Target
from zhiheng.core.writing import target_text

_DIGITS = r"[一二三四五六七八九十百]+|\d+"
NUMBER = re.compile(rf"\s*(?:第?({_DIGITS})[、．.章节条]|[（(]({_DIGITS})[)）])\s*")


def parts_of(section: str) -> list[tuple[str, str]]:
    """The headings above a clause, outermost first: (number as cited, heading without it).

    >>> parts_of("二、构筑质量优势/(一)稳步提升工程质量")
    [('二', '构筑质量优势'), ('（一）', '稳步提升工程质量')]
    """
    return [_part(heading) for heading in section.split("/") if heading.strip()]


def _part(heading: str) -> tuple[str, str]:
    found = NUMBER.match(heading)
    if not found:
        return "", heading.strip()
    plain, bracketed = found.groups()
    return plain or f"（{bracketed}）", heading[found.end() :].strip()


def numbered(part: tuple[str, str]) -> str:
    """A heading with its number: 二、构筑质量优势, （一）稳步提升工程质量."""
    number, heading = part
    if not number or number.endswith("）"):
        return number + heading
    return f"{number}{'.' if number.isascii() else '、'}{heading}"


def clause_words(section: str) -> str:
    """How a clause is cited: 二（一）; the last heading where headings have no number."""
    parts = parts_of(section)
    return "".join(number for number, _ in parts) or (parts[-1][1] if parts else "")


def first_clause(text: str, longest: int = 40) -> str:
    """The beginning of a duty in prose, to its first stop."""
    return re.split(r"[，,。；;：:\n]", text.strip(), maxsplit=1)[0][:longest]


def deadline_words(deadline: Mapping[str, Any] | None) -> tuple[str, date | None]:
    """What a deadline of the reading contract prints as, and its date where it names one."""
    if not deadline:
        return "", None
    on = deadline.get("due_on")
    year = deadline.get("year")
    words = deadline.get("text") or (f"{year}年" if year and not on else "")
    if not on:
        return words, due_date(words)
    day = date.fromisoformat(on)
    return words or f"{day_in_words(day)}前", day


def goal_words(goal: Any) -> str:
    """A goal as it is printed: 抽检合格率≥98%（稳定）; with the stricter value where it was tightened."""
    if not goal.comparator:
        return goal.indicator
    ends = (goal.own_low, goal.own_high) if goal.stance == "tighten" else (goal.low, goal.high)
    return target_words(goal, *ends)


def asked_words(goal: Any) -> str:
    """A goal as the document asks it, whatever this level makes of it."""
    return target_words(goal, goal.low, goal.high) if goal.comparator else goal.indicator


def target_words(goal: Any, low: str, high: str) -> str:
    """The goal's indicator with a value, as people print a target."""
    return target_text(
        Target(
            section=None, quote="", start=0, end=0, confidence=1, indicator=goal.indicator,
            comparator=goal.comparator, hold=goal.hold, unit=goal.unit, qualifier=goal.qualifier or None,
            kind="change" if goal.change else "level",
            value=[_printed(low), _printed(high)] if goal.comparator == "range" else _printed(low),
        )
    )  # fmt: skip


def _printed(value: str) -> int | float:
    """For printing alone: what is decided upon stays decimal."""
    return int(value) if value.lstrip("-").isdigit() else float(value or 0)


_WHOLE = re.compile(r"(\d{4})[年/.-](\d{1,2})[月/.-](\d{1,2})日?前?")
_MONTH = re.compile(r"(\d{4})年(\d{1,2})月(?:底|末)?[以之]?前?")
_YEAR = re.compile(r"(?:到)?(\d{4})年?(?:底|末|年底|年末)?[以之]?前?")


def due_date(words: str) -> date | None:
    """The day a printed deadline means: the last of a month or a year; None for words without one (长期坚持).

    >>> due_date("2026年6月底前"), due_date("到2020年"), due_date("持续推进")
    (datetime.date(2026, 6, 30), datetime.date(2020, 12, 31), None)
    """
    plain = words.strip()
    try:
        if found := _WHOLE.fullmatch(plain):
            return date(*map(int, found.groups()))
        if found := _MONTH.fullmatch(plain):
            year, month = map(int, found.groups())
            return date(year, month, monthrange(year, month)[1])
        if found := _YEAR.fullmatch(plain):
            return date(int(found[1]), 12, 31)
    except ValueError:
        return None
    return None
