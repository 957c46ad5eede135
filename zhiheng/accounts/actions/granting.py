"""Who may what: a role is granted by the security administrator, never to herself, and taken back."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from zhiheng.accounts.actions.sessions import end_sessions
from zhiheng.accounts.models import Membership, User
from zhiheng.accounts.roles import administrators, known_roles
from zhiheng.core.values.faults import Fault
from zhiheng.definitions.registers import registers as known_registers
from zhiheng.directory.models import Area, Organisation
from zhiheng.history.actions import record
from zhiheng.web.access import demand


@transaction.atomic
def grant(
    user: User, office: Organisation, role: str, by: Any, *, reason: str, area: Area | None = None,
    registers: Sequence[str] = (), valid_from: date | None = None, valid_to: date | None = None,
) -> Membership:  # fmt: skip
    """The new role of a person in an office.

    Raises: NotAllowed U401; Fault U120 herself, U121 no reason, U102 and U122–U126 what does not fit.
    """
    demand(by, "accounts.grants", area=office.area)
    refuse_own(user, by)
    if not reason.strip():
        raise Fault("U121", "没有写授权理由。请写明依据，例如“分工调整，局务会 3 月 1 日定”。")
    _refuse_area_elsewhere(office, area)
    _refuse_unfit_registers(role, registers)
    if valid_from and valid_to and valid_to < valid_from:
        raise Fault("U125", f"截止日期 {valid_to} 早于开始日期 {valid_from}。请核对。")
    narrower = {"area": area if area != office.area else None, "registers": list(registers)}
    return give_role(user, office, role, by, reason=reason, valid_from=valid_from, valid_to=valid_to, **narrower)


def give_role(user: User, office: Organisation, role: str, by: Any, *, reason: str, **fields: Any) -> Membership:
    """The role given, and recorded. Raises: Fault U102, U122, U126; NotAllowed U401 where `by` may not grant."""
    demand(by, "accounts.grants", area=office.area)
    if role not in known_roles():
        raise Fault("U102", f"没有“{role}”这个角色。可选：{'、'.join(each.name for each in known_roles().values())}。")
    _refuse_second_post(user, role)
    made = Membership(user=user, organisation=office, role=role, granted_by=by, **fields)
    lasting = user.memberships.filter(organisation=office, role=role, ended_at=None, area=made.area)
    if any(same.registers == made.registers and same.lasts for same in lasting):
        raise Fault("U126", f"{user.get_full_name()}已经有这个授权。请先收回原来的，或改选范围。")
    made.save()
    record(made, "授权", by, after=in_words(made), reason=reason.strip(), about=office)
    return made


@transaction.atomic
def revoke(membership: Membership, by: Any, *, reason: str) -> None:
    """The role is taken back now. Raises: NotAllowed U401; Fault U106, U120, U121."""
    demand(by, "accounts.grants", area=membership.organisation.area)
    refuse_own(membership.user, by)
    if not reason.strip():
        raise Fault("U121", "没有写理由。请写明为什么收回，例如“调离原岗位”。")
    refuse_orphaned_posts(Membership.objects.filter(pk=membership.pk))
    before = in_words(membership)
    membership.ended_at = timezone.now()
    membership.save(update_fields=["ended_at"])
    end_sessions(membership.user, "授权有变")
    record(membership, "收回授权", by, before=before, after={}, reason=reason.strip(), about=membership.organisation)


def in_words(membership: Membership) -> dict[str, str]:
    """A grant as history and pages say it."""
    registers = known_registers(settings.DEFINITIONS)
    of = "、".join(registers[id].name if id in registers else id for id in membership.registers)
    first, last = membership.valid_from, membership.valid_to
    return {
        "人员": membership.user.get_full_name(),
        "角色": membership.role_name,
        "单位": membership.organisation.name,
        "地区": f"{membership.reaches.name}及下级",
        "台账": of or "角色所及的全部",
        "期限": f"{first or '即日'}至{last or '长期'}",
    }


def refuse_own(user: User, by: Any) -> None:
    """Raises: Fault U120."""
    if by is not None and user.pk == by.pk:
        raise Fault("U120", "不能给自己授权，也不能收回自己的授权。请由另一位安全管理员办理。")


def refuse_orphaned_posts(ending: QuerySet[Membership]) -> None:
    """Raises: Fault U106: with these memberships gone, an administrator's post would be held by nobody."""
    now = Membership.objects.current()
    lost = _filled_posts(now) - _filled_posts(now.exclude(pk__in=ending.values("pk")))
    if lost:
        names = "、".join(role.name for role in administrators().values() if role.id in lost)
        raise Fault("U106", f"这样{names}就没有人了。请先把这些角色授予别人。")


def _filled_posts(memberships: QuerySet[Membership]) -> set[str]:
    """The administrators' roles that somebody holds; the founder stands in for all."""
    posts = {role.id for role in administrators().values()}
    if memberships.filter(user__is_founder=True).exists():
        return posts
    return posts & set(memberships.order_by().values_list("role", flat=True))


def _refuse_second_post(user: User, role: str) -> None:
    posts = {each.id: each.name for each in administrators().values()}
    if role not in posts:
        return
    held = user.memberships.filter(role__in=set(posts) - {role}, ended_at=None).first()
    if held:
        said = f"{user.get_full_name()}已经是{posts[held.role]}"
        raise Fault("U122", f"{said}，同一账号不能再任{posts[role]}。请授予另一个人，或先收回原来的。")


def _refuse_area_elsewhere(office: Organisation, area: Area | None) -> None:
    if area and not area.path.startswith(office.area.path):
        raise Fault("U123", f"{area.name}不在{office.area.name}的辖区内。请选本级或下级地区。")


def _refuse_unfit_registers(role: str, registers: Sequence[str]) -> None:
    found, known = known_roles().get(role), known_registers(settings.DEFINITIONS)
    for id in registers:
        if id not in known or found is None or not found.allows("registers.view", id):
            name = known[id].name if id in known else id
            raise Fault("U124", f"这个角色不能看台账“{name}”。请换角色，或不选这个台账。")
