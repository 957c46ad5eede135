"""The roles that definitions give: ours, and the office's own over them."""

from django.conf import settings

from zhiheng.core.values.roles import Role
from zhiheng.definitions.roles import roles


def known_roles() -> dict[str, Role]:
    """Every role by id, in their places."""
    return roles(settings.DEFINITIONS)


def administrators() -> dict[str, Role]:
    """The three administrators' roles by post: system, security, audit."""
    return {role.administers: role for role in known_roles().values() if role.administers}
