"""What 已报数据台账 remembers of a return, and of the same figures given elsewhere."""

from django.db.models import QuerySet

from zhiheng.core.values.days import day_in_words
from zhiheng.core.values.forms import Before, Form
from zhiheng.indicators.giving import GIVEN, OUT, number_given
from zhiheng.indicators.models import Return
from zhiheng.registers.models import Row


def number_of(one: Return, item: str, revision: int) -> str:
    """The number of the row that remembers an item of a return, as it stood at a revision."""
    return f"{_prefix(one)}{item}-{revision}"


def own_rows(one: Return) -> dict[str, Row]:
    """The last row that remembers each item of a return that was accepted before."""
    rows = _rows(one).filter(data__no__startswith=_prefix(one)).order_by("pk")
    return {row.data["no"].removeprefix(_prefix(one)).rpartition("-")[0]: row for row in rows}


def given_elsewhere(one: Return, form: Form) -> dict[str, Before]:
    """What was last given of the figures of a form for the same area and period, by item; not by this return itself."""
    items = {item.indicator: key for key, item in form.items.items() if item.indicator}
    if not items:
        return {}
    rows = _rows(one).filter(state=OUT, data__indicator__in=list(items)).exclude(data__no__startswith=_prefix(one))
    return {
        key: Before(value=value, words=_words(row))
        for row in rows.order_by("event_on", "pk")
        for key in [items[row.data["indicator"]]]
        if (value := number_given(row, form.items[key].unit)) is not None
    }


def _rows(one: Return) -> QuerySet[Row]:
    return Row.objects.unscoped("of the area of a return in hand").filter(
        register=GIVEN, status="kept", area=one.area, data__period=one.round.period
    )


def _prefix(one: Return) -> str:
    return f"{one.round.token}-{one.pk}-"


def _words(row: Row) -> str:
    day = day_in_words(row.event_on) if row.event_on else "以前"
    return f"{day}报{row.data['given_to']}（{row.data['form']}）的是 {row.data['value']}{row.data['unit']}"
