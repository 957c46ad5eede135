"""Level by level: accept a return, send it back item by item with a reason, open it again with a reason."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.forms import Approval, Form
from zhiheng.history.actions import line, reason_given, record_all
from zhiheng.indicators.models import Return, ReturnRound, ReviewAction
from zhiheng.indicators.returns.entering import enter
from zhiheng.indicators.returns.forms_kept import answers_of, held_return
from zhiheng.indicators.returns.looking import findings_of
from zhiheng.web.access import demand, rights_of

NO_REASONS: Mapping[str, str] = {}
ACTED = {"accept": "审核通过", "return": "退回", "reopen": "重新打开"}


def level_of(one: Return, form: Form) -> Approval | None:
    """The level whose turn it is; None where the return is with nobody."""
    waits = one.state in ("submitted", "accepted") and one.level < len(form.approval)
    return form.approval[one.level] if waits else None


def may_review(one: Return, form: Form, by: Any) -> bool:
    """Whether somebody may decide at the level whose turn it is."""
    level = level_of(one, form)
    return level is not None and rights_of(by).allows("returns.review", area=_whose(one, level))


@transaction.atomic
def accept(number: int, by: Any, *, seen: int | None = None) -> Return:
    """The return has passed the level whose turn it is; after the last it is final.

    Raises: NotAllowed U401. Fault M210: it is nobody's turn · M211: it changed since `seen`.
    """
    one, form, level = _at_its_level(number, by, seen)
    _act(one, level.name, "accept", by, form=form)
    enter([one] if one.state == "final" else [], form, by)
    return one


@transaction.atomic
def accept_all(opened: ReturnRound, by: Any) -> int:
    """How many returns passed the level of who asked, all at once: those that wait there and have nothing to look at.

    Raises: NotAllowed U401.
    """
    demand(by, "returns.review", area=opened.area)
    form, waiting = opened.as_asked, ("submitted", "accepted")
    returns = list(opened.returns.select_for_update().filter(state__in=waiting).select_related("area", "round"))
    kept, passed = answers_of(returns), []
    for one in returns:
        level = level_of(one, form)
        if level and level.by == "asker" and not findings_of(one, form, kept[one.pk]):
            _act(one, level.name, "accept", by, form=form)
            passed.append(one)
    enter([one for one in passed if one.state == "final"], form, by)
    return len(passed)


@transaction.atomic
def send_back(
    number: int, items: Iterable[str], reason: str, by: Any, *, seen: int | None = None, own: Mapping[str, str] = NO_REASONS
) -> Return:
    """The return is back with its unit: those items, each for its `own` reason or for `reason`; with no items the whole.

    Raises: NotAllowed U401. Fault H102, M209: no reason · M210–M212.
    """
    one, form, level = _at_its_level(number, by, seen)
    wanted = {item: own.get(item, "").strip() for item in items}
    if strange := [item for item in wanted if item not in form.items]:
        raise Fault("M212", f"“{form.name}”里没有“{strange[0]}”这一项。请在表里勾选要退回的项。")
    why = "" if wanted and all(wanted.values()) and not reason.strip() else _reason(one, reason, "退回")
    wanted = {item: _reason(one, said, "退回") if said else "" for item, said in wanted.items()}
    _act(one, level.name, "return", by, items=wanted, reason=why, form=form)
    return one


@transaction.atomic
def reopen(number: int, reason: str, by: Any) -> Return:
    """A return that was handed in or accepted may be filled in again.

    Raises: NotAllowed U401. Fault H102, M209, M210.
    """
    one = held_return(number)
    demand(by, "returns.review", area=one.round.area)
    if one.is_open:
        raise Fault("M210", f"{one.name}的“{one.round.name}”{one.get_state_display()}，没有报上来。请先催报。")
    _act(one, "", "reopen", by, reason=_reason(one, reason, "重新打开"), form=one.round.as_asked)
    return one


def _whose(one: Return, level: Approval) -> Any:
    return one.area if level.by == "unit" else one.round.area


def _at_its_level(number: int, by: Any, seen: int | None) -> tuple[Return, Form, Approval]:
    one = held_return(number)
    form = one.round.as_asked
    level = level_of(one, form)
    if level is None:
        demand(by, "returns.review", area=one.area)
        raise Fault("M210", f"{one.name}的“{one.round.name}”{one.get_state_display()}，现在没有要审的。请刷新页面。")
    demand(by, "returns.review", area=_whose(one, level))
    if seen is not None and seen != one.version:
        raise Fault("M211", f"{one.name}的“{one.round.name}”在您打开以后又改过。请刷新页面，看过再审。")
    return one, form, level


def _act(
    one: Return, name: str, act: str, by: Any, *, form: Form, items: Mapping[str, str] = NO_REASONS, reason: str = ""
) -> None:
    """The decision is kept, and the return goes where it leads."""
    made = ReviewAction.objects.create(
        of=one, level=one.level, name=name, act=act, items=dict(items), reason=reason, version=one.version, by=by,
        at=timezone.now(),
    )  # fmt: skip
    if act == "accept":
        one.level += 1
        one.state = "final" if one.level == len(form.approval) else "accepted"
    else:
        one.level, one.state = 0, "returned" if act == "return" else "reopened"
    one.save(update_fields=["state", "level"])
    told = (f"{form.items[item].name}（{own}）" if own else form.items[item].name for item, own in items.items())
    sent = {"项": "、".join(told)} if items else {}
    level = {"级次": name} if name else {}
    record_all(
        [
            line(made, "审核", by, after=level | sent, reason=reason, about=one),
            line(one, ACTED[act], by, after=level | sent | {"状态": one.get_state_display()}, reason=reason, about=one.round),
        ]
    )


def _reason(one: Return, reason: str, act: str) -> str:
    if not reason.strip():
        raise Fault("M209", f"没有写{act}的理由。请写明哪里不对、怎么改。")
    return reason_given(f"{one.name}的“{one.round.name}”", reason, locked=True)


def returned_reasons(returns: Iterable[Return]) -> dict[int, dict[str, str]]:
    """Why each return that is back with its unit was sent back, by item; "" for the whole."""
    numbers = [one.pk for one in returns if one.state in ("returned", "reopened")]
    found: dict[int, dict[str, str]] = {}
    acts = ReviewAction.objects.unscoped("of returns in hand").filter(of__in=numbers).exclude(act="accept").order_by("pk")
    for act in acts:
        found[act.of_id] = act.reasons
    return found


