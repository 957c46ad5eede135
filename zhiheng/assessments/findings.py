"""What the records say of those assessed: figures, incidents, evidence on hand."""

from collections.abc import Mapping, Sequence

from msgspec import structs

from zhiheng.assessments.models import Assessed, ExhibitUse
from zhiheng.core.measuring import Period, Spot
from zhiheng.core.values.indicators import Measured
from zhiheng.core.values.schemes import Scheme
from zhiheng.core.values.scorecards import Happened, Observed
from zhiheng.directory.models import Area
from zhiheng.directory.queries import areas_below
from zhiheng.indicators.engines import engine
from zhiheng.indicators.known import known_indicator
from zhiheng.indicators.values import current_values
from zhiheng.registers.models import Row

INCIDENTS = "quality-incident"


def figures_of(scheme: Scheme, assessed: Sequence[Assessed], period: Period) -> Mapping[tuple[str, str], Observed]:
    """The value of every indicator of the scheme for each of the assessed that is an area, and for each unit the value of those
    that are counted by unit; enterprises have none."""
    found = figures(scheme, [one.area for one in assessed if one.area], period)
    return found | _of_units(scheme, [one for one in assessed if one.unit], period)


def _of_units(scheme: Scheme, assessed: Sequence[Assessed], period: Period) -> dict[tuple[str, str], Observed]:
    """What the records of the level that assesses say of units by their name; of who is not in them nothing is known."""
    asked = [one for one in map(known_indicator, scheme.indicators) if len(one.by) == 1]
    if not asked or not assessed:
        return {}
    values = current_values(asked, [assessed[0].assessment.area], [period], engine())
    codes = {one.name: one.code for one in assessed}
    return {
        (code, spot.indicator): structs.replace(_one(spot, value), subject=code)
        for spot, value in values.items() if len(spot.dims) == 1 and (code := codes.get(spot.dims[0] or ""))
    }  # fmt: skip


def figures(scheme: Scheme, areas: Sequence[Area], period: Period) -> Mapping[tuple[str, str], Observed]:
    """The value of every indicator of the scheme for each area."""
    if not areas:
        return {}
    asked = [known_indicator(name) for name in scheme.indicators]
    found = current_values(asked, list(areas), [period], engine())
    return {(spot.area, spot.indicator): _one(spot, value) for spot, value in found.items() if not spot.dims}


def _one(spot: Spot, seen: Measured) -> Observed:
    """As printed; where nothing was due the item does not apply. Its id says what `zhiheng measure` would be asked."""
    due = known_indicator(spot.indicator).shape == "due"
    nothing_due = seen.state == "undecidable" and (due or seen.denominator == 0)
    return Observed(
        subject=spot.area, indicator=spot.indicator, value=seen.value, unit=known_indicator(spot.indicator).printing.unit,
        id=f"{spot.indicator} {spot.area} {spot.period}", why=seen.why, applies=not nothing_due,
    )  # fmt: skip


def incidents_of(assessed: Sequence[Assessed], period: Period) -> list[Happened]:
    """The incidents of the period that are kept, each of the assessed area that it lies in or below."""
    return incidents([one.area for one in assessed if one.area], period)


def incidents(areas: Sequence[Area], period: Period) -> list[Happened]:
    """The incidents of the period that are kept, each of the area that it lies in or below."""
    within = {pk: area.code for area in areas for pk in areas_below(area).values_list("pk", flat=True)}
    rows = Row.objects.unscoped("of the areas assessed").filter(
        register=INCIDENTS, status="kept", event_on__gte=period.start, event_on__lte=period.end, area__in=list(within)
    )
    return [
        Happened(
            subject=within[row.area_id], kind=row.data.get("kind") or "", level=row.data.get("level") or "",
            says=row.tail or row.key, id=f"{INCIDENTS} {row.pk}",
        )
        for row in rows.order_by("pk")
    ]  # fmt: skip


def evidence_on_hand(scheme: Scheme, assessed: Sequence[Assessed]) -> dict[tuple[str, str], int]:
    """The pieces on hand for every item that asks some. Of who handed nothing in as yet nobody counted: no entry."""
    uses = ExhibitUse.objects.filter(exhibit__assessed__in=[one.pk for one in assessed], exhibit__dropped=False)
    pieces: dict[tuple[int, str], set[str]] = {}
    for owner, item, piece, exhibit in uses.values_list("exhibit__assessed_id", "item", "piece", "exhibit_id"):
        pieces.setdefault((owner, item), set()).add(piece or f"file {exhibit}")
    begun = {owner for owner, _ in pieces}
    asked = [item for item in scheme.items if item.evidence]
    return {
        (one.code, item.id): len(pieces.get((one.pk, item.id), ()))
        for one in assessed if one.handed_in_at or one.pk in begun
        for item in asked if item.asked_of(one.group)
    }  # fmt: skip
