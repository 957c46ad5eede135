"""What an act makes of a matter. The table of acts is a definition; nothing here knows a state by its name."""

from collections.abc import Iterable
from datetime import date

from msgspec import structs

from zhiheng.core.values.chasing import NEEDS, Act, Chasing, Said, Standing


def possible_acts(chasing: Chasing, standing: Standing) -> tuple[Act, ...]:
    """What may be done with a matter as it stands."""
    asked = standing.asked_on is not None
    return tuple(act for act in chasing.acts if standing.state in act.start and act.asked in (None, asked))


def act_called(chasing: Chasing, standing: Standing, id: str) -> Act | None:
    """The act of that id, where it may be done now."""
    return next((act for act in possible_acts(chasing, standing) if act.id == id), None)


def lacking(chasing: Chasing, standing: Standing, said: Said, last_on: date | None, today: date) -> tuple[str, ...]:
    """Why the act cannot be done, in sentences; nothing where it can."""
    act = act_called(chasing, standing, said.act)
    if act is None:
        named = next((one.name for one in chasing.acts if one.id == said.act), said.act)
        ways = "、".join(one.name for one in possible_acts(chasing, standing)) or "没有（已到终点）"
        return (f"现在是“{standing.state}”，不能“{named}”。现在可以：{ways}。",)
    found = [f"没有填“{NEEDS[need]}”，请补上。" for need in act.needs if not getattr(said, need)]
    if said.on > today:
        found.append(f"日期 {said.on} 在今天之后。请填实际发生的日期。")
    if last_on and said.on < last_on:
        found.append(f"日期 {said.on} 早于上一条记录的 {last_on}。请核对日期。")
    if act.due == "ask" and said.due and standing.due_on and said.due <= standing.due_on:
        found.append(f"申请的时限 {said.due} 不晚于现在的时限 {standing.due_on}。请核对。")
    return tuple(found)


def standing_after(chasing: Chasing, standing: Standing, said: Said) -> Standing:
    """What the matter is after an entry. An act that may not be done there changes nothing."""
    act = act_called(chasing, standing, said.act)
    if act is None:
        return standing
    state = act.end or standing.state
    now = structs.replace(standing, state=state)
    if standing.state == chasing.start and state != chasing.start:
        now = structs.replace(now, issued_on=said.on, due_on=said.due or standing.due_on)
    if act.who == "unit" and not act.back and now.received_on is None and now.issued_on:
        now = structs.replace(now, received_on=said.on)
    if act.feedback:
        covered = max(filter(None, (said.covers or said.on, standing.covered_on)))
        now = structs.replace(now, fed_back_on=said.on, covered_on=covered, returned_on=None)
    if act.finish:
        now = structs.replace(now, finished_on=said.on)
    if act.back:
        now = structs.replace(now, returned_on=said.on, finished_on=None)
    if state == chasing.start and standing.state != chasing.start:
        now = structs.replace(now, issued_on=None, received_on=None, returned_on=None)
    return _ended(chasing, _with_due(now, act, said), said.on)


def standing_on(chasing: Chasing, begun: Standing, entries: Iterable[Said], day: date) -> Standing:
    """What a matter was on a day, at its end: what was entered for later days changes nothing of it."""
    now = begun
    for said in entries:
        if said.on <= day:
            now = standing_after(chasing, now, said)
    return now


def _with_due(now: Standing, act: Act, said: Said) -> Standing:
    match act.due:
        case "ask":
            return structs.replace(now, asked_on=said.due)
        case "grant":
            return structs.replace(now, due_on=said.due or now.asked_on, asked_on=None)
        case "refuse":
            return structs.replace(now, asked_on=None)
        case "set":
            return structs.replace(now, due_on=said.due or now.due_on, asked_on=None)
        case "drop":
            return structs.replace(now, due_on=None, asked_on=None)
    return now


def _ended(chasing: Chasing, now: Standing, on: date) -> Standing:
    if now.state in chasing.ends:
        return structs.replace(now, ended_on=now.ended_on or on, asked_on=None)
    return structs.replace(now, ended_on=None)
