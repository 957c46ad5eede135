"""Reading leading groups: who was in them on a day, what changed between two days, and where there is none."""

from datetime import date
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet

from zhiheng.directory.models import Area, Group, GroupChange, GroupMember, Organisation, Post
from zhiheng.directory.queries.areas import areas_within
from zhiheng.directory.queries.organisations import organisations_of
from zhiheng.web.scoping import Scope


class GroupThen(NamedTuple):
    """What a group was called, did and had for an office on a day."""

    name: str
    functions: str
    office_at: Organisation | None


def groups(scope: Scope, *, on: date | None = None) -> QuerySet[Group]:
    """The groups of an office's areas, those that are no more last; those of a day when one is given."""
    found = Group.objects.within(scope, reach="below").select_related("area", "office_at")
    if on:
        found = found.filter(_there(on, "founded_on", "ended_on"))
    return found.order_by("area__path", F("ended_on").asc(nulls_first=True), "founded_on")


def _there(day: date, first: str, end: str) -> Q:
    return Q(**{f"{first}__lte": day}) & (Q(**{end: None}) | Q(**{f"{end}__gt": day}))


def group_on(group: Group, day: date) -> GroupThen:
    """A group as it was on a day."""
    if later := group.changes.filter(on__gt=day).select_related("was_office").order_by("on").first():
        return GroupThen(later.was_name, later.was_functions, later.was_office)
    return GroupThen(group.name, group.functions, group.office_at)


def changes_of_group(group: Group) -> QuerySet[GroupChange]:
    """What a group was before, the latest change first."""
    return group.changes.order_by("-on")


def members_on(group: Group, day: date) -> QuerySet[GroupMember]:
    """The members of a group on a day."""
    return group.members.filter(_there(day, "joined_on", "left_on")).select_related("organisation__area")


def member_counts(group: Group, day: date) -> dict[str, int]:
    """How many members of each kind a group had on a day; a kind without any is 0."""
    counted = members_on(group, day).order_by().values_list("kind").annotate(Count("pk"))
    return dict.fromkeys((kind for kind, _ in GroupMember.KINDS), 0) | dict(counted)


def posts_on(group: Group, day: date) -> list[Post]:
    """Who held which post on a day, in the order of rank."""
    ranks = [title for title, _ in Post.TITLES]
    found = group.posts.filter(_there(day, "since", "until")).select_related("of")
    return sorted(found, key=lambda post: (ranks.index(post.title), post.since, post.pk))


def bodies_outside(group: Group, day: date) -> QuerySet[Organisation]:
    """The bodies of the group's area that were no member on a day: what is missing for 全覆盖."""
    return organisations_of(group.area).exclude(pk__in=members_on(group, day).order_by().values("organisation"))


def members_added(scope: Scope, start: date, end: date) -> dict[str, int]:
    """How many members joined from `start` to `end`, by area code, founding members left out; areas without a group
    are left out, a group nobody joined counts 0."""
    found = dict.fromkeys(groups(scope, on=end).values_list("area__code", flat=True), 0)
    joined = GroupMember.objects.within(scope, reach="below").filter(joined_on__range=(start, end))
    joined = joined.exclude(joined_on=F("group__founded_on"))
    for code, count in joined.order_by().values_list("group__area__code").annotate(Count("organisation", distinct=True)):
        if code in found:
            found[code] = count
    return found


def fully_adjusted(scope: Scope, start: date, end: date) -> set[str]:
    """The areas whose group changed its name, its functions and its members, each from `start` to `end`; by code."""
    period = {"on__range": (start, end)}
    changed = GroupChange.objects.within(scope, reach="below").filter(**period).order_by()
    moved = GroupMember.objects.within(scope, reach="below").order_by()
    came_or_went = Q(joined_on__range=(start, end)) & ~Q(joined_on=F("group__founded_on")) | Q(left_on__range=(start, end))
    sets = [
        set(changed.filter(renamed=True).values_list("group", "group__area__code")),
        set(changed.filter(functions_changed=True).values_list("group", "group__area__code")),
        set(moved.filter(came_or_went).values_list("group", "group__area__code")),
    ]
    return {code for _, code in set.intersection(*sets)}


def areas_without_group(scope: Scope, day: date, level: str) -> QuerySet[Area]:
    """The areas of a level that had no group on a day, by code."""
    having = groups(scope, on=day).order_by().values("area")
    return areas_within(scope).filter(level=level, until=None).exclude(pk__in=having).order_by("code")
