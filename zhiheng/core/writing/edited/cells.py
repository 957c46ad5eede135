"""What the cells of a 任务分解表 say: one text of each column, and the fields that a column holds."""

import re

from zhiheng.core.writing.layout import printable

PROGRESS = ("progress_1", "progress_2", "progress_3", "progress_4")
HELD_IN = {"contact": ("person", "phone"), "progress": PROGRESS}
UNITS = ("lead_units", "units")
READ_ONLY = ("no", "targets")
_QUARTER = re.compile(r"第?([一二三四1-4])季度\s*[:：]\s*")
_NUMBER = {name: n for n, pair in enumerate(("一1", "二2", "三3", "四4")) for name in pair}
_PHONE = re.compile(r"\+?\d[\d\-－()（） ]{5,}\d(?:\s*转\s*\d+)?")
_BETWEEN = re.compile(r"[、，,；;\s]+")


def plain(text: str) -> str:
    """A cell's text without what no person sees: blanks at the ends of lines, kinds of line ends, control characters.

    >>> plain(" 一 \\r\\n二\\n")
    '一\\n二'
    """
    return "\n".join(line.strip() for line in printable(text.replace("_x000D_", "")).split("\n")).strip()


def unit_names(text: str) -> list[str]:
    """The names in a list of units as people type it, each once.

    >>> unit_names("县教育局，县市场监管局等")
    ['县教育局', '县市场监管局']
    """
    names = [name.strip() for name in _BETWEEN.split(text)]
    return list(dict.fromkeys(name.removesuffix("等") for name in names if name.removesuffix("等")))


def fields_of(column: str, text: str) -> dict[str, str] | None:
    """The fields that a column's text fills; None: it does not say which quarter it means."""
    if column == "progress":
        return _quarters(text)
    if column == "contact":
        return dict(zip(HELD_IN["contact"], _person(text), strict=True))
    return {column: "、".join(unit_names(text)) if column in UNITS else text}


def _quarters(text: str) -> dict[str, str] | None:
    said: dict[str, list[str]] = {name: [] for name in PROGRESS}
    here: list[str] | None = None
    for line in text.split("\n"):
        if found := _QUARTER.match(line):
            here = said[PROGRESS[_NUMBER[found[1]]]]
            line = line[found.end() :]
        if here is None and line:
            return None
        if here is not None and line:
            here.append(line)
    return {name: "\n".join(lines) for name, lines in said.items()}


def _person(text: str) -> tuple[str, str]:
    lines = text.split("\n")
    if len(lines) == 2:
        return lines[0], lines[1]
    found = _PHONE.search(text)
    if not found:
        return text, ""
    rest = text[: found.start()] + text[found.end() :]
    return rest.strip(" ，,；;、:：（()）\n"), found[0].strip()
