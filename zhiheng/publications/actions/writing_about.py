"""A manuscript about one row is begun: interview notice, commendation, minutes, supervision letter."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.core.writing.templates import Template
from zhiheng.directory.models import Organisation
from zhiheng.directory.queries import scope_of
from zhiheng.history.actions import record_reading
from zhiheng.plans.models import Duty, Plan
from zhiheng.publications.actions.writing import NOTHING, asked_for, begun_with
from zhiheng.publications.drafting import Draft
from zhiheng.publications.known import known_template
from zhiheng.publications.lifecycle import demand_own
from zhiheng.publications.models import Manuscript
from zhiheng.publications.queries_of_rows import demand_rows, open_about
from zhiheng.publications.subjects import Subject, subject_of
from zhiheng.publications.subjects_of_rows import batch_of
from zhiheng.registers.actions import reveal
from zhiheng.registers.known import known_register, known_registers
from zhiheng.registers.models import Row
from zhiheng.web.access import demand


@transaction.atomic
def begin_about(
    template: str, row: int, *, office: Organisation, by: Any, answers: Mapping[str, str] = NOTHING
) -> Manuscript:
    """The manuscript about the row of that number: the one that the office has open, else a new one with its first version.

    Raises: NotAllowed U401. Fault B101 nobody's name · B140 no such row · B142 the row is not ready for it · B146 the template
            is about an area's figures · D210 no such template.
    """
    found = known_template(template)
    if by is not None:
        demand_own(by, "publications.draft", office)
    if kept := open_about(found, row, office):
        return kept
    return begun_with(asked_about(found, row, office=office, by=by), office, by, answers)


def asked_about(template: Template, row: int, *, office: Organisation, by: Any) -> Draft:
    """What a template says now of one row, for somebody who may draft and may see the row. Raises: as `begin_about`."""
    demand_rows(template)
    subject = subject_of(template, row, scope_of(office.area), timezone.localdate())
    _demand_to_read(template, subject, row, by)
    refuse_unfit_row(template, subject.refused)
    year = (subject.day or timezone.localdate()).year
    return asked_for(template, area=subject.area.code, period=str(year), office=office, by=by, row=row)


def refuse_unfit_row(template: Template, refused: tuple[str, ...]) -> None:
    """Nothing, where the row is ready for the document. Raises: Fault B142."""
    if refused:
        raise Fault("B142", f"还不能起草或印发“{template.title}”：{'；'.join(refused)}。请先把这一行办到这一步，再来起草。")


def _demand_to_read(template: Template, subject: Subject, row: int, by: Any) -> None:
    """Who begins it may see the row; personal values are read for the purpose of the template, and each reading is logged."""
    head, why = template.head, f"起草{template.title}"
    if head.about not in known_registers():
        demand(by, "assessments.view" if head.about == "assessment" else "plans.view", area=subject.area)
        if head.purpose:
            kept = Duty if head.about == "duty" else Plan
            record_reading(kept.objects.unscoped("a row in hand").get(pk=row), "责任人及电话", why, by)
        return
    demand(by, "registers.view", register=head.about, area=subject.area)
    if head.purpose:
        one = Row.objects.unscoped("a row in hand").select_related("area").get(pk=row)
        every = Row.objects.unscoped("a row in hand").select_related("area")
        rows = every.filter(pk__in=batch_of(template, one, scope_of(subject.area)))
        reveal(known_register(head.about), rows, purpose=head.purpose, why=why, by=by)
