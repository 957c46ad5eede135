"""Keeping figures, and remembering those that were given away."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.core.measuring import Period
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.indicators import Indicator
from zhiheng.core.values.lifecycles import Passage
from zhiheng.core.values.registers import CheckedRow, Kept
from zhiheng.directory.models import Area, Organisation
from zhiheng.directory.queries import scope_of
from zhiheng.history.actions import line, record_all
from zhiheng.indicators.giving import GIVEN, OUT, Giving, contradictions, rows_given
from zhiheng.indicators.models import Observation
from zhiheng.indicators.observing import Observed, keep
from zhiheng.indicators.queries import Figure, figures
from zhiheng.indicators.runs import kept_runs
from zhiheng.registers.filling import fill, new_row, units_of
from zhiheng.registers.known import known_register
from zhiheng.registers.models import Row, RowStep
from zhiheng.registers.showing import shown_row
from zhiheng.registers.timing import Clockwork
from zhiheng.web.access import demand
from zhiheng.web.inserting import insert_all


@transaction.atomic
def observe(area: Area, period: Period, wanted: Iterable[Indicator] | None = None) -> dict[str, Observation]:
    """The figures of an area and a period, computed now and kept, by indicator; the same values are kept once."""
    found = [one for one in figures(scope_of(area), area, period, wanted).values() if not one.parts]
    runs = kept_runs(figure.basis for figure in found)
    kept = keep(Observed(area.pk, period, figure.measured, runs[figure.run]) for figure in found)
    return {key[0]: one for key, one in kept.current.items()}


@transaction.atomic
def give(
    figures: Iterable[Figure], area: Area, period: Period, giving: Giving, office: Organisation, by: Any
) -> list[Row]:
    """The rows that remember what was given to whom. Giving the same again the same day adds nothing.

    Raises: NotAllowed U401. Fault M121 nobody to give to, or no form · M122 a figure contradicts an earlier one and nothing
            says why · M123 no figure · M124 a form without permit and without a reason.
    """
    demand(by, "indicators.give", area=area)
    if not (giving.to.strip() and giving.form.strip()):
        raise Fault("M121", "没有写报给谁、填的什么表。请写明，例如“省局质量处”“质量工作月报”。")
    rows = rows_given(figures, area, period, giving, by)
    if not rows:
        raise Fault("M123", "没有可以报出的数：都没有选，或者都暂无数据。没有记录不等于零，请先补齐台账。")
    if differing := contradictions(rows):
        said = "；".join(f"“{one.name}”现在是 {one.now}，{one.says}" for one in differing)
        raise Fault("M122", f"与已报数据不一致：{said}请核对；确实要报的，写明原因。")
    if not (giving.permit or giving.reason.strip()):
        raise Fault("M124", f"“{giving.form}”没有准入编号。没有准入的报表不填；确需报送的，请写明依据。")
    return remember(rows, area, giving, office, by)


def remember(
    rows: Mapping[str, Mapping[str, Kept]], area: Area, giving: Giving, office: Organisation, by: Any
) -> list[Row]:
    """The rows kept, each as given on its day and locked; those there already are left as they are."""
    register, now = known_register(GIVEN), timezone.now()
    there = Row.objects.unscoped("a key is taken whoever's row it is").filter(register=GIVEN, key__in=list(rows))
    kept, work, units = set(there.values_list("key", flat=True)), Clockwork(register), units_of(office.area)
    made, steps = [], []
    for values in (values for key, values in rows.items() if key not in kept):
        row = new_row(register, office, by, now)
        fill(row, register, CheckedRow(values=dict(values)), area, units, now, work)
        steps.append(RowStep(row=row, start=row.state, end=OUT, on=giving.on, approver=by.get_full_name(), by=by, at=now))
        row.state, row.locked = OUT, True
        work.set(row, arrived=[Passage(OUT, giving.on)])
        made.append(row)
    insert_all(made)
    for step in steps:
        step.row_id = step.row.pk
    insert_all(steps)
    names, reason = {area.code: area.name}, giving.reason[:200]
    record_all(line(row, OUT, by, after=shown_row(register, row.data, names), reason=reason) for row in made)
    return made
