"""Filling in a return and handing it in. Nothing that was typed is lost: what cannot be read stays beside the reason."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from zhiheng.core.checking import answer_in
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.forms import Answer, Finding, Form, Item
from zhiheng.history.actions import line, record, record_all
from zhiheng.history.models import Revision
from zhiheng.indicators.models import Return, ReturnValue, ReviewAction
from zhiheng.indicators.returns.forms_kept import (
    NOTHING,
    Kept,
    answers_now,
    answers_of,
    held_return,
    plain,
    with_unit,
)
from zhiheng.indicators.returns.looking import findings_of
from zhiheng.web.access import demand
from zhiheng.web.inserting import insert_all

TOLD = 5  # problems in one sentence
ON_PAPER = "单位以表格交回，审核在系统外进行"


class Typed(NamedTuple):
    """What somebody puts at one item: the cell, and the note beside it."""

    cell: Any
    note: str = ""


class Meanwhile(NamedTuple):
    """An item that somebody else changed since the page was opened: what stands there, and what she typed."""

    item: str
    theirs: str
    hers: str


class Changes(NamedTuple):
    """What stood at the items that were written, and what stands there now, in words, by the items' names."""

    before: dict[str, str]
    after: dict[str, str]


class Saved(NamedTuple):
    """What a saving did."""

    of: Return
    changed: int
    meanwhile: list[Meanwhile]
    findings: list[Finding]


@transaction.atomic
def save(
    number: int, typed: Mapping[str, Typed], by: Any, *, seen: int | None = None, means: str = "page", now: datetime | None = None
) -> Saved:
    """What was typed is in the return, as a new revision of each item that differs.

    `seen` is the version of the page it was typed on: an item that somebody changed since is not overwritten.

    Raises: NotAllowed U401. Fault M207: it is not open.
    """
    one = held_return(number)
    form, kept = one.round.as_asked, answers_now(one)
    saved, changes = _saved(one, form, kept, typed, by, seen=seen, means=means, now=now)
    if changes.after:
        record(one, "填报", by, before=changes.before, after=changes.after, about=one.round)
    return saved


@transaction.atomic
def submit(
    number: int, typed: Mapping[str, Typed], by: Any, *, seen: int | None = None, means: str = "page", on: date | None = None
) -> Saved:
    """What was typed is in the return, and the return is handed in, on that day. Where something stops it, what was typed is
    kept all the same: look at `findings` and `meanwhile` of what comes back, and at its state.

    Raises: NotAllowed U401. Fault M207.
    """
    one = held_return(number)
    form, kept = one.round.as_asked, answers_now(one)
    saved, changes = _saved(one, form, kept, typed, by, seen=seen, means=means)
    if not saved.meanwhile and not any(found.stops for found in saved.findings):
        record_all(_handed_in(one, form, changes, by, on or timezone.localdate(), on_paper=means == "file"))
    elif changes.after:
        record(one, "填报", by, before=changes.before, after=changes.after, about=one.round)
    return saved


def _saved(
    one: Return, form: Form, kept: dict[str, Kept], typed: Mapping[str, Typed], by: Any, *, seen: int | None, means: str,
    now: datetime | None = None,
) -> tuple[Saved, Changes]:  # fmt: skip
    demand(by, "returns.fill", area=one.area)
    if not one.is_open:
        raise Fault("M207", f"{one.name}的“{one.round.name}”{one.get_state_display()}，不能再改。请先由审核人退回或重新打开。")
    given = {item: said for item, said in typed.items() if item in form.items}
    answers = {item: answer_in(form.items[item], *said, kept.get(item, NOTHING).answer.filled) for item, said in given.items()}
    meanwhile = _meanwhile(one, form, kept, answers, seen)
    theirs = {found.item for found in meanwhile}
    differing = {item: answer for item, answer in answers.items() if answer != kept.get(item, NOTHING).answer}
    wanted = {item: answer for item, answer in differing.items() if item not in theirs}
    if seen is not None:  # what she left as she saw it is not hers to change back
        before = answers_of([one], seen)[one.pk] if seen < one.version else kept
        wanted = {item: answer for item, answer in wanted.items() if _words(answer) != _words(before.get(item, NOTHING).answer)}
    changes = _written(one, form, kept, wanted, by, means, now or timezone.now())
    return Saved(one, len(wanted), meanwhile, findings_of(one, form, kept)), changes


def _meanwhile(
    one: Return, form: Form, kept: Mapping[str, Kept], answers: Mapping[str, Answer], seen: int | None
) -> list[Meanwhile]:
    """Items changed since `seen` of which she, too, changed the value, to something else."""
    if seen is None or seen >= one.version:
        return []
    before = answers_of([one], seen)[one.pk]
    return [
        Meanwhile(item, with_unit(form.items[item], kept[item].answer), with_unit(form.items[item], answer))
        for item, answer in answers.items()
        if item in kept and kept[item].revision > seen
        and _words(answer) not in (_words(kept[item].answer), _words(before.get(item, NOTHING).answer))
    ]


def _words(answer: Answer) -> tuple[str, str, str]:
    """What a person put there, whatever the records said."""
    return answer.value, answer.note, answer.typed


def _written(
    one: Return, form: Form, kept: dict[str, Kept], wanted: Mapping[str, Answer], by: Any, means: str, now: datetime
) -> Changes:
    """What was written, by the names of the items; `kept` holds it afterwards."""
    if not wanted:
        return Changes({}, {})
    before = {form.items[item].name: _told(form.items[item], kept[item].answer) for item in wanted if item in kept}
    one.version += 1
    insert_all(
        [
            ReturnValue(
                of=one, item=item, revision=one.version, value=answer.value, note=answer.note, typed=answer.typed,
                says=answer.says[:500], filled=answer.filled, run=kept.get(item, NOTHING).run, means=means, by=by, at=now,
            )
            for item, answer in wanted.items()
        ]
    )  # fmt: skip
    kept |= {item: Kept(answer, one.version, kept.get(item, NOTHING).run, means) for item, answer in wanted.items()}
    answers = plain(kept)
    one.filled = sum(bool((said := answers.get(item)) and said.value) for item in form.required)
    one.save(update_fields=["version", "filled"])
    after = {form.items[item].name: _told(form.items[item], answer) for item, answer in wanted.items()}
    return Changes(before, after)


def _told(item: Item, answer: Answer) -> str:
    words = with_unit(item, answer)
    return f"{words}（说明：{answer.note}）" if answer.note else words


def _handed_in(one: Return, form: Form, changes: Changes, by: Any, on: date, *, on_paper: bool) -> list[Revision]:
    """The history: the return is with its first reviewer; by file, the unit's own levels signed outside the system."""
    one.state, one.level, one.submitted_on = "submitted", 0, on
    one.first_on = one.first_on or on
    one.save(update_fields=["state", "level", "submitted_on", "first_on"])
    late = "，迟报" if one.first_on > one.round.due_on else ""
    said = {"状态": f"{one.get_state_display()}{late}", "报送日期": str(on)} | changes.after
    lines = [line(one, "报送", by, before=changes.before, after=said, about=one.round)]
    while on_paper and form.approval[one.level].by == "unit":
        level = form.approval[one.level]
        passed = ReviewAction.objects.create(
            of=one, level=one.level, name=level.name, act="accept", reason=ON_PAPER, version=one.version, by=by, at=timezone.now()
        )
        one.state, one.level = "accepted", one.level + 1
        one.save(update_fields=["state", "level"])
        lines += [line(passed, "审核", by, after={level.name: "通过"}, reason=ON_PAPER, about=one)]
        lines += [line(one, "审核通过", by, after={"级次": level.name}, about=one.round)]
    return lines


def in_one_sentence(findings: list[Finding], form: Form, places: Mapping[str, str]) -> str:
    """The first of what stops a return, for a list of files; `places` says where each item stands (E7)."""
    stopping = [found for found in findings if found.stops]
    said = "；".join(
        f"{places.get(found.item, '')}“{form.items[found.item].name}”{found.says.rstrip('。')}" for found in stopping[:TOLD]
    )
    more = f"；还有 {len(stopping) - TOLD} 处" if len(stopping) > TOLD else ""
    return f"{said}{more}。"
