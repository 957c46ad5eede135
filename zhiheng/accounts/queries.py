"""Who works where, and who may what."""

from collections.abc import Sequence
from typing import NamedTuple

from django.conf import settings
from django.db.models import Count, Max, Prefetch, Q, QuerySet

from zhiheng.accounts.models import Membership, User
from zhiheng.accounts.rights import current_memberships
from zhiheng.accounts.roles import known_roles
from zhiheng.core.values.roles import ACTS, Role
from zhiheng.core.values.topics import TOPICS
from zhiheng.definitions.registers import registers
from zhiheng.directory.models import Area, Organisation
from zhiheng.directory.queries import areas_within
from zhiheng.web.rights import Rights
from zhiheng.web.scoping import Scope

WAYS = {"local": "本系统账号", "oidc": "OIDC 统一身份认证", "cas": "CAS 统一身份认证"}


def membership_of(user: User) -> Membership | None:
    """The membership a user works under, the first of those that give rights today; None when she has none."""
    return next(iter(current_memberships(user)), None)


def is_new_installation() -> bool:
    """Whether nobody can sign in as yet."""
    return not User.objects.exists()


def single_clerk() -> User | None:
    """The one clerk whom a command works for when nobody is named: the first user of the installation."""
    return User.objects.order_by("pk").first()


def scope_for(rights: Rights, permission: str) -> Scope:
    """The areas over which an administrator works, whose permission the view asked for."""
    return Scope.joined(hold.scope for hold in rights.holds if hold.allows(permission))


def people_in(scope: Scope) -> QuerySet[User]:
    """Everybody who works for an office of these areas, those who left included; who is there first."""
    lasting = Membership.objects.filter(ended_at=None).select_related("organisation__area", "area")
    found = User.objects.filter(scope.reached("works_for__area")).select_related("works_for__area")
    return found.prefetch_related(Prefetch("memberships", lasting, to_attr="lasting")).order_by(
        "-is_active", "works_for__area__path", "works_for__position", "pk"
    )


def waiting() -> QuerySet[User]:
    """Who came from the provider and was added by nobody; they belong to no area as yet."""
    return User.objects.filter(is_active=False, works_for=None).exclude(subject="").order_by("pk")


def offices_in(scope: Scope) -> QuerySet[Organisation]:
    """The offices of these areas that exist: an area's own first."""
    found = Organisation.objects.filter(scope.reached("area"), ended_on=None).select_related("area")
    return found.order_by("area__path", "position", "pk")


def areas_in(scope: Scope) -> QuerySet[Area]:
    """The areas themselves."""
    return areas_within(scope)


def grants_in(scope: Scope, words: str = "", *, ended: bool = False) -> QuerySet[Membership]:
    """Who may what in these areas, the newest first; `words` are looked for in names."""
    found = Membership.objects.filter(scope.reached("organisation__area"))
    found = found if ended else found.filter(ended_at=None)
    if words:
        found = found.filter(Q(user__last_name__contains=words) | Q(user__username__contains=words))
    return found.select_related("user", "organisation__area", "area", "granted_by").order_by("-pk")


def register_names(ids: Sequence[str]) -> list[str]:
    """Registers as people call them."""
    known = registers(settings.DEFINITIONS)
    return [known[id].name if id in known else id for id in ids]


class RoleLine(NamedTuple):
    """One role as a page says it: what it may do, and how many people hold it now."""

    role: Role
    acts: list[tuple[str, str]]  # registers, and what may be done with them
    holders: int


def role_lines() -> list[RoleLine]:
    """Every role in its place."""
    counted = Membership.objects.current().order_by().values_list("role").annotate(Count("user", distinct=True))
    holders = dict(counted)
    return [RoleLine(role, _acts_in_words(role), holders.get(role.id, 0)) for role in known_roles().values()]


def _acts_in_words(role: Role) -> list[tuple[str, str]]:
    return [
        ("、".join(_register_words(word) for word in some.of), "、".join(ACTS[act] for act in some.acts))
        for some in role.registers
    ]


def _register_words(word: str) -> str:
    """What a role file says of registers: all, those of a topic, one, or those whose id is like that."""
    if word == "*":
        return "全部台账"
    return f"{TOPICS[word]}（{word}）" if word in TOPICS else register_names([word])[0]


class PurposeLine(NamedTuple):
    """One purpose for which personal fields of a register may be read, and who may."""

    register: str
    fields: str
    purpose: str
    roles: str


def purpose_lines() -> list[PurposeLine]:
    """Every purpose that a definition names, in the order of registers."""
    lines = []
    for register in registers(settings.DEFINITIONS).values():
        may = "、".join(role.name for role in known_roles().values() if role.allows("registers.reveal", register.id))
        for purpose in dict.fromkeys(register.fields[key].personal for key in register.personal):
            names = "、".join(field.name for field in register.fields.values() if field.personal == purpose)
            lines.append(PurposeLine(register.name, names, purpose, may or "没有角色"))
    return lines


def locked_out() -> list[dict[str, object]]:
    """Usernames that are locked now after wrong passwords, the last attempt of each."""
    from axes.models import AccessAttempt

    found = AccessAttempt.objects.filter(failures_since_start__gte=settings.AXES_FAILURE_LIMIT)
    return list(found.order_by().values("username").annotate(last=Max("attempt_time")).order_by("-last"))


def settings_in_words() -> list[tuple[str, str, str]]:
    """What is set for this installation: (what, value, the variable that changes it). No secret is among them."""
    return [
        ("登录方式", WAYS[settings.SIGN_IN], "ZHIHENG_SIGN_IN"),
        ("统一身份认证地址", settings.SIGN_IN_URL or "—", "ZHIHENG_SIGN_IN_URL"),
        ("不认识的人", {"refuse": "拒绝", "wait": "登记后等待开通"}[settings.SIGN_IN_UNKNOWN], "ZHIHENG_SIGN_IN_UNKNOWN"),
        ("应急密码登录", settings.BREAK_GLASS or "—", "ZHIHENG_BREAK_GLASS"),
        ("无操作退出", f"{idle} 分钟" if (idle := settings.IDLE_MINUTES) else "不退出", "ZHIHENG_IDLE"),
        ("同一账号同时登录", f"最多 {most} 处" if (most := settings.SESSIONS_AT_ONCE) else "不限", "ZHIHENG_SESSIONS"),
        ("程序用访问令牌", "可以" if settings.TOKENS else "停用", "ZHIHENG_TOKENS"),
        ("密码连错锁定", f"{settings.AXES_FAILURE_LIMIT} 次，{int(settings.AXES_COOLOFF_TIME * 60)} 分钟", "—"),
        ("本地定义", f"{len(list(settings.DEFINITIONS.glob('*/*')))} 个文件", "ZHIHENG_HOME 下的 definitions"),
    ]


def passwords_are_local() -> bool:
    """Whether people sign in with a password that is kept here."""
    return settings.SIGN_IN == "local"
