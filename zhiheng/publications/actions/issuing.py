"""A signed document goes out: from here on it never changes."""

import hashlib
from typing import Any

import msgspec
from django.db import transaction
from django.utils import timezone

from zhiheng.assessments.actions.rectifying import announced_by_issue
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.papers import Paper
from zhiheng.core.writing.finishing import printed
from zhiheng.core.writing.papers import text
from zhiheng.history.actions import record
from zhiheng.indicators.actions import observe, remember
from zhiheng.indicators.giving import contradictions, rows_given
from zhiheng.publications.actions.amending import corrected_by, named
from zhiheng.publications.actions.signing import refuse_moved, refuse_unready
from zhiheng.publications.counting import count_issue
from zhiheng.publications.drafting import Draft, figures_of
from zhiheng.publications.lifecycle import demand_own, held, move, refuse_unless
from zhiheng.publications.models import Manuscript, Publication
from zhiheng.publications.numbering import number_of
from zhiheng.publications.queries import to_everybody
from zhiheng.publications.rewriting import as_written, last_version, paper_of_version
from zhiheng.publications.verifying import code_of, keep_files

RESULT_NOTICE = "assessment-result-notice"  # issued, it announces the assessment that it is about


@transaction.atomic
def issue(pk: int, by: Any, *, reason: str = "") -> Publication:
    """The signed manuscript, issued under the name of `by`; its figures are remembered as given to everybody.

    The notice of an assessment's result announces it.

    Raises: NotAllowed U401. Fault B102 a figure without value · B107 a figure contradicts an earlier one and nothing says why ·
            B120 it is not signed · B128 figures have moved since it was signed.
    """
    one = held(pk)
    return issued_as(one, as_written(one).draft, by, reason)


def issued_as(one: Manuscript, now: Draft, by: Any, reason: str) -> Publication:
    """As `issue`, where what it says now is known."""
    demand_own(by, "publications.sign", one.office)
    refuse_unless(one, "issue")
    refuse_unready(now)
    refuse_moved(one, now)
    found = now._replace(paper=printed(paper_of_version(last_version(one)), timezone.localdate()))
    correction = last_version(one).answers.get("更正原因", "") if one.corrects else ""
    giving = to_everybody(found, timezone.localdate(), reason or correction)
    rows = rows_given(found.counted.values(), one.area, found.period, giving, by)
    if differing := contradictions(rows):
        said = "；".join(f"“{one.name}”现在是 {one.now}，{one.says}" for one in differing)
        raise Fault("B107", f"{found.title}：与已报数据不一致：{said}请核对；确实要印发的，写明原因。")
    remember(rows, one.area, giving, one.office, by)
    observe(one.area, found.period, [figure.indicator for figure in found.counted.values()])
    made = _frozen(one, found, found.paper, by)
    count_issue(made, found.template.kind, number_of(one, "issue"), by)
    one.issued = made
    if one.corrects:
        corrected_by(made, one.corrects, by, correction)
    move(one, "issue", by, 文号=made.number, 验证码=made.code)
    if one.template == RESULT_NOTICE:
        announced_by_issue(one.row, by, document=named(made), area=one.office.area)
    record(made, "印发", by, after={"标题": made.title, "期间": found.period.name, "文号": made.number, "校验码": made.digest})
    return made


def _frozen(one: Manuscript, found: Draft, paper: Paper, by: Any) -> Publication:
    said = text(paper)
    made = Publication.objects.create(
        area=one.area, office=one.office, template=one.template, template_text=one.template_text, title=paper.title[:200],
        period=one.period, start=one.start, end=one.end, text=said, digest=hashlib.sha256(said.encode()).hexdigest(),
        figures=figures_of(found), paper=msgspec.to_builtins(paper), number=paper.head.number, signed_by=one.signed_by,
        issued_by=by, issued_at=timezone.now(), about=one.about, row=one.row,
    )  # fmt: skip
    made.code = code_of(made)
    made.save(update_fields=["code"])
    keep_files(made, paper)
    return made
