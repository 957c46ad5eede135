"""A month's round of feedback: the sheets that go out, and what has come back."""

import io
import zipfile
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Prefetch, Q, QuerySet

from zhiheng.core.chasing import next_feedback
from zhiheng.core.values.answering import MatterAsked
from zhiheng.core.values.chasing import Standing
from zhiheng.core.values.days import day_in_words
from zhiheng.core.writing.chased_out import chased_sheets
from zhiheng.plans.chasing.known import known_chasing
from zhiheng.plans.models import ChaseAnswer, ChaseAsked, ChaseRound, MatterEntry
from zhiheng.web.scoping import Scope
from zhiheng.web.sending import safe_name


class UnitAnswers(NamedTuple):
    """One unit in a round: how many of its matters it was asked about, has answered, and what waits for a person."""

    number: int
    name: str
    asked: list[ChaseAsked]
    answered: int
    waiting: int

    @property
    def left(self) -> int:
        """How many nobody has said anything about."""
        return len(self.asked) - self.answered - self.waiting


class RoundView(NamedTuple):
    """Everything a round's page shows."""

    units: list[UnitAnswers]
    waiting: list[ChaseAnswer]

    @property
    def missing(self) -> list[UnitAnswers]:
        """The units that have not answered, or not for all their matters."""
        return [unit for unit in self.units if unit.left]

    @property
    def says(self) -> str:
        """Who is missing, in one line."""
        if not self.missing:
            return f"{len(self.units)} 个单位都已反馈。"
        names = "、".join(f"{unit.name}（{unit.left} 件）" for unit in self.missing)
        return f"还有 {len(self.missing)} 个单位没有反馈：{names}"


def rounds_within(scope: Scope) -> QuerySet[ChaseRound]:
    """The rounds of the office's own area, the latest first, with how many were asked and have answered."""
    return (
        ChaseRound.objects.within(scope).select_related("area", "office")
        .annotate(asked_count=Count("asked"), answered=Count("asked", filter=Q(asked__entry__isnull=False)))
        .order_by("-period", "-pk")
    )  # fmt: skip


def round_view(opened: ChaseRound) -> RoundView:
    """The round with its units in protocol order. A matter that ended meanwhile needs no answer."""
    waits = ChaseAnswer.objects.filter(state="waits").select_related("by")
    asked = opened.asked.select_related("matter", "unit", "entry").prefetch_related(Prefetch("waiting", waits))
    units: dict[int, list[ChaseAsked]] = {}
    for one in asked.order_by("unit__position", "unit_id", "matter__year", "matter__number"):
        if one.entry_id or one.matter.ended_on is None:
            units.setdefault(one.unit_id, []).append(one)
    found = [
        UnitAnswers(
            number, rows[0].unit.name, rows, sum(one.entry_id is not None for one in rows),
            sum(one.entry_id is None and bool(one.waiting.all()) for one in rows),
        )
        for number, rows in units.items()
    ]  # fmt: skip
    waiting = [answer for rows in units.values() for one in rows for answer in one.waiting.all()]
    for rows in units.values():
        for one in rows:
            for answer in one.waiting.all():
                answer.asked = one
    return RoundView(found, waiting)


def sheets_of(opened: ChaseRound, today: date, only: int = 0) -> dict[str, bytes]:
    """The unit's sheets by unit; of one unit alone where `only` names it. What has ended is not asked about."""
    told = MatterEntry.objects.exclude(progress="").order_by("position")
    asked = opened.asked.filter(matter__ended_on=None).select_related("matter", "unit")
    asked = asked.prefetch_related(Prefetch("matter__entries", told)).order_by("unit__position", "matter__year", "matter__number")
    units: dict[str, list[MatterAsked]] = {}
    for one in asked.filter(unit=only) if only else asked:
        units.setdefault(one.unit.name, []).append(_asked(one))
    title = f"{opened.area.name}{opened.period[:4]}年{int(opened.period[5:])}月督办反馈表"
    return chased_sheets(units, opened.token, title, day_in_words(opened.due_on), today.isoformat())


def zip_of(sheets: dict[str, bytes], period: str) -> bytes:
    """All sheets in one archive, each under its unit's name."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for unit, content in sheets.items():
            archive.writestr(f"{safe_name(unit)} 督办反馈 {period}.xlsx", content)
    return out.getvalue()


def default_due(today: date) -> date:
    """The day of feedback of this month; of the next, where it has passed."""
    chasing = known_chasing()
    return next_feedback(Standing(issued_on=today, cycle="month", cycle_day=chasing.cycle_day)) or today


def _asked(one: ChaseAsked) -> MatterAsked:
    matter, told = one.matter, list(one.matter.entries.all())
    last: Sequence[MatterEntry] = told[-1:]
    return MatterAsked(
        id=str(matter.pk), no=matter.no, subject=matter.subject, goal=matter.goal,
        due=matter.due_on.isoformat() if matter.due_on else "长期", state=matter.state,
        last="".join(f"{entry.on} {entry.progress}" for entry in last)[:400],
    )  # fmt: skip
