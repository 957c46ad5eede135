"""What the page of one return shows: its items with what stands there, what is wrong, where it is from and what was said."""

from datetime import date
from typing import Any, NamedTuple

from zhiheng.core.measuring import period_from
from zhiheng.core.values.forms import Answer, Finding, Form, Item
from zhiheng.history.queries import timeline
from zhiheng.indicators.models import Return, ReturnFile, ReturnRound, ReviewAction, Urging
from zhiheng.indicators.returns.actions import (
    Saved,
    Typed,
    differences,
    level_of,
    may_review,
    returned_reasons,
    urging_words,
)
from zhiheng.indicators.returns.forms_kept import NOTHING, Kept, answers_now, shown, with_unit
from zhiheng.indicators.returns.looking import findings_of, last_values
from zhiheng.indicators.returns.queries import lines_of, state_of, turnout_of, waiting_files
from zhiheng.web.rights import Rights
from zhiheng.web.scoping import Scope


class ItemLine(NamedTuple):
    """One item on the page."""

    item: Item
    heading: str  # "" where the item above stands under the same
    words: str
    note: str
    filled: str  # what the records say, with its unit; "" where nothing does
    differs: bool
    last: str  # of the period before
    findings: list[Finding]
    theirs: str  # what somebody else put there meanwhile
    sent_back: str  # why
    needed: bool


def return_page(
    one: Return, by: Any, today: date, saved: Saved | None = None, typed: dict[str, Typed] | None = None
) -> dict[str, Any]:
    """Everything on the page of a return; after a saving, what was typed stands where somebody else was quicker."""
    form, kept = one.round.as_asked, answers_now(one)
    level = level_of(one, form)
    findings = findings_of(one, form, kept)
    return {
        "one": one,
        "form": form,
        "period": period_from(one.round.period),
        "state": state_of(one, form, today),
        "lines": _lines(one, form, kept, findings, saved, typed or {}),
        "findings": findings,
        "stopping": sum(found.stops for found in findings),
        "level": level,
        "may_review": may_review(one, form, by),
        "reviews": [(act, _items_sent_back(act, form)) for act in one.reviews.select_related("by")],
        "urgings": one.urgings.select_related("by"),
        "revisions": timeline(one)[:50],
    }


def _lines(
    one: Return, form: Form, kept: dict[str, Kept], findings: list[Finding], saved: Saved | None, typed: dict[str, Typed]
) -> list[ItemLine]:
    reasons, last = returned_reasons([one]).get(one.pk, {}), last_values(one, form)
    quicker = {found.item: found for found in saved.meanwhile} if saved else {}
    lines, heading = [], ""
    for key, item in form.items.items():
        answer = kept.get(key, NOTHING).answer
        filled = with_unit(item, Answer(value=answer.filled))
        lines.append(
            ItemLine(
                item=item,
                heading=item.group if item.group != heading else "",
                words=str(typed[key].cell) if key in quicker else shown(item, answer),
                note=answer.note,
                filled=filled,
                differs=bool(filled) and answer.value != answer.filled,
                last=with_unit(item, Answer(value=last.get(key, ""))),
                findings=[found for found in findings if found.item == key],
                theirs=quicker[key].theirs if key in quicker else "",
                sent_back=reasons.get(key, ""),
                needed=item.required,
            )
        )
        heading = item.group
    return lines


def _items_sent_back(act: ReviewAction, form: Form) -> list[tuple[str, str]]:
    """The names of the items that were sent back, each with the reason that is its own."""
    return [(form.items[item].name, own) for item, own in act.items.items()]


def round_page(opened: ReturnRound, scope: Scope, rights: Rights, today: date) -> dict[str, Any]:
    """Everything on the page of a period asked for."""
    lines = lines_of(opened, scope, today)
    missing = [line.of.name for line in lines if line.of.state == "draft"]
    back = [line.of.name for line in lines if line.of.state in ("returned", "reopened")]
    ours = rights.allows("returns.open", area=opened.area)
    return {
        "opened": opened,
        "period": period_from(opened.period),
        "lines": lines,
        "missing": missing,
        "back": back,
        "turnout": turnout_of(lines, today),
        "waiting": [(file, _differences(file)) for file in waiting_files(opened)] if ours else [],
        "files": opened.files.exclude(state="waits").select_related("of__area", "by").order_by("-pk")[:100] if ours else [],
        "may_open": ours,
        "may_accept": rights.allows("returns.review", area=opened.area),
        "urging_words": urging_words(opened, today),
        "ways": Urging.WAYS,
        "today": today,
    }


def _differences(file: ReturnFile) -> list[tuple[str, str, str]]:
    return differences(file, file.of, file.round.as_asked) if file.of else []
