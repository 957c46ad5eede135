"""A role as its definition file says it: what its holder may do, of which registers."""

from fnmatch import fnmatchcase
from typing import Literal, get_args

from msgspec import Struct

RegisterAct = Literal[
    "view", "add", "change", "step", "approve", "void", "import", "export", "reveal", "publish", "define"
]
REGISTER_ACTS: tuple[str, ...] = get_args(RegisterAct)
ACTS = dict(
    zip(
        REGISTER_ACTS,
        ("查看", "登记", "修改", "办理", "批准", "作废", "导入", "导出", "看个人信息", "发布", "改定义"),
        strict=True,
    )
)
STEP_TAKERS = {  # who takes a step, as lifecycles say it, and as people do
    "clerk": "经办人", "inspector": "执法检查人员", "chief": "负责人", "reviewer": "审核人", "approver": "批准人",
}  # fmt: skip

# What may be done outside the registers. A permission is named `app.verb`; a view that declares another is refused by test.
PERMISSIONS: dict[str, tuple[str, ...]] = {
    "desk": ("view",),
    "documents": ("view", "add", "review", "teach"),
    "plans": ("view", "draft", "approve"),
    "returns": ("view", "fill", "review", "open"),
    "indicators": ("view", "give", "target", "question"),
    "assessments": ("view", "open", "fill", "score", "review", "approve"),
    "publications": ("view", "draft", "sign", "alone"),  # alone: sign what she drafted herself
    "directory": ("view", "change"),
    "history": ("verify", "logs"),
    "accounts": ("own", "people", "settings", "grants", "purposes", "locks"),
}


class RegisterActs(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Acts on some registers. `of` holds ids with * for any letters (`enforcement-*`), and topics (A5)."""

    of: tuple[str, ...]
    acts: tuple[RegisterAct, ...]

    def covers(self, register: str, topic: str) -> bool:
        """Whether a register is among them."""
        return topic in self.of or _among(register, self.of)


class Role(Struct, frozen=True, kw_only=True):
    """One role.

    Shape: `permissions` outside the registers; `steps` are the words after `who` in a lifecycle, * for any;
           `administers` is the administrator's post that the role is (system, security, audit), "" for none;
           `topics` says which topic each register belongs to.
    """

    id: str
    name: str
    says: str
    place: int
    permissions: frozenset[str]
    steps: tuple[str, ...] = ()
    registers: tuple[RegisterActs, ...] = ()
    administers: str = ""
    topics: dict[str, str] = {}

    def allows(self, permission: str, register: str = "") -> bool:
        """Whether the role holds `app.verb`; for `registers.…` of that register, or of any where none is named."""
        app, _, verb = permission.partition(".")
        if app != "registers":
            return permission in self.permissions
        topic = self.topics.get(register, "")
        return any(verb in some.acts and (not register or some.covers(register, topic)) for some in self.registers)

    def acts_as(self, who: str) -> bool:
        """Whether its holder may take a step that a lifecycle gives to `who`."""
        return _among(who, self.steps)


def _among(name: str, patterns: tuple[str, ...]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)
