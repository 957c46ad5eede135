"""What documents are about and no register keeps, in words: duties, plans, assessments, manuscripts, issued documents."""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from django.utils import timezone

from zhiheng.core.values.facts import Cell, Record
from zhiheng.core.values.registers import Field
from zhiheng.core.writing import breakdown_table
from zhiheng.core.writing.templates import Template, cell_of
from zhiheng.plans.exports import breakdown_row
from zhiheng.plans.models import Duty, Plan
from zhiheng.plans.queries import Row as DutyRow
from zhiheng.plans.queries import rows_of
from zhiheng.publications.found import Found
from zhiheng.publications.known import known_templates
from zhiheng.publications.models import Manuscript, Publication
from zhiheng.publications.subjects_of_results import assessment_found, assessment_in, rows_beside_result
from zhiheng.publications.versions import last_version, paper_of_version
from zhiheng.web.scoping import Scope

_DAY = Field(name="", type="date")
_CONTACT = "联系责任人"
_NUMBER = re.compile(r"^\s*(?:[（(][一二三四五六七八九十百\d]+[）)]|[一二三四五六七八九十百]+、|\d+[.．、])\s*")
_CLAUSE = re.compile(r"[，。；]")


def row_of(template: Template, pk: int, scope: Scope, today: date) -> Found | None:
    """What has that number; None where there is none in the scope."""
    match template.head.about:
        case "assessment":
            assessed = assessment_in(scope, pk)
            return assessment_found(assessed) if assessed else None
        case "duty":
            duty = Duty.objects.within(scope, reach="below").select_related("plan__area").filter(pk=pk).first()
            return _duty_found(duty, template) if duty else None
        case "plan":
            plan = Plan.objects.within(scope, reach="below").select_related("area").filter(pk=pk).first()
            return _found(_plan_record(plan), plan.area, {}) if plan else None
        case "manuscript":
            kept = Manuscript.objects.within(scope, reach="below").select_related("area", "office", "made_by")
            one = kept.filter(pk=pk).first()
            return _found(_manuscript_record(one), one.area, {"state": one.state}) if one else None
    issued = Publication.objects.within(scope, reach="below").select_related("area").filter(pk=pk).first()
    if issued is None:
        return None
    cells = {"title": Cell(text=issued.title), "number": Cell(text=issued.number), "issued_on": _day(issued.issued_at)}
    return Found(Record(thing="publication", row=pk, name=f"《{issued.title}》", cells=cells), {}, issued.area, None)


def rows_beside(template: Template, name: str, of: Found, pk: int, scope: Scope, today: date) -> list[Found]:
    """The rows of a list: the duties of a plan, in the order of its table; what an assessment came to."""
    if of.record.thing == "assessment":
        assessed = assessment_in(scope, pk)
        return rows_beside_result(name, assessed) if assessed else []
    plan = Plan.objects.within(scope, reach="below").get(pk=pk)
    return [_found(record, plan.area, {}) for record, _ in _duties(plan, contacts=template.head.purpose == _CONTACT)]


def _found(record: Record, area: object, values: Mapping[str, object]) -> Found:
    return Found(record, {**{key: cell.text or None for key, cell in record.cells.items()}, **values}, area, None)  # type: ignore[arg-type]


def _duty_found(duty: Duty, template: Template) -> Found:
    plan, contacts = duty.plan, template.head.purpose == _CONTACT
    record = next((record for record, row in _duties(plan, contacts=contacts) if row.duty.pk == duty.pk), None)
    if record is None:
        gone = Record(thing="duty", row=duty.pk, name=plan.title, cells={})
        return _found(gone, plan.area, {})._replace(gone="这项任务已从表中删去")
    due_on = duty.due_on.isoformat() if duty.due_on else None
    return _found(record, plan.area, {"due_on": due_on})


def _duties(plan: Plan, *, contacts: bool) -> Iterable[tuple[Record, DutyRow]]:
    """Each duty as the 任务分解表 prints it, by the same function that makes that table."""
    rows = rows_of(plan)
    table = breakdown_table([breakdown_row(row, contacts) for row in rows], plan.title)
    documents = _documents(plan)
    for at, (row, said) in enumerate(zip(rows, table.rows, strict=True), start=1):
        cells = {key: _cell(text, key) for key, text in said.items()} | {"plan": Cell(text=plan.title), "documents": documents}
        cells |= {"due_on": cell_of(_DAY, row.duty.due_on, {})}
        cells["matter"] = Cell(text=_NUMBER.sub("", row.duty.task) or _CLAUSE.split(row.duty.measures, maxsplit=1)[0][:40])
        cells |= {"lead_units": _units(said["lead_units"], row.leads), "units": _units(said["units"], row.units)}
        yield Record(thing="duty", row=row.duty.pk, name=f"{plan.title}第{at}项", cells=cells), row


def _cell(text: str, key: str) -> Cell:
    parts = tuple(line.strip("；") for line in text.splitlines())
    return Cell(text=(" " if key == "contact" else "；").join(parts), parts=parts if len(parts) > 1 else ())


def _units(text: str, units: Iterable[object]) -> Cell:
    return Cell(text=text, parts=tuple(str(unit) for unit in units))


def _documents(plan: Plan) -> Cell:
    parts = tuple(f"《{one}》（{one.doc_number}）" if one.doc_number else f"《{one}》" for one in plan.documents.all())
    return Cell(text="、".join(parts), parts=parts)


def _plan_record(plan: Plan) -> Record:
    cells = {"title": Cell(text=plan.title), "documents": _documents(plan), "approved_on": _day(plan.approved_at)}
    return Record(thing="plan", row=plan.pk, name=plan.title, cells=cells)


def _manuscript_record(one: Manuscript) -> Record:
    last = last_version(one)
    paper, template = paper_of_version(last), known_templates().get(one.template)
    made_by = one.made_by.get_full_name()
    cells = {
        "title": Cell(text=paper.title), "genre": Cell(text=template.head.genre or template.title if template else ""),
        "office": Cell(text=one.office.name), "made_by": Cell(text=made_by), "made_on": _day(one.made_at),
        "version": Cell(text=f"第{last.number}稿"), "to": _many(paper.to), "copies": _many(paper.foot.copies),
        "attached": _many(paper.attached), "secrecy": Cell(text=paper.head.secrecy), "urgency": Cell(text=paper.head.urgency),
        "number": Cell(text=paper.head.number if one.signed_at else ""),
    }  # fmt: skip
    return Record(thing="manuscript", row=one.pk, name=f"文稿《{one.title}》", cells=cells)


def _many(parts: tuple[str, ...]) -> Cell:
    return Cell(text="、".join(parts), parts=parts)


def _day(at: object) -> Cell:
    return cell_of(_DAY, timezone.localdate(at), {}) if at else Cell()  # type: ignore[arg-type]
