"""Area and period as the address names them (`?area=990100&period=2025H1`), for every page that counts rows."""

from datetime import date
from typing import NamedTuple
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, QueryDict
from django.utils import timezone

from zhiheng.core.measuring import Period, period_from
from zhiheng.core.values.faults import Fault
from zhiheng.directory.models import Area
from zhiheng.registers.queries import areas_of, areas_round, span_of_events


class Selection(NamedTuple):
    """What the page is about. `period` is None where all days are meant; `says` is why a period was not taken."""

    area: Area
    period: Period | None
    areas: list[Area]  # to choose from: those above the area within reach, it, and those right below it
    choices: list[tuple[str, str]]  # periods to pick: (name, text)
    says: str = ""

    @property
    def query(self) -> str:
        """The selection as the address says it."""
        return urlencode({"area": self.area.code} | ({"period": self.period.text} if self.period else {}))

    @property
    def with_below(self) -> bool:
        """Whether there are areas below the one that is meant."""
        return any(area.parent_id == self.area.pk for area in self.areas)

    @property
    def area_query(self) -> str:
        return urlencode({"area": self.area.code})


def selection(request: HttpRequest, *, all_days: bool = False, given: QueryDict | None = None) -> Selection:
    """What the address, or `given`, selects; by default the office's own area and the latest year with rows, or `all_days`.

    Raises: Http404 for an area that the office may not see.
    """
    given = request.GET if given is None else given
    area = areas_of(request.scope).filter(code=given.get("area") or request.scope.own).first()
    if area is None:
        raise Http404
    areas = areas_round(request.scope, area)
    span = None if all_days else span_of_events(request.scope)
    latest = span[1].year if span else timezone.localdate().year
    period, says = None if all_days else period_from(str(latest)), ""
    try:
        period = _asked(given) or period
    except Fault as problem:
        says = problem.says
    return Selection(area, period, areas, _choices(span, period or period_from(str(latest))), says)


def _asked(given: QueryDict) -> Period | None:
    start, end = given.get("from", ""), given.get("to", "")
    if start or end:
        return period_from(f"{start or '1949-10-01'}..{end or timezone.localdate().isoformat()}")
    text = given.get("period", "")
    return period_from(text) if text else None


def _choices(span: tuple[date, date] | None, period: Period) -> list[tuple[str, str]]:
    """The last years with rows, then the halves and quarters of the year looked at."""
    year = period.end.year
    years = range(max(span[0].year, span[1].year - 3), span[1].year + 1) if span else [year]
    texts = [str(y) for y in years] + [f"{year}{part}" for part in ("H1", "H2", "Q1", "Q2", "Q3", "Q4")]
    return [(period_from(text).name, text) for text in texts]
