"""Who works where, and who may what."""

from django.db.models import QuerySet

from zhiheng.accounts.models import Membership, User
from zhiheng.accounts.rights import current_memberships


def membership_of(user: User) -> Membership | None:
    """The membership a user works under, the first of those that give rights today; None when she has none."""
    return next(iter(current_memberships(user)), None)


def is_new_installation() -> bool:
    """Whether nobody can sign in as yet."""
    return not User.objects.exists()


def people_of(office_id: int) -> QuerySet[Membership]:
    """Who works in an office, those who left included."""
    return Membership.objects.filter(organisation=office_id).select_related("user")


def single_clerk() -> User | None:
    """The one clerk whom a command works for when nobody is named: the first user of the installation."""
    return User.objects.order_by("pk").first()
