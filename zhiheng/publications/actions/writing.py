"""A manuscript is begun, revised, brought up to date with the records, or given up. Each save is a version."""

from collections.abc import Mapping
from typing import Any

import msgspec
from django.db import transaction
from django.utils import timezone

from zhiheng.core.measuring import period_from
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.papers import Paper
from zhiheng.core.writing.templates import Template, refuse_other_step
from zhiheng.directory.models import Organisation
from zhiheng.directory.queries import areas_within, scope_of
from zhiheng.history.actions import record
from zhiheng.publications.drafting import Draft
from zhiheng.publications.known import known_template
from zhiheng.publications.lifecycle import NAMES, demand_own, held, move, why
from zhiheng.publications.models import Manuscript, Version
from zhiheng.publications.queries import draft
from zhiheng.publications.queries_of_rows import refuse_rows
from zhiheng.publications.rewriting import (
    Rewritten,
    as_written,
    drafted_now,
    last_version,
    paper_of_version,
    rewritten,
)

NOTHING: Mapping[str, str] = {}


@transaction.atomic
def begin(
    template: str, *, area: str, period: str, office: Organisation, by: Any, answers: Mapping[str, str] = NOTHING
) -> Manuscript:
    """A new manuscript of that template, with its first version. `area` is a code, `period` as commands write it.

    Raises: NotAllowed U401. Fault B101 nobody's name · B103 another's area · M101 no such period · D210 no such template ·
            W160 a template of another length of period.
    """
    found = asked_for(known_template(template), area=area, period=period, office=office, by=by)
    return begun_with(found, office, by, answers)


def begun_with(found: Draft, office: Organisation, by: Any, answers: Mapping[str, str] = NOTHING) -> Manuscript:
    """A new manuscript with its first version."""
    one = begun(found, office, by)
    add_version(one, rewritten(found, answers, NOTHING).draft.paper, by, "write", answers=answers)
    return one


def asked_for(
    template: Template, *, area: str, period: str, office: Organisation, by: Any, row: int = 0
) -> Draft:
    """What a template says now of an area and a period, for somebody who may draft. Raises: as `begin`, B141."""
    if by is None:
        raise Fault("B101", "没有写明由谁印发。请登录，或在命令后加 --by 用户名。")
    demand_own(by, "publications.draft", office)
    if not row:
        refuse_rows(template)
    scope, days = scope_of(office.area), period_from(period)
    about = areas_within(scope).filter(code=area).first()
    if about is None:
        raise Fault("B103", f"{office.name}的辖区里没有代码为“{area}”的地区。请改用本级或下级地区的代码。")
    refuse_other_step(template, days.start, days.end, days.name)
    return draft(template, scope, about, days, office, row)


def begun(found: Draft, office: Organisation, by: Any) -> Manuscript:
    """A new manuscript, still without a version."""
    made = Manuscript.objects.create(
        area=found.area, office=office, template=found.template.id, template_text=found.template.text, title=found.title[:200],
        period=found.period.text, start=found.period.start, end=found.period.end, made_by=by, made_at=timezone.now(),
        about=found.template.head.about if found.row else "", row=found.row,
    )  # fmt: skip
    record(made, "起草", by, after={"标题": made.title, "期间": found.period.name})
    return made


@transaction.atomic
def revise(
    pk: int, by: Any, *, answers: Mapping[str, str], wording: Mapping[str, str], reason: str, seen: int | None = None
) -> Version:
    """The next version, with these answers and own words and the figures of now.

    Raises: NotAllowed U401. Fault B121 it is no draft · B122 it has another version than was `seen` · B123 no reason.
    """
    one = _open(pk, by)
    if seen is not None and last_version(one).number != seen:
        raise Fault("B122", f"“{one.title}”在您打开以后，别人又存了一稿。请刷新页面，看过再改。")
    found = rewritten(drafted_now(one), answers, wording)
    return _next(one, found, by, "revise", why(one, "改稿", reason), answers, wording)


@transaction.atomic
def refresh(pk: int, by: Any) -> Version:
    """The next version: the same words with the figures of now. Raises: NotAllowed U401. Fault B121 it is no draft."""
    one = _open(pk, by)
    last = last_version(one)
    return _next(one, as_written(one), by, "refresh", "", last.answers, last.wording)


@transaction.atomic
def drop(pk: int, by: Any, *, reason: str) -> Manuscript:
    """The manuscript, given up; it stays readable. Raises: NotAllowed U401. Fault B120 it is no draft · B123 no reason."""
    one = held(pk)
    demand_own(by, "publications.draft", one.office)
    move(one, "drop", by, reason=why(one, "作废", reason))
    return one


def add_version(
    one: Manuscript, paper: Paper, by: Any, act: str, reason: str = "", *, answers: Mapping[str, str] = NOTHING,
    wording: Mapping[str, str] = NOTHING,
) -> Version:
    """What the manuscript says from now on."""
    last = one.versions.order_by("-number").first()
    return Version.objects.create(
        manuscript=one, number=last.number + 1 if last else 1, paper=msgspec.to_builtins(paper), answers=dict(answers),
        wording=dict(wording), act=act, reason=reason, by=by, at=timezone.now(),
    )  # fmt: skip


def _open(pk: int, by: Any) -> Manuscript:
    one = held(pk)
    demand_own(by, "publications.draft", one.office)
    if one.state != "draft":
        raise Fault("B121", f"“{one.title}”现在是“{NAMES[one.state]}”，不能改。要改的，请先退回修改或撤销签发。")
    return one


def _next(
    one: Manuscript, found: Rewritten, by: Any, act: str, reason: str, answers: Mapping[str, str], wording: Mapping[str, str]
) -> Version:
    last, paper = last_version(one), found.draft.paper
    if paper_of_version(last) == paper and (last.answers, last.wording) == (dict(answers), dict(wording)):
        return last
    made = add_version(one, paper, by, act, reason, answers=answers, wording=wording)
    one.title = paper.title[:200]
    one.save(update_fields=["title"])
    record(one, made.get_act_display(), by, before={"稿次": last.number}, after={"稿次": made.number}, reason=reason)
    return made
