"""Issuing documents."""

import hashlib
from typing import Any

import msgspec
from django.db import transaction
from django.utils import timezone

from zhiheng.core.measuring import period_from
from zhiheng.core.values.faults import Fault
from zhiheng.directory.models import Organisation
from zhiheng.directory.queries import areas_within, scope_of
from zhiheng.history.actions import record
from zhiheng.indicators.actions import observe, remember
from zhiheng.indicators.giving import contradictions, rows_given
from zhiheng.publications.counting import count_issue
from zhiheng.publications.drafting import Draft, figures_of
from zhiheng.publications.known import known_template
from zhiheng.publications.models import Publication
from zhiheng.publications.queries import draft, to_everybody


@transaction.atomic
def publish(
    template: str, *, area: str, period: str, office: Organisation, by: Any, reason: str = ""
) -> Publication:
    """The document, issued and kept under the name of `by`; the same text of the same period is issued once.

    Its figures are remembered as given to everybody. A figure that contradicts one given before needs a `reason`.

    Shape:  `area` is a code, `period` as commands write it.
    Raises: Fault B101 nobody's name · B102 a figure without value or with empty cells · B103 another's area ·
            B107 a figure contradicts an earlier one · M101 no such period · D210 no such template.
    """
    if by is None:
        raise Fault("B101", "没有写明由谁印发。请登录，或在命令后加 --by 用户名。")
    scope, days = scope_of(office.area), period_from(period)
    about = areas_within(scope).filter(code=area).first()
    if about is None:
        raise Fault("B103", f"{office.name}的辖区里没有代码为“{area}”的地区。请改用本级或下级地区的代码。")
    found = draft(known_template(template), scope, about, days, office)
    if found.waiting:
        raise Fault("B102", f"{found.title}：{_why_waiting(found)}。请先补齐台账，再印发。")
    text = found.text
    digest = hashlib.sha256(text.encode()).hexdigest()
    issued = Publication.objects.within(scope, reach="below").filter(template=template, digest=digest, area=about)
    if kept := issued.filter(start=days.start, end=days.end).first():
        return kept
    giving = to_everybody(found, timezone.localdate(), reason)
    rows = rows_given(found.counted.values(), about, days, giving, by)
    if differing := contradictions(rows):
        said = "；".join(f"“{one.name}”现在是 {one.now}，{one.says}" for one in differing)
        raise Fault("B107", f"{found.title}：与已报数据不一致：{said}请核对；确实要印发的，写明原因。")
    remember(rows, about, giving, office, by)
    return _kept(found, text, digest, office, by)


def _why_waiting(found: Draft) -> str:
    return "；".join(f"“{one.figure.indicator.name}”{one.why or f'有 {one.empty} 行没有填'}" for one in found.waiting)


def _kept(found: Draft, text: str, digest: str, office: Organisation, by: Any) -> Publication:
    observe(found.area, found.period, [figure.indicator for figure in found.counted.values()])
    made = Publication.objects.create(
        area=found.area,
        office=office,
        template=found.template.id,
        template_text=found.template.text,
        title=found.title,
        period=found.period.text,
        start=found.period.start,
        end=found.period.end,
        text=text,
        digest=digest,
        figures=figures_of(found),
        paper=msgspec.to_builtins(found.paper),
        issued_by=by,
        issued_at=timezone.now(),
    )
    count_issue(made, found.template, by)
    record(made, "印发", by, after={"标题": made.title, "期间": found.period.name, "校验码": digest})
    return made

