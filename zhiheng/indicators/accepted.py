"""What units said in returns that were accepted to the last level: the only source of figures that nobody here can count."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from zhiheng.core.checking import written_number
from zhiheng.core.measuring import Period
from zhiheng.core.values.forms import Form, Item
from zhiheng.core.values.indicators import Indicator
from zhiheng.directory.models import Area
from zhiheng.indicators.latest_values import latest_values
from zhiheng.indicators.models import Return, ReturnRound, ReviewAction

Asked = dict[int, dict[str, Item]]  # by the number of the period asked for, by item


class Accepted(NamedTuple):
    """A value that was accepted to the last level: of which item of which return, in which revision, by whom and when.

    Unit: `value` in the unit that the form asks for. None: the item is no number; what it says are `words`.
    """

    area: str
    unit_name: str
    value: Decimal | None
    words: str
    kept: str
    unit: str
    of: int
    revision: int
    note: str
    item: Item
    days: tuple[date, date]
    period: str
    form: str
    by: str
    at: datetime

    @property
    def printed(self) -> str:
        return self.words if self.value is None else f"{written_number(self.item, self.kept)}{self.unit}"


def accepted_values(form: str, item: str, areas: Iterable[Area], period: Period) -> list[Accepted]:
    """What these areas said of an item of a form for a period; who said nothing, or is not accepted, is left out."""
    rounds = ReturnRound.objects.unscoped("of the areas asked for").filter(form=form, period=period.text)
    asked = {one.pk: {item: found} for one in rounds if (found := one.as_asked.items.get(item))}
    return list(_accepted(asked, areas))


def accepted_figures(indicators: Collection[Indicator], areas: Iterable[Area], periods: Iterable[Period]) -> list[Accepted]:
    """What these areas themselves said of indicators, in any form, for these periods, in the order in which it was accepted.

    An indicator that is no longer printed in the unit that was asked for is not said of.
    """
    units = {one.id: one.printing.unit for one in indicators}
    days = {(period.start, period.end) for period in periods}
    asked: Asked = {}
    for one, form in _asked_for(days) if units and days else ():
        items = {key: item for key, item in form.items.items() if item.indicator and units.get(item.indicator) == item.unit}
        asked |= {one.pk: items} if items else {}
    return sorted(_accepted(asked, areas, unit=""), key=lambda one: one.at)


def returned_indicators() -> set[str]:
    """The indicators of which somebody said something in a return that was accepted, by id."""
    final = Return.objects.unscoped("whether there are any, not whose").filter(state="final").order_by().values("round")
    rounds = ReturnRound.objects.unscoped("whether there are any, not whose").filter(pk__in=final)
    return {name for one in rounds for name in one.as_asked.indicators}


def _asked_for(days: Collection[tuple[date, date]]) -> Iterator[tuple[ReturnRound, Form]]:
    rounds = ReturnRound.objects.unscoped("of the areas asked for").filter(start__in={start for start, _ in days})
    return ((one, one.as_asked) for one in rounds if (one.start, one.end) in days)


def _accepted(asked: Asked, areas: Iterable[Area], **narrower: str) -> Iterator[Accepted]:
    if not asked:
        return
    final = Return.objects.unscoped("of the areas asked for").filter(
        round__in=list(asked), area__in=list(areas), state="final", **narrower
    )
    returns = {one.pk: one for one in final.select_related("round", "area")}
    who = _accepters(returns)
    items = {key for items in asked.values() for key in items}
    for of, key, revision, kept, note in latest_values(returns, ("value", "note"), items=items):
        one = returns[of]
        item = asked[one.round_id].get(key)
        if item is None or not kept:
            continue
        value, words = (Decimal(kept) / item.scale, "") if item.is_number else (None, kept)
        yield Accepted(
            one.area.code, one.unit, value, words, kept, item.unit, of, revision, note, item,
            (one.round.start, one.round.end), one.round.period, one.round.name, *who[of],
        )  # fmt: skip


def _accepters(returns: Iterable[int]) -> dict[int, tuple[str, datetime]]:
    """Who let each return pass its last level, and when."""
    acts = ReviewAction.objects.unscoped("of returns in hand").filter(of__in=list(returns), act="accept")
    return {act.of_id: (act.by.get_full_name() if act.by else "", act.at) for act in acts.select_related("by").order_by("pk")}
