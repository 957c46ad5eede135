"""Leading groups are set up, change and end; bodies join and leave; persons hold posts."""

import re
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q

from zhiheng.core.values.faults import Fault
from zhiheng.directory.actions.organisations import add_organisation
from zhiheng.directory.bodies import AmbiguousBody, BodyBook
from zhiheng.directory.models import Area, Group, GroupChange, GroupMember, Organisation, Post
from zhiheng.directory.queries import scope_of
from zhiheng.history.actions import record

SINGLE = ("head", "director")  # posts that one person holds at a time


@transaction.atomic
def set_up_group(
    area: Area, name: str, founded_on: date, by: Any, *, functions: str = "", office_at: Organisation | None = None,
    predecessor: Group | None = None, document: str = "",
) -> Group:  # fmt: skip
    """The new group; a `predecessor` ends the day it is set up. Raises: Fault U251 the name · U252 taken · U253 the day."""
    name = _usable(area, name)
    made = Group(
        area=area, name=name, founded_on=founded_on, functions=functions.strip(), office_at=office_at,
        predecessor=predecessor, document=document[:200],
    )  # fmt: skip
    made.save()
    after = {"名称": name, "成立": founded_on, "办公室设在": office_at.name if office_at else "未填"}
    record(made, "设立领导小组", by, after=after, reason=document)
    if predecessor and predecessor.ended_on is None:
        end_group(predecessor, founded_on, by, reason=f"由“{name}”接替")
    return made


def _usable(area: Area, name: str, but: Group | None = None) -> str:
    name = name.strip()
    if not name or len(name) > 120:
        raise Fault("U251", "领导小组名称应有 1 到 120 个字。请填写全称，例如“县质量强县工作领导小组”。")
    others = area.groups.exclude(pk=but.pk) if but else area.groups.all()
    if others.filter(name=name).exists():
        raise Fault("U252", f"本级已经有“{name}”。若是换届，请在它的页面改成员；若是另一个组，请换一个名称。")
    return name


@transaction.atomic
def change_group(
    group: Group, on: date, by: Any, *, name: str = "", functions: str | None = None, document: str = "",
    office_at: Organisation | None = None,
) -> None:  # fmt: skip
    """The group has another name, other functions or another office from that day, and is the same group.

    Raises: Fault U251, U252 the name · U253 the day · U254 nothing differs.
    """
    name = _usable(group.area, name, group) if name.strip() else group.name
    functions = group.functions if functions is None else functions.strip()
    office_at = office_at or group.office_at
    renamed, other_functions = name != group.name, functions != group.functions
    if not (renamed or other_functions or office_at != group.office_at):
        raise Fault("U254", "名称、职责和办公室都没有变。请填写变化后的内容。")
    last = group.changes.order_by("on").last()
    _refuse_outside(group, on, last.on if last else None)
    GroupChange.objects.create(
        group=group, on=on, was_name=group.name, was_functions=group.functions, was_office=group.office_at,
        renamed=renamed, functions_changed=other_functions, document=document[:200],
    )  # fmt: skip
    before = {"名称": group.name, "职责": group.functions, "办公室设在": str(group.office_at or "未填")}
    if renamed:
        group.aliases = [*dict.fromkeys([*group.aliases, group.name])]
    group.name, group.functions, group.office_at = name, functions, office_at
    group.save()
    after = {"名称": name, "职责": functions, "办公室设在": str(office_at or "未填")}
    record(group, "调整领导小组", by, before=before, after=after, reason=document)


@transaction.atomic
def end_group(group: Group, on: date, by: Any, *, reason: str = "") -> None:
    """The group is no more from that day; its members and posts end with it. Raises: Fault U253."""
    last = group.changes.order_by("on").last()
    _refuse_outside(group, on, last.on if last else None)
    joined = group.members.filter(joined_on__gte=on).exists() or group.posts.filter(since__gte=on).exists()
    if joined:
        raise Fault("U253", f"{on} 及以后还有成员加入或人员任职。请核对撤销日期。")
    group.ended_on = on
    group.save(update_fields=["ended_on"])
    group.members.filter(left_on=None).update(left_on=on)
    group.posts.filter(until=None).update(until=on)
    record(group, "撤销领导小组", by, after={"撤销日期": on}, reason=reason)


def _refuse_outside(group: Group, on: date, after: date | None) -> None:
    first = max(group.founded_on, after or group.founded_on)
    if on <= first or (group.ended_on and on >= group.ended_on):
        raise Fault("U253", f"日期 {on} 应在 {first} 之后{f'、{group.ended_on} 之前' if group.ended_on else ''}。请核对日期。")


@transaction.atomic
def join_group(group: Group, names: Iterable[str], on: date, by: Any) -> list[GroupMember]:
    """The bodies of these names are members from that day; names nobody has are new bodies of the group's area.

    Raises: Fault U253 the day · U255 no name · U256 a name that several bodies have · U257 a member already.
    """
    wanted = [name.strip() for name in names if name.strip()]
    if not wanted:
        raise Fault("U255", "没有写单位。请每行写一个单位全称。")
    if on < group.founded_on or (group.ended_on and on >= group.ended_on):
        raise Fault("U253", f"加入日期 {on} 不在领导小组存在的时间里（{group.founded_on} 起）。请核对日期。")
    book, made = BodyBook(scope_of(group.area)), []
    for name in dict.fromkeys(wanted):
        body = _body(book, group, name, on, by)
        taken = group.members.filter(organisation=body).filter(Q(left_on=None) | Q(left_on__gt=on))
        if there := taken.first():
            raise Fault("U257", f"“{body.name}”从 {there.joined_on} 起已是成员。请从清单里去掉它，或核对日期。")
        made.append(GroupMember.objects.create(group=group, organisation=body, kind=kind_of(name), joined_on=on))
    record(group, "成员加入", by, after={"单位": "、".join(wanted), "自": on})
    return made


def _body(book: BodyBook, group: Group, name: str, on: date, by: Any) -> Organisation:
    found = book.find(name, on=on, area=group.area.code)
    if isinstance(found, AmbiguousBody):
        raise Fault("U256", f"叫“{name}”的机构有 {len(found.ids)} 个。请写上地区，例如“{group.area.name}{name}”。")
    return Organisation.objects.get(pk=found) if found else add_organisation(group.area, name, by)


def kind_of(name: str) -> str:
    """The kind of a member by its name: towns and streets, zones' committees, departments.

    >>> kind_of("东江镇人民政府"), kind_of("高新区管委会"), kind_of("县教育局")
    ('township', 'zone', 'department')
    """
    if re.search(r"[镇乡](人民政府|政府)?$|街道(办事处|办)?$", name):
        return "township"
    return "zone" if re.search(r"管委会$|管理委员会$", name) else "department"


@transaction.atomic
def leave_group(member: GroupMember, on: date, by: Any, *, reason: str = "") -> None:
    """The body is a member until that day. Raises: Fault U253."""
    if member.left_on or on <= member.joined_on:
        raise Fault("U253", f"“{member.organisation.name}”{member.joined_on} 加入，退出日期应在那天之后，且只退出一次。请核对。")
    member.left_on = on
    member.save(update_fields=["left_on"])
    record(member.group, "成员退出", by, after={"单位": member.organisation.name, "自": on}, reason=reason)


@transaction.atomic
def appoint(
    group: Group, title: str, holder: str, since: date, by: Any, *, of: Organisation | None = None
) -> Post:
    """The person holds the post from that day; of a post that one holds at a time the former holder leaves it.

    Raises: Fault U253 the day · U258 the title · U259 the name.
    """
    if title not in dict(Post.TITLES):
        raise Fault("U258", f"没有这种职务。可选：{'、'.join(dict(Post.TITLES).values())}。")
    holder = holder.strip()
    if not holder or len(holder) > 60:
        raise Fault("U259", "任职人姓名应有 1 到 60 个字。请填写姓名。")
    if since < group.founded_on or (group.ended_on and since >= group.ended_on):
        raise Fault("U253", f"任职日期 {since} 不在领导小组存在的时间里（{group.founded_on} 起）。请核对日期。")
    if title in SINGLE:
        for post in group.posts.filter(title=title, until=None):
            vacate(post, since, by)
    made = Post.objects.create(group=group, title=title, holder=holder, of=of, since=since)
    record(group, "任职", by, after={made.get_title_display(): holder, "自": since})
    return made


@transaction.atomic
def vacate(post: Post, on: date, by: Any) -> None:
    """The person holds the post until that day. Raises: Fault U253."""
    if post.until or on <= post.since:
        title = post.get_title_display()
        raise Fault("U253", f"{post.holder}{post.since} 起任{title}，离任日期应在那天之后，且只离任一次。请核对。")
    post.until = on
    post.save(update_fields=["until"])
    record(post.group, "离任", by, after={post.get_title_display(): post.holder, "自": on})
