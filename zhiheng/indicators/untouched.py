"""Kept values that cannot have changed: the years that they count are as they were when they were last confirmed."""

from collections.abc import Mapping
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Q

import zhiheng
from zhiheng.core.values.indicators import Indicator
from zhiheng.indicators.models import Observation, Run
from zhiheng.indicators.runs import Basis


def confirm_untouched(indicator: Indicator, basis: Basis, run: Run) -> int:
    """How many current values of an indicator now rest on `run`, uncounted: no row of their years has moved.

    Shape: only of figures that count rows by their own day; all else may change by rows of any year.
    """
    if not counts_by_day(indicator):
        return 0
    current = Observation.objects.unscoped("the program counts for every area").filter(indicator=indicator.id, current=True)
    confirmed = 0
    for before in Run.objects.filter(pk__in=current.exclude(confirmed=run).values("confirmed").distinct()):
        moved = _moved_years(indicator.register, before, basis)
        if moved is not None:
            touched = [Q(start__lte=date(year, 12, 31), end__gte=date(year, 1, 1)) for year in moved]
            whole = current.filter(confirmed=before).exclude(reduce(or_, touched, Q(pk=None)))
            confirmed += whole.update(confirmed=run)
    return confirmed


def counts_by_day(indicator: Indicator) -> bool:
    """Whether rows come into a period by nothing but their own day."""
    by_event = indicator.time.how == "event" and not indicator.time.field
    return indicator.shape in ("value", "rate") and by_event and not indicator.window and indicator.each is None


def _moved_years(register: str, before: Run, basis: Basis) -> list[int] | None:
    """The years of the register that are others than they were; None where more than its rows has changed."""
    same = before.definition_digest == basis.definition_digest and before.program == zhiheng.__version__
    was, now = before.years.get(register), basis.years.get(register)
    if not same or not was or not now or _others(before.inputs, register) != _others(basis.inputs, register):
        return None
    return [int(year) for year in was.keys() | now.keys() if was.get(year) != now.get(year) and int(year)]


def _others(inputs: Mapping[str, str], register: str) -> dict[str, str]:
    return {name: state for name, state in inputs.items() if name != register}
