"""Rows that no register keeps: leading groups as the directory has them, 督办 as plans have it, counted like any others
(`sources/*.toml`).

They are few, change seldom and stand in the database alone: the engine in plain Python counts them, whichever engine counts
registers, and nothing is kept twice.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from typing import Any

from zhiheng.core.measuring.gathering import Row, gathered, gathered_keys
from zhiheng.core.measuring.planning import Ask
from zhiheng.core.values.gathering import Closure, Gathered, GatheredKey, KeyQuestion
from zhiheng.directory.models import Group, GroupChange, GroupMember, Post
from zhiheng.history.queries import last_change
from zhiheng.indicators.chased import matters, months, state_of_matters
from zhiheng.plans.models import Matter

Change = tuple[date, str]  # a day, and what became another on it: renamed, functions_changed, members_changed
ALL_THREE = ("renamed", "functions_changed", "members_changed")
WHY = "figures of an area count all at or below it"


def answer(ask: Ask, within: Closure) -> list[Gathered] | list[GatheredKey]:
    """What a question about such rows comes to."""
    rows = ROWS[ask.question.register.id]()
    if isinstance(ask.question, KeyQuestion):
        return gathered_keys(ask.question, rows, within, ask.periods)
    return gathered(ask.question, rows, within, ask.periods)


def state_of(source: str) -> str:
    """What tells one state of such rows from another."""
    return state_of_matters() if source in CHASED else _state_of_groups()


def _state_of_groups() -> str:
    return f"{Group.objects.unscoped(WHY).count()}/{last_change(Group)}"


def sources_in_use() -> set[str]:
    """Those that have rows: of groups all, as soon as there is one; of 督办 as soon as one matter was handed down."""
    groups = set(GROUPS) if Group.objects.unscoped(WHY).exists() else set()
    return groups | (set(CHASED) if Matter.objects.unscoped(WHY).exclude(issued_on=None).exists() else set())


def _groups() -> Iterator[Row]:
    for one in Group.objects.unscoped(WHY).select_related("area"):
        yield _row(one, one, one.founded_on, founded_on=one.founded_on, ended_on=one.ended_on)


def _members() -> Iterator[Row]:
    for one in GroupMember.objects.unscoped(WHY).select_related("group__area", "organisation"):
        yield _row(
            one, one.group, one.joined_on, member=one.organisation.name, kind=one.get_kind_display(), added=_is_added(one),
            joined_on=one.joined_on, left_on=one.left_on,
        )  # fmt: skip


def _posts() -> Iterator[Row]:
    for one in Post.objects.unscoped(WHY).select_related("group__area"):
        yield _row(one, one.group, one.since, title=one.get_title_display(), since=one.since, until=one.until)


def _adjustments() -> Iterator[Row]:
    """A row for each group and year in which anything of it changed."""
    found: dict[tuple[Group, int], list[Change]] = {}
    for group, on, what in chain(_changes(), _moves()):
        found.setdefault((group, on.year), []).append((on, what))
    for (group, year), changes in found.items():
        did = {what for _, what in changes}
        flags = {what: what in did for what in ALL_THREE}
        on = adjusted_on(changes)
        yield _row(group, group, on, **flags, adjusted_on=on) | {"key": f"{group.pk}/{year}"}


def adjusted_on(changes: Iterable[Change]) -> date:
    """The first day on which all three had become another; of fewer the last day on which anything did."""
    first: dict[str, date] = {}
    last = date.min
    for on, what in sorted(changes):
        first.setdefault(what, on)
        last = on
    return max(first.values()) if len(first) == len(ALL_THREE) else last


def _changes() -> Iterator[tuple[Group, date, str]]:
    for one in GroupChange.objects.unscoped(WHY).select_related("group__area"):
        yield from ((one.group, one.on, what) for what in ("renamed", "functions_changed") if getattr(one, what))


def _moves() -> Iterator[tuple[Group, date, str]]:
    """Members that came or went while the group was there."""
    for one in GroupMember.objects.unscoped(WHY).select_related("group__area"):
        if _is_added(one):
            yield one.group, one.joined_on, "members_changed"
        if one.left_on and one.left_on != one.group.ended_on:
            yield one.group, one.left_on, "members_changed"


def _is_added(one: GroupMember) -> bool:
    """Whether it joined after the group was set up."""
    return one.joined_on != one.group.founded_on


def _row(one: Any, group: Group, on: date, **values: Any) -> dict[str, Any]:
    """A row as the engine in plain Python sees it."""
    days = {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
    number = str(one.pk)
    return {"id": one.pk, "key": number, "no": number, "area": group.area.code, "group": group.name, "event_on": on, **days}


GROUPS: Mapping[str, Callable[[], Iterable[Row]]] = {
    "leading-group": _groups, "leading-group-member": _members, "leading-group-post": _posts,
    "leading-group-adjustment": _adjustments,
}  # fmt: skip
CHASED: Mapping[str, Callable[[], Iterable[Row]]] = {"chased-matter": matters, "chased-month": months}
ROWS = {**GROUPS, **CHASED}
