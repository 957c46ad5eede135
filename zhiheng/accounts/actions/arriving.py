"""Who comes from the office's sign-in provider: known, waiting to be let in, or refused."""

from typing import Any

from django.conf import settings
from django.db import transaction

from zhiheng.accounts.models import User
from zhiheng.accounts.providers import Identity
from zhiheng.core.values.faults import Fault
from zhiheng.directory.models import Organisation
from zhiheng.history.actions import record
from zhiheng.web.access import demand


@transaction.atomic
def user_of(identity: Identity) -> User:
    """The user whom the provider names; a person added by her employee number is tied to it the first time.

    Raises: Fault U132 unknown, U133 waiting, U134 left.
    """
    user = User.objects.filter(subject=identity.subject).first()
    if user is None and (user := User.objects.filter(username=identity.subject, subject="").first()):
        user.subject = identity.subject
        user.save(update_fields=["subject"])
        record(user, "绑定统一身份", user, after={"姓名": user.get_full_name(), "工号": identity.subject}, about=user.works_for)
    if user is None:
        return _refuse_unknown(identity)
    if not user.is_active:
        raise _waiting(identity) if user.works_for is None else Fault("U134", "您已办理离岗，不能登录。返岗请联系系统管理员。")
    return user


@transaction.atomic
def admit(user: User, office: Organisation, by: Any) -> None:
    """Who waited works for the office now; what she may do is granted apart. Raises: NotAllowed U401."""
    demand(by, "accounts.people", area=office.area)
    user.works_for, user.is_active = office, True
    user.save(update_fields=["works_for", "is_active"])
    record(user, "开通账号", by, after={"姓名": user.get_full_name(), "单位": office.name}, about=office)


def _refuse_unknown(identity: Identity) -> User:
    if settings.SIGN_IN_UNKNOWN == "wait":
        raise _waiting(identity)
    raise Fault("U132", f"工号“{identity.subject}”还没有在本系统开通。请联系本单位的系统管理员增加。")


def _waiting(identity: Identity) -> Fault:
    return Fault("U133", f"已登记工号“{identity.subject}”，等待系统管理员开通。请在开通后再登录。")


def note_waiting(identity: Identity) -> None:
    """Who is not known stands in the list of those who wait; twice the same is one."""
    user, new = User.objects.get_or_create(
        subject=identity.subject,
        defaults={"username": identity.subject, "last_name": identity.name, "is_active": False},
    )
    if new:
        user.set_unusable_password()
        user.save()
