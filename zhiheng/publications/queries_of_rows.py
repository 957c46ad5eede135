"""What of documents a row's page shows: what can be begun from it, why not yet, and what was written about it."""

from typing import NamedTuple

from django.urls import reverse
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.core.writing.templates import Template
from zhiheng.definitions.templates import templates
from zhiheng.directory.models import Organisation
from zhiheng.plans.models import Duty
from zhiheng.publications.covers import cover_of, covers
from zhiheng.publications.known import known_templates
from zhiheng.publications.lifecycle import ALLOWED
from zhiheng.publications.models import Manuscript
from zhiheng.publications.subjects import subject_of
from zhiheng.publications.subjects_of_rows import batch_of
from zhiheng.registers.known import known_register, known_registers
from zhiheng.registers.models import Row
from zhiheng.registers.queries.rows import rows_of
from zhiheng.web.scoping import Scope

OPEN = [state for state, acts in ALLOWED.items() if acts]
APART = ("manuscript", "publication")  # begun elsewhere: covers of manuscripts, notices of what was issued


class Way(NamedTuple):
    """A document that can be begun from a row; `refused` why not yet."""

    template: Template
    refused: tuple[str, ...]
    own: bool  # by the office's own file


def begins_from(template: Template) -> bool:
    """Whether a document of it is begun from a row."""
    return bool(template.head.about) and template.head.about not in APART


def is_there(template: Template, row: int, scope: Scope) -> bool:
    """Whether there is a row of that number that may be seen."""
    try:
        subject_of(template, row, scope, timezone.localdate())
    except Fault as fault:
        if fault.id != "B140":
            raise
        return False
    return True


def demand_rows(template: Template) -> None:
    """Nothing, where a document of it is begun from a row. Raises: Fault B146."""
    if not begins_from(template):
        raise Fault("B146", f"“{template.title}”不是就某一行写的，不能从一行起草。请按地区和期间起草，或换一个模板。")


def refuse_rows(template: Template) -> None:
    """Nothing, where a document of it is written of an area and a period. Raises: Fault B141."""
    if template.head.about:
        raise Fault("B141", f"“{template.title}”是就某一件事写的，不能按地区和期间起草。请从那件事的页面起草，或写 --row。")


def rows_template_or_none(name: str) -> Template | None:
    """The template of that id that is begun from a row; None where there is none."""
    found = known_templates().get(name)
    return found if found and begins_from(found) else None


def is_offices_own(template: Template) -> bool:
    """Whether the template in force is the office's own file and not ours."""
    ours = templates().get(template.id)
    return ours is None or ours.text != template.text


def row_called(template: Template, said: str, scope: Scope) -> int:
    """The number of the row that somebody names: by that number, or by its own in the register.

    Raises: Fault B146 the template is not begun from rows · B145 no row, or several, of that name.
    """
    demand_rows(template)
    if (said.isascii() and said.isdigit()) or template.head.about not in known_registers():
        if not (said.isascii() and said.isdigit()):
            raise Fault("B145", f"--row {said}：这里只认行号。请写页面网址里的数字，例如 --row 12。")
        return int(said)
    register = known_register(template.head.about)
    found = list(rows_of(register.id, scope, status="kept").filter(tail=said[:100]).values_list("pk", flat=True)[:3])
    if len(found) != 1:
        what = f"有 {len(found)} 行以上都叫这个名" if found else "没有这一行"
        raise Fault("B145", f"--row {said}：“{register.name}”里{what}。请写行号（那一行页面网址里的数字）。")
    return int(found[0])


def templates_about(about: str) -> list[Template]:
    """The templates about rows of that kind."""
    return [one for one in known_templates().values() if one.head.about == about]


class Cover(NamedTuple):
    """A cover that can be printed for a manuscript; `own` by the office's own file."""

    template: Template
    own: bool


def covers_shown() -> list[Cover]:
    """The covers that a manuscript's page offers."""
    return [Cover(one, is_offices_own(one)) for one in covers()]


def ways_from(about: str, row: int, scope: Scope) -> list[Way]:
    """What can be begun from a row."""
    today = timezone.localdate()
    return [Way(one, subject_of(one, row, scope, today).refused, is_offices_own(one)) for one in templates_about(about)]


def open_about(template: Template, row: int, office: Organisation) -> Manuscript | None:
    """What an office has on its way out about a row, by that template."""
    mine = Manuscript.objects.unscoped("the office's own").filter(office=office, template=template.id)
    return mine.filter(about=template.head.about, row=row, state__in=OPEN).first()


def written_about(about: str, row: int, scope: Scope) -> list[Manuscript]:
    """What was written about a row, newest first; what was given up is left out."""
    found = Manuscript.objects.within(scope, reach="below").exclude(state="dropped")
    return list(found.filter(about=about, row__in=_together(about, row, scope)).select_related("issued", "office"))


def _together(about: str, row: int, scope: Scope) -> set[int]:
    """The row, and those that go into one document with it."""
    batched = [one for one in templates_about(about) if one.head.batch]
    kept = Row.objects.within(scope, reach="below").select_related("area").filter(pk=row).first() if batched else None
    return {row, *(pk for one in batched for pk in (batch_of(one, kept, scope) if kept else ()))}


def place_of(about: str, row: int) -> tuple[str, str] | None:
    """What people call the row that a document is about, and the address of its page; None where it is about none, or is gone."""
    if about in known_registers():
        return known_register(about).name, reverse("registers:row", args=[about, row])
    if about == "duty":
        plan = Duty.objects.unscoped("named by a document in hand").filter(pk=row).values_list("plan_id", flat=True).first()
        return ("方案里的一项任务", reverse("plans:duty", args=[plan, row])) if plan else None
    if about == "assessment":
        return "考核", reverse("assessments:result", args=[row])
    return ("方案", reverse("plans:plan", args=[row])) if about == "plan" else None


__all__ = [
    "Cover", "Way", "begins_from", "cover_of", "covers", "covers_shown", "demand_rows", "is_offices_own", "is_there",
    "open_about", "place_of", "refuse_rows", "row_called", "rows_template_or_none", "templates_about", "ways_from",
    "written_about",
]  # fmt: skip
