"""A series of numbers goes on behind those that were given on paper, before there was a book."""

from typing import Any

from django.db import transaction

from zhiheng.core.values.faults import Fault
from zhiheng.directory.models import Organisation
from zhiheng.history.actions import record
from zhiheng.publications.lifecycle import demand_own
from zhiheng.publications.models import NumberSeries
from zhiheng.publications.numbering import series_of


@transaction.atomic
def continue_from(office: Organisation, kind: str, code: str, year: int, last: int, by: Any) -> NumberSeries:
    """The series, whose next number follows `last`. Raises: NotAllowed U401. Fault B127 the code · B132 numbers were given."""
    demand_own(by, "publications.sign", office)
    found = series_of(office, kind, code, year)
    series = NumberSeries.objects.select_for_update().get(pk=found.pk)
    if series.numbers.unscoped("of a series in hand").exists():
        raise Fault("B132", f"“{code}”{year}年已经从登记簿取过号，不能再改起点。请从下一年起改，或接着编。")
    before, series.before, series.last = series.last, last, last
    series.save(update_fields=["before", "last"])
    record(series, "接续编号", by, before={"已用到": before}, after={"已用到": last})
    return series
