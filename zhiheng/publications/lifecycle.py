"""What may become of a manuscript: in each state the acts that are allowed, and the state that each leads to."""

from collections.abc import Mapping
from typing import Any

from zhiheng.core.values.faults import Fault
from zhiheng.directory.models import Organisation
from zhiheng.history.actions import reason_given, record
from zhiheng.publications.models import Manuscript
from zhiheng.web.access import demand

ALLOWED: Mapping[str, Mapping[str, str]] = {
    "draft": {"submit": "review", "drop": "dropped"},
    "review": {"send_back": "draft", "sign": "signed"},
    "signed": {"take_back": "draft", "issue": "issued"},
    "issued": {},
    "dropped": {},
}
VERBS: Mapping[str, str] = {
    "submit": "送审", "drop": "作废", "send_back": "退回修改", "sign": "签发", "take_back": "撤销签发", "issue": "印发",
}  # fmt: skip
WHO_SETTLES: Mapping[str, str] = {"draft": "publications.draft", "review": "publications.sign"}  # doubts of the margin
NAMES = dict(Manuscript.STATES)


def demand_own(by: Any, permission: str, office: Organisation) -> None:
    """Nothing, where somebody of that very office may do it: an office above reads its documents, and signs none of them.

    Raises: NotAllowed U401. Fault B137 it is another office's.
    """
    demand(by, permission, area=office.area)
    if not by.memberships.current().filter(organisation=office.pk).exists():
        raise Fault("B137", f"这是{office.name}（{office.area.name}）的公文，只由该单位的人办理。请与该单位联系。")


def held(pk: int) -> Manuscript:
    """The manuscript, held against others until the transaction ends."""
    kept = Manuscript.objects.unscoped("the action asks for the right").select_for_update()
    return kept.get(pk=pk)


def refuse_unless(one: Manuscript, act: str) -> None:
    """Nothing, where the act is allowed now. Raises: Fault B120."""
    if act not in ALLOWED[one.state]:
        may = "、".join(VERBS[each] for each in ALLOWED[one.state]) or "查看"
        raise Fault("B120", f"“{one.title}”现在是“{NAMES[one.state]}”，不能{VERBS[act]}。现在可以：{may}。请刷新页面。")


def move(one: Manuscript, act: str, by: Any, *, reason: str = "", **said: str) -> None:
    """The manuscript in the state that the act leads to, and the line of history that says so. Raises: Fault B120."""
    refuse_unless(one, act)
    before, one.state = one.state, ALLOWED[one.state][act]
    one.save()
    after = {"状态": NAMES[one.state]} | {name: value for name, value in said.items() if value}
    record(one, VERBS[act], by, before={"状态": NAMES[before]}, after=after, reason=reason)


def why(one: object, act: str, reason: str) -> str:
    """The reason of an act that needs one. Raises: Fault B123 none · H102 too long."""
    if not reason.strip():
        raise Fault("B123", f"“{one}”：{act}要写明原因。请填写后再办。")
    return reason_given(f"“{one}”", reason, locked=False)


def refuse_untyped(title: str, typed: str, act: str) -> None:
    """Nothing, where who acts has typed the name of what it happens to. Raises: Fault B126."""
    if typed.strip() != title:
        raise Fault("B126", f"{act}以后不能恢复。请照原样输入标题“{title}”，再办一次。")
