"""Whether a case is read as the person says."""

import re
from typing import Any

import msgspec

from zhiheng.core.values.cases import Case
from zhiheng.core.values.reading import Item, Items

LISTS = {
    "target": "targets", "qualitative_target": "qualitative_targets", "task": "tasks", "mechanism": "mechanisms",
    "rule": "rules", "statistic": "statistics",
}  # fmt: skip
_CORE = {  # what makes an item this one and right; the rest only where a person changed it
    "target": ("indicator", "comparator", "value", "unit"),
    "statistic": ("measure", "value", "unit"),
    "task": ("lead_units", "responsible_units"),
    "mechanism": ("frequency", "every_months"),
    "qualitative_target": ("text",),
    "rule": ("if", "then"),
}
_FREE = ("text", "period", "lead_explicit")  # put in a person's own words, or following from the rest
_SAME = {"target": ("value", "unit"), "statistic": ("value", "unit"), "task": ("lead_units",), "mechanism": ("text",)}


def expected(case: Case) -> dict[str, Any]:
    """What must be read: the core of the item, and each thing that the person changed."""
    if case.says is None:
        return {}
    was = case.was if case.was is not None and case.was_kind == case.kind else {}
    changed = [name for name, value in case.says.items() if was and value != was.get(name) and name not in _FREE]
    return {name: _plain(case.says.get(name)) for name in dict.fromkeys((*_CORE[case.kind], *changed))}


def differs(case: Case, items: Items) -> bool:
    """Whether the case is read otherwise than the person says."""
    wanted = expected(case)
    if wanted and not any(_has(item, wanted) for item in _of(items, case.kind)):
        return True
    return case.was is not None and any(_is_what_was(case, item, wanted) for item in _of(items, case.was_kind))


def _is_what_was(case: Case, item: dict[str, Any], wanted: dict[str, Any]) -> bool:
    """Whether the item is the wrong one still."""
    was = case.was or {}
    if wanted and case.kind == case.was_kind:
        names = [name for name in wanted if was.get(name) != wanted[name]]
        return bool(names) and _has(item, {name: _plain(was.get(name)) for name in wanted})
    return _has(item, {name: _plain(was.get(name)) for name in _SAME.get(case.was_kind, _CORE[case.was_kind])})


def _of(items: Items, kind: str) -> list[dict[str, Any]]:
    found: list[Item] = getattr(items, LISTS[kind])
    return [msgspec.to_builtins(item) for item in found]


def _has(item: dict[str, Any], wanted: dict[str, Any]) -> bool:
    return all(_alike(name, item, wanted) for name in wanted)


def _alike(name: str, item: dict[str, Any], wanted: dict[str, Any]) -> bool:
    """Whether both say the same; a name with and without its word for counting is one name."""
    got, value = _plain(item.get(name)), wanted[name]
    if name not in ("indicator", "measure") or not got or not value:
        return bool(got == value)
    counting = re.compile(rf"(?:{re.escape(item.get('unit') or '')})?(?:数量|人数|次数|人次|数)$")
    return counting.sub("", got) == counting.sub("", value)


def _plain(value: Any) -> Any:
    """Of a deadline its year and day; unknown and empty are the same."""
    if isinstance(value, dict):
        return {name: value.get(name) for name in ("year", "due_on") if value.get(name)} or None
    return None if value in ("", [], False) else value
