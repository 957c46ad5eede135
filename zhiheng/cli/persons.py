"""For whom a command works: `--by USER`, else the single clerk of a new installation."""

import argparse
from typing import TYPE_CHECKING

from zhiheng.core.values.faults import Fault

if TYPE_CHECKING:
    from zhiheng.accounts.models import User
    from zhiheng.directory.models import Organisation


def add_by(parser: argparse.ArgumentParser) -> None:
    """The option that names the person."""
    parser.add_argument("--by", metavar="USER", help="由谁办理（用户名）；默认第一位经办人")


def worker(username: str | None, permission: str) -> "tuple[User, Organisation]":
    """The person and the office she works for.

    Raises: Fault U192 nobody of that name · U193 her role does not allow it · U194 nobody at all.
    """
    from zhiheng.accounts.models import User
    from zhiheng.accounts.queries import membership_of, single_clerk
    from zhiheng.accounts.rights import rights_of

    user = User.objects.filter(username=username).first() if username else single_clerk()
    if user is None and username:
        raise Fault("U192", f"没有用户“{username}”。请核对用户名。")
    if user is None:
        raise Fault("U194", "还没有用户。请先运行 zhiheng serve，在网页上建立第一个账号。")
    membership = membership_of(user)
    if membership is None or not rights_of(user).allows(permission):
        raise Fault("U193", f"{user.get_full_name()}的角色不能做这件事。请在 --by 后写经办人的用户名。")
    return user, membership.organisation
