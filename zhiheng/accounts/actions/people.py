"""People come, leave, and come back."""

from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from zhiheng.accounts.actions.granting import give_role, refuse_orphaned_posts
from zhiheng.accounts.actions.sessions import end_sessions
from zhiheng.accounts.actions.tokens import end_tokens
from zhiheng.accounts.models import User
from zhiheng.accounts.queries import is_new_installation
from zhiheng.core.values.faults import Fault
from zhiheng.directory.models import Area, Organisation
from zhiheng.history.actions import record
from zhiheng.web.access import demand


@transaction.atomic
def found_installation(
    *, area_code: str, area_name: str, area_level: str, office_name: str, username: str, name: str, password: str
) -> User:
    """The single clerk of a new installation, with her area and office. Works once, while nobody can sign in."""
    if not is_new_installation():
        raise Fault("U101", "本系统已经有用户。请用已有账号登录，再在“人员”页增加人员。")
    area = Area.objects.create(code=area_code, name=area_name, level=area_level)
    office = Organisation.objects.create(area=area, name=office_name, position=10)
    return add_person(office, username=username, name=name, password=password, role="clerk", by=None, founder=True)


@transaction.atomic
def add_person(
    office: Organisation, *, username: str, name: str, password: str, role: str = "", by: Any,
    must_change: bool = False, founder: bool = False,
) -> User:  # fmt: skip
    """The new user of the office, with a role there where one is named.

    Raises: NotAllowed U401; Fault U102–U104, and as `grant`.
    """
    demand(by, "accounts.people", area=office.area)
    if User.objects.filter(username=username).exists():
        raise Fault("U103", f"用户名“{username}”已经有人使用。请换一个；这人若曾离岗，请在“人员”页让其返岗。")
    user = User(username=username, last_name=name, works_for=office, is_founder=founder)
    _set_password(user, password, must_change=must_change)
    user.save()
    record(user, "增加人员", by, after={"姓名": name, "用户名": username, "单位": office.name}, about=office)
    if role:
        give_role(user, office, role, by, reason="增加人员时授予")
    return user


@transaction.atomic
def leave(user: User, office: Organisation, by: Any, *, reason: str = "") -> None:
    """Her rights in the office end now, and her sessions; without another office she can no longer sign in.

    Raises: NotAllowed U401; Fault U105 herself, U106 an administrator's post would be nobody's.
    """
    demand(by, "accounts.people", area=office.area)
    if by is not None and user.pk == by.pk:
        raise Fault("U105", "不能让自己离岗。请由另一位系统管理员操作。")
    refuse_orphaned_posts(user.memberships.filter(organisation=office))
    user.memberships.filter(organisation=office, ended_at=None).update(ended_at=timezone.now())
    remaining = user.memberships.filter(ended_at=None).select_related("organisation").first()
    user.is_active, user.works_for = remaining is not None, remaining.organisation if remaining else office
    user.save(update_fields=["is_active", "works_for"])
    end_sessions(user, "离岗")
    end_tokens(user, office)
    record(user, "人员离岗", by, after={"姓名": user.get_full_name(), "单位": office.name}, reason=reason, about=office)


@transaction.atomic
def bring_back(user: User, office: Organisation, password: str, by: Any, *, reason: str = "") -> None:
    """Who left works here again, with a first password; what she may do is granted anew. Raises: NotAllowed U401; Fault U104."""
    demand(by, "accounts.people", area=office.area)
    user.is_active, user.works_for = True, office
    _set_password(user, password, must_change=True)
    user.save()
    record(user, "人员返岗", by, after={"姓名": user.get_full_name(), "单位": office.name}, reason=reason, about=office)


@transaction.atomic
def give_password(user: User, password: str, by: Any) -> None:
    """A first password anew, for who forgot hers; she changes it at the next sign-in. Raises: NotAllowed U401; Fault U104."""
    demand(by, "accounts.people", area=user.works_for.area)
    _set_password(user, password, must_change=True)
    user.save()
    end_sessions(user, "密码已重置")
    record(user, "重置密码", by, after={"姓名": user.get_full_name()}, about=user.works_for)


def _set_password(user: User, password: str, *, must_change: bool) -> None:
    if settings.SIGN_IN != "local" and not password:
        user.set_unusable_password()  # she signs in at the office's provider
        user.must_change_password = False
        return
    try:
        validate_password(password, user)
    except ValidationError as problem:
        raise Fault("U104", f"密码不合要求：{''.join(problem.messages)}请换一个。") from None
    user.set_password(password)
    user.must_change_password = must_change
