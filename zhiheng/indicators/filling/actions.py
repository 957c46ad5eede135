"""A form taken in, its doubtful places decided, given back; and what was given remembered."""

import hashlib
from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from msgspec.structs import replace

from zhiheng.core.measuring import Period, period_from
from zhiheng.core.values.faults import Fault
from zhiheng.directory.models import Area, Organisation
from zhiheng.documents import originals
from zhiheng.history.actions import record
from zhiheng.indicators.actions import give
from zhiheng.indicators.filling.files import sound_form
from zhiheng.indicators.filling.places import Place, Proposal
from zhiheng.indicators.filling.proposing import written
from zhiheng.indicators.filling.queries import groups_of, proposal_of
from zhiheng.indicators.giving import Giving
from zhiheng.indicators.models import FilledForm
from zhiheng.indicators.queries import Figure
from zhiheng.registers.models import Row
from zhiheng.web.access import demand
from zhiheng.web.rights import Rights
from zhiheng.web.scoping import Scope

HOW = {"percent": "增减率", "points": "增减百分点", "amount": "增减数"}
AGAINST = {"last-year": "比上年同期", "previous": "环比"}


@transaction.atomic
def take_form(
    name: str, content: bytes, about: Area, period: Period, office: Organisation, by: Any, scope: Scope, rights: Rights
) -> FilledForm:
    """The form waits under its own address. Raises: NotAllowed U401; Fault R1xx, D401, M301–M304."""
    demand(by, "indicators.give", area=about)
    name, kind = sound_form(name, content)
    digest = hashlib.sha256(content).hexdigest()
    one = FilledForm(
        area=office.area, office=office, about=about, period=period.text, name=name[:255], kind=kind, digest=digest, by=by,
        at=timezone.now(),
    )  # fmt: skip
    one.title = proposal_of(one, scope, rights, content).form.title[:200]
    originals.keep(content, digest)
    one.save()
    return one


@transaction.atomic
def choose(one: FilledForm, said: Mapping[str, str], proposal: Proposal, by: Any) -> None:
    """What a person chose, by question: one of the candidates, "-" to leave empty, "?" to ask again.

    Raises: Fault M305 given already.
    """
    demand(by, "indicators.give", area=one.about)
    _hold_open(one)
    choices = dict(one.choices)
    for group in groups_of(proposal, one.choices):
        chosen = said.get(f"group-{group.key}", "")
        for place in group.places:
            if chosen == "?":
                choices.pop(place.address, None)
            elif chosen == "-":
                choices[place.address] = ""
            elif chosen in {choice.indicator for choice in proposal.choices[place.address]}:
                choices[place.address] = chosen
    one.choices = choices
    one.save(update_fields=["choices"])


def _hold_open(one: FilledForm) -> None:
    """Nobody else gives, decides or drops the form until the transaction ends."""
    held = FilledForm.objects.unscoped("a form in hand").select_for_update()
    if not held.filter(pk=one.pk, state="open").exists():
        raise Fault("M305", f"{one.name}：这张表已经报出，不能再改。要更正的，请重新上传空表再报一次，并写明原因。")


@transaction.atomic
def give_form(one: FilledForm, proposal: Proposal, content: bytes, giving: Giving, by: Any) -> list[Row]:
    """The rows that remember the figures of the form; the filled file is kept with it.

    Raises: NotAllowed U401; Fault M121–M124 as `give`, M305 given already, M306 a doubtful place is not decided.
    """
    _hold_open(one)
    if waiting := [place for place in proposal.places if place.entry.state == "ask"]:
        where = "、".join(place.address for place in waiting[:5]) + (" 等" if len(waiting) > 5 else "")
        raise Fault("M306", f"还有 {len(waiting)} 格没有核对（{where}）。请逐栏选定指标，或选“不填”。")
    rows = given_rows(proposal, giving, one.office, by)
    filled = written(proposal, content)
    one.filled_digest = hashlib.sha256(filled).hexdigest()
    originals.keep(filled, one.filled_digest)
    one.state, one.given_to, one.form, one.given_at = "given", giving.to, giving.form, timezone.now()
    one.save()
    record(one, "填表报出", by, after={"报给": giving.to, "表名": giving.form, "格数": len(proposal.places), "登记": len(rows)})
    return rows


@transaction.atomic
def given_rows(proposal: Proposal, giving: Giving, office: Organisation, by: Any) -> list[Row]:
    """The figures of the clear places entered in 已报数据台账, area by area and period by period. Raises: as `give`."""
    by_place: dict[tuple[str, str], list[Place]] = {}
    for place in proposal.places:
        if place.entry.state == "filled" and place.figure is not None:
            by_place.setdefault((place.meaning.area[0], place.meaning.days.text), []).append(place)
    if not by_place:
        raise Fault("M307", "没有可以报出的数：各格都没有填。没有记录不等于零，请先补齐台账。")
    areas = {area.code: area for area in Area.objects.filter(code__in=[code for code, _ in by_place])}
    rows: list[Row] = []
    for (code, period), places in by_place.items():
        given, labels = {}, {}
        for place in places:
            if figure := _as_given(place):
                given[figure.indicator.id] = figure
                labels[figure.indicator.id] = place.meaning.memo
        rows += give(given.values(), areas[code], period_from(period), giving._replace(labels=labels), office, by)
    return rows


def _as_given(place: Place) -> Figure | None:
    """The figure of a place; a change is one of its own, named for what it compares."""
    figure, change, entry = place.figure, place.meaning.change, place.entry
    if figure is None or change is None:
        return figure
    name = f"{figure.indicator.name}（{AGAINST[change.against]}{HOW[change.how]}）"
    indicator = replace(figure.indicator, id=f"{figure.indicator.id} {change.against} {change.how}", name=name)
    measured = replace(figure.measured, value=entry.value, exact=None, unit=entry.unit, decimals=entry.decimals)
    return figure._replace(indicator=indicator, measured=measured)


@transaction.atomic
def drop_form(one: FilledForm, by: Any) -> None:
    """A form that was not given is no longer there. Raises: Fault M305 given already."""
    demand(by, "indicators.give", area=one.about)
    _hold_open(one)
    one.delete()
