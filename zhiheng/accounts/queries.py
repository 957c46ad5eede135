"""Who works where, and who may what."""

from django.db.models import QuerySet
from django.http import HttpRequest

from zhiheng.accounts.models import Membership, User
from zhiheng.accounts.roles import permissions_of


def membership_of(user: User) -> Membership | None:
    """The membership a user works under, the first of those that have not ended; None when she has none."""
    return user.memberships.filter(ended_at=None).select_related("organisation__area").first()


def may(request: HttpRequest, permission: str) -> bool:
    """Whether the request's user holds a permission in the office she works for now."""
    return permission in permissions_of(request.role or "")


def is_new_installation() -> bool:
    """Whether nobody can sign in as yet."""
    return not User.objects.exists()


def people_of(office_id: int) -> QuerySet[Membership]:
    """Who works in an office, those who left included."""
    return Membership.objects.filter(organisation=office_id).select_related("user")


def single_clerk() -> User | None:
    """The one clerk whom a command works for when nobody is named: the first user of the installation."""
    return User.objects.order_by("pk").first()
