"""What a user may do: her memberships, each with the role that a file defines."""

from collections.abc import Iterable
from typing import Any

from zhiheng.accounts.models import Membership, User
from zhiheng.accounts.roles import administrators, known_roles
from zhiheng.core.values.roles import Role
from zhiheng.directory.queries import scope_of
from zhiheng.web.rights import Hold, Rights
from zhiheng.web.scoping import Scope


def vacant_posts() -> list[Role]:
    """The administrators that nobody is; the founder stands in for each."""
    posts = administrators().values()
    held = Membership.objects.current().filter(role__in=[role.id for role in posts])
    taken = set(held.order_by().values_list("role", flat=True))
    return [role for role in posts if role.id not in taken]


def rights_of(by: Any) -> Rights:
    """What the user may do in the office she works for now; outside a request, in all her offices."""
    found: Rights | None = getattr(by, "rights_now", None)
    return found if found is not None else rights_in(by, current_memberships(by))


def current_memberships(user: User) -> list[Membership]:
    """The memberships that give her rights today, oldest first."""
    found = user.memberships.current().select_related("organisation__area", "area")
    return list(found)


def rights_in(user: User, memberships: Iterable[Membership]) -> Rights:
    """The sum of some memberships; roles that no file defines any more give nothing."""
    known, memberships = known_roles(), list(memberships)
    scopes = {area.pk: scope_of(area) for area in {each.reaches.pk: each.reaches for each in memberships}.values()}
    holds = [
        Hold(known[each.role], scopes[each.reaches.pk], tuple(each.registers), each.narrowed)
        for each in memberships
        if each.role in known
    ]
    if user.is_founder and memberships:
        over = scope_of(memberships[0].organisation.area)
        holds += [Hold(role, over) for role in vacant_posts()]
    return Rights(tuple(holds))


def scope_in(rights: Rights, membership: Membership) -> Scope | None:
    """Whose rows the office's pages show her: what all her roles of daily work reach together."""
    scopes = [hold.scope for hold in rights.holds if not hold.role.administers]
    if not scopes:
        return None
    own = membership.organisation.area_id
    return Scope.joined(sorted(scopes, key=lambda scope: scope.area != own))
