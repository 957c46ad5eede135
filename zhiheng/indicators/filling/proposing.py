"""What goes into each place of a form: the figures measured now for what its heads ask, doubtful ones with their alternatives."""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django.conf import settings
from msgspec.structs import replace

from zhiheng.core.filling import entered, form_in, form_key, form_written, meanings, slots_of
from zhiheng.core.filling.files import Kind
from zhiheng.core.measuring import Period, period_from
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.filling import Amount, Days, Entry, Form, Known, Meaning, Remembered, Setting
from zhiheng.core.values.indicators import Indicator, Measured
from zhiheng.definitions.filling import form_words
from zhiheng.directory.models import Area
from zhiheng.directory.queries import present_below
from zhiheng.indicators.filling.places import Choice, Place, Proposal
from zhiheng.indicators.filling.sources import table_of_sources
from zhiheng.indicators.giving import GIVEN, OUT
from zhiheng.indicators.known import known_counted
from zhiheng.indicators.queries import Figure, figures, registers_of
from zhiheng.registers.models import Row
from zhiheng.web.scoping import Scope

Choices = Mapping[str, str]  # the indicator that a person chose for a place, by its address; "" leaves it empty


class Measures:
    """Figures by indicator, area and days: those that the places of one form need, measured area by area."""

    def __init__(self, scope: Scope, areas: Iterable[Area], wanted: Mapping[str, Indicator]) -> None:
        self.scope, self.wanted = scope, wanted
        self.areas = {area.code: area for area in areas}
        self.found: dict[tuple[str, str], dict[str, Figure]] = {}

    def need(self, meaning: Meaning) -> None:
        """Measures what a place may ask for."""
        for days in (meaning.days, *((meaning.change.days,) if meaning.change else ())):
            held = self.found.setdefault((meaning.area[0], days.text), {})
            lacking = [one.indicator for one in meaning.options if one.indicator not in held]
            if lacking:
                asked = [self.wanted[name] for name in dict.fromkeys(lacking)]
                held |= figures(self.scope, self.areas[meaning.area[0]], period_from(days.text), asked)

    def figure(self, indicator: str, area: str, days: Days) -> Figure | None:
        """The figure, where it was needed."""
        return self.found.get((area, days.text), {}).get(indicator)

    def amount(self, indicator: str, area: str, days: Days) -> Amount:
        """The figure as filling takes it."""
        figure = self.figure(indicator, area, days)
        if figure is None:
            return Amount(exact=None, unit="", decimals=0, why="没有测算")
        seen = figure.measured
        partial = f"有 {seen.empty} 行没有填，实际不少于此数" if seen.state == "partial" else ""
        return Amount(
            exact=exact_of(figure), unit=seen.unit, decimals=seen.decimals, partial=partial,
            why=f"暂无数据：{figure.why_unknown or '没有可以算出这个数的记录'}",
        )  # fmt: skip


def exact_of(figure: Figure) -> Fraction | None:
    """The value before rounding, in the printed unit; as printed where nothing finer is known, or the definition cuts it off."""
    return exact_from(figure.measured, figure.indicator)


def exact_from(seen: Measured, indicator: Indicator) -> Fraction | None:
    """The same of a measured value."""
    if seen.value is None:
        return None
    finer = seen.exact is not None and indicator.printing.round == "half-up"
    return Fraction(seen.exact if finer and seen.exact is not None else seen.value)


def proposed(
    name: str, content: bytes, kind: Kind, scope: Scope, area: Area, period: Period, wanted: Iterable[Indicator],
    choices: Choices | None = None,
) -> Proposal:  # fmt: skip
    """What goes into each place of the form. `wanted` are the indicators that whoever asks may see.

    Raises: Fault M301 nothing to fill, M302 macros, M303 too large.
    """
    form, words = form_in(kind, name, content), form_words(settings.DEFINITIONS)
    slots = slots_of(form, words)
    if not slots:
        raise Fault("M301", f"{name}：没有找到要填数的空格。请确认是空表，表头和行名写在表里；扫描成图片的表要先换成电子表。")
    below = list(present_below(area))
    asked = {each.id: each for each in wanted if not (each.each or each.by)}
    setting = Setting(
        area=(area.code, area.name), below=tuple((one.code, one.name) for one in below), words=words,
        period=Days(period.start, period.end, period.text), known=tuple(known_of(asked.values())),
        remembered=tuple(remembered(form, area)),
    )  # fmt: skip
    meant = meanings(slots, setting, form.title)
    measures = Measures(scope, [area, *below], asked)
    for meaning in meant:
        measures.need(meaning)
    places = [_place(meaning, measures, (choices or {}).get(meaning.slot.address)) for meaning in meant]
    names = {id: each.name for id, each in asked.items()}
    options = {place.address: _choices(place, measures, names) for place in places if place.meaning.options}
    return Proposal(kind, form, area, period, _with_contradictions(places, choices or {}), options)


def known_of(wanted: Iterable[Indicator]) -> list[Known]:
    """The indicators as forms may name them, each with the words of its registers and of their other figures."""
    wanted, registers = list(wanted), known_counted()
    names: dict[str, list[str]] = {}
    for each in wanted:
        for register in registers_of(each):
            names.setdefault(register, []).append(each.name)
    found = []
    for each in wanted:
        own = registers_of(each)
        context = (*(registers[id].name for id in own if id in registers), *(name for id in own for name in names[id]))
        unit, decimals = each.printing.unit, each.printing.decimals
        found.append(Known(id=each.id, name=each.name, aliases=each.aliases, unit=unit, decimals=decimals, context=context))
    return found


def remembered(form: Form, area: Area) -> list[Remembered]:
    """What stood under each label when the same form was filled before, whatever the month; the latest last."""
    given = Row.objects.unscoped("the figures of one area, which the office may see").filter(
        register=GIVEN, status="kept", state=OUT, area__path__startswith=area.path
    )
    title = form_key(form.title)
    names = [name for name in given.values_list("data__form", flat=True).distinct().order_by() if form_key(name or "") == title]
    found = []
    for data in given.filter(data__form__in=names).order_by("event_on", "pk").values_list("data", flat=True):
        label, indicator = data.get("label") or data.get("figure"), data.get("indicator")
        if label and indicator and " " not in indicator:
            found.append(Remembered(form=str(data["form"]), label=str(label), indicator=indicator))
    return found


def _place(meaning: Meaning, measures: Measures, chosen: str | None) -> Place:
    entry = entered(meaning, measures.amount, chosen)
    figure = measures.figure(entry.indicator, meaning.area[0], meaning.days)
    earlier = measures.figure(entry.indicator, meaning.area[0], meaning.change.days) if meaning.change else None
    return Place(meaning, entry, figure, earlier)


def _choices(place: Place, measures: Measures, names: Mapping[str, str]) -> list[Choice]:
    found = []
    for option in place.meaning.options:
        entry = entered(place.meaning, measures.amount, option.indicator)
        written = f"{entry.written}{entry.unit}" if entry.value is not None else "暂无数据"
        found.append(Choice(option.indicator, names[option.indicator], written, option.why))
    return found


def _with_contradictions(places: Sequence[Place], choices: Choices) -> list[Place]:
    """A clear value that was given otherwise before is asked about."""
    clear = [p for p in places if p.entry.state == "filled" and p.figure and p.meaning.change is None]
    before = _given_last(clear)
    return [_compared(p, before, choices) if p in clear else p for p in places]


def _compared(place: Place, before: Mapping[tuple[str, str, str], str], choices: Choices) -> Place:
    if place.figure is None:
        return place
    said = before.get((place.meaning.area[0], place.meaning.days.text, place.figure.indicator.name))
    entry = place.entry
    if said is not None and Decimal(said) == place.figure.measured.value:
        entry = replace(entry, evidence=(*entry.evidence, "与以前报过的一致"))
    elif said is not None and place.address not in choices:
        entry = replace(entry, state="ask", says=(*entry.says, f"以前报过 {said}{place.figure.measured.unit}"))
    return place._replace(entry=entry)


def _given_last(places: Sequence[Place]) -> dict[tuple[str, str, str], str]:
    """The value that was given last, by area, period and name."""
    areas = {place.meaning.area[0] for place in places}
    periods = {place.meaning.days.text for place in places}
    rows = Row.objects.unscoped("the figures of areas the office may see").filter(
        register=GIVEN, status="kept", state=OUT, area__code__in=areas, data__period__in=periods
    )
    found: dict[tuple[str, str, str], str] = {}
    for code, data in rows.order_by("event_on", "pk").values_list("area__code", "data"):
        if data.get("value") is not None:
            found[code, data["period"], data["figure"]] = str(data["value"])
    return found


def written(proposal: Proposal, content: bytes) -> bytes:
    """The form's file with the values in it and its sources behind."""
    return form_written(proposal.kind, content, proposal.entries, table_of_sources(proposal), proposal.names)


def for_programs(proposal: Proposal) -> dict[str, Any]:
    """The places as programs read them."""
    single = len({place.address.rpartition("!")[0] for place in proposal.places}) == 1
    cells = [
        {
            "cell": place.address.rpartition("!")[2] if single and "!" in place.address else place.address,
            "label": place.entry.label,
            "value": _number(place.entry),
            "unit": place.entry.unit,
            "indicator": place.entry.indicator or None,
            "area": place.meaning.area[0],
            "period": place.meaning.days.text,
            "state": place.entry.state,
            "says": list(place.entry.says),
            "options": [option.indicator for option in place.entry.options],
        }
        for place in proposal.places
    ]
    return {"cells": cells, "notes": list(proposal.form.notes)}


def _number(entry: Entry) -> int | float | None:
    if entry.value is None:
        return None
    return float(entry.value) if entry.decimals else int(entry.value)
