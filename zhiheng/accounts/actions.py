"""People come, change their role, and leave."""

from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from zhiheng.accounts.models import Membership, User
from zhiheng.accounts.queries import is_new_installation
from zhiheng.accounts.roles import known_roles
from zhiheng.core.values.faults import Fault
from zhiheng.directory.models import Area, Organisation
from zhiheng.history.actions import record


@transaction.atomic
def found_installation(
    *, area_code: str, area_name: str, area_level: str, office_name: str, username: str, name: str, password: str
) -> User:
    """The single clerk of a new installation, with her area and office. Works once, while nobody can sign in."""
    if not is_new_installation():
        raise Fault("U101", "本系统已经有用户。请用已有账号登录，再在“机构”页增加人员。")
    area = Area.objects.create(code=area_code, name=area_name, level=area_level)
    office = Organisation.objects.create(area=area, name=office_name, position=10)
    founder = add_person(office, username=username, name=name, password=password, role="clerk", by=None)
    founder.is_founder = True
    founder.save(update_fields=["is_founder"])
    return founder


@transaction.atomic
def add_person(
    office: Organisation, *, username: str, name: str, password: str, role: str, by: Any, must_change: bool = False
) -> User:
    """The new user, with her role in the office."""
    known = known_roles()
    if role not in known:
        raise Fault("U102", f"没有“{role}”这个角色。可选：{'、'.join(each.name for each in known.values())}。")
    if User.objects.filter(username=username).exists():
        raise Fault("U103", f"用户名“{username}”已经有人使用。请换一个。")
    user = User(username=username, last_name=name, works_for=office, must_change_password=must_change)
    try:
        validate_password(password, user)
    except ValidationError as problem:
        raise Fault("U104", f"密码不合要求：{''.join(problem.messages)}请换一个。") from None
    user.set_password(password)
    user.save()
    membership = Membership.objects.create(user=user, organisation=office, role=role, granted_by=by)
    record(membership, "增加人员", by, after={"用户": name, "角色": known[role].name}, about=office)
    return user


@transaction.atomic
def end_membership(membership: Membership, by: Any) -> None:
    """Rights in the office end now."""
    membership.ended_at = timezone.now()
    membership.save(update_fields=["ended_at"])
    record(membership, "人员离岗", by, after={"用户": membership.user.get_full_name()}, about=membership.organisation)
