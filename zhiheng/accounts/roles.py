"""The roles that definitions give: ours, and the office's own over them."""

from django.conf import settings

from zhiheng.core.values.roles import Role
from zhiheng.definitions.roles import sound_roles


def known_roles() -> dict[str, Role]:
    """Every role by id, in their places."""
    return sound_roles(settings.DEFINITIONS)[0]


def role_faults() -> list[str]:
    """What is wrong with files of roles, which give nobody a right until they are put right."""
    return [str(fault) for fault in sound_roles(settings.DEFINITIONS)[1]]


def administrators() -> dict[str, Role]:
    """The three administrators' roles by post: system, security, audit."""
    return {role.administers: role for role in known_roles().values() if role.administers}
