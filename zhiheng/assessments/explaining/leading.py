"""What a leader needs of one of the assessed on one page: standing, what pulls it down, what to do first, its group, 督办."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from django.db.models import Q
from django.utils.safestring import SafeString, mark_safe

from zhiheng.assessments.explaining.asking import Meant
from zhiheng.assessments.explaining.cards import VetoShown, vetoes_shown
from zhiheng.assessments.explaining.gains import GainLine, gains_of
from zhiheng.assessments.explaining.pictures import AspectSeat, pictures, seats_of
from zhiheng.assessments.kept import CardKept, cards_in, latest_result
from zhiheng.assessments.models import Assessed, Assessment
from zhiheng.core.scoring import Band, Span, band_of_rank, span_of_total
from zhiheng.core.scoring.numbers import rounded
from zhiheng.core.values.chasing import Light
from zhiheng.core.values.schemes import Item
from zhiheng.core.values.scorecards import ItemScore, Scorecard
from zhiheng.plans.chasing.queries import Line, Wanted, page_of_ledger
from zhiheng.plans.models import Matter
from zhiheng.web.scoping import Scope

PULLS, FIRST, MATTERS = 5, 5, 3
FEWEST = 3  # of a group with data before a median is named


class Pull(NamedTuple):
    """One item in which it is short of the median of its group."""

    item: Item
    score: ItemScore
    median: Decimal
    short: Decimal
    known: int  # of the group, with data


class Chased(NamedTuple):
    """Its matters in 督办: how many show which light, and the gravest of them."""

    total: int
    lights: list[tuple[Light, int]]
    lines: list[Line]


class Before(NamedTuple):
    """The approved result of the period before."""

    assessment: Assessment
    card: CardKept


class Leading(NamedTuple):
    """The page."""

    meant: Meant
    assessed: Assessed
    card: Scorecard
    group: str
    peers: int
    span: Span
    band: Band
    missing: int
    missing_points: Decimal
    before: Before | None
    pulls: list[Pull]
    first: list[GainLine]
    seats: list[AspectSeat]
    title: str
    wide: SafeString
    narrow: SafeString
    chased: Chased
    vetoes: list[VetoShown]
    until: str  # the next day that the office set, where a duty has none

    @property
    def open(self) -> bool:
        """Whether missing data leave the rank open."""
        return self.band.best != self.band.worst


def leading(meant: Meant, assessed: Assessed, scope: Scope, today: date) -> Leading | None:
    """The page of one of the assessed; None where it was not scored."""
    found = gains_of(meant, assessed, scope)
    if found is None:
        return None
    card, known = found.card, meant.standing
    group = [one for one in known.cards if one.group == card.group]
    seats = seats_of(card, group)
    title, wide, narrow = pictures(meant, card, group, seats)
    missing = [one for one in card.items if one.state == "missing" and known.scheme.leaves[one.id].kind == "regular"]
    return Leading(
        meant, assessed, card, known.scheme.groups.get(card.group, ""), len(group), span_of_total(known.scheme, card),
        band_of_rank(known.scheme, known.cards, card), len(missing), sum((one.points for one in missing), Decimal(0)),
        _before(meant.assessment, assessed), _pulls(meant, card, group), _first(found.lines), seats, title,
        mark_safe(wide), mark_safe(narrow), _chased(assessed, scope, today),  # noqa: S308 drawn here, escaped by svg_of
        vetoes_shown(meant, card), _until(meant.assessment, today),
    )  # fmt: skip


def _pulls(meant: Meant, card: Scorecard, group: Sequence[Scorecard]) -> list[Pull]:
    """The items in which it is short of the median of those that have data, the most first."""
    scheme, found = meant.standing.scheme, []
    for place, (item, score) in enumerate(zip(scheme.items, card.items, strict=True)):
        if score.state != "scored" or not score.counts:
            continue
        scores = [other.items[place].score for other in group if other.items[place].state == "scored"]
        if len(scores) < FEWEST:
            continue
        middle = rounded(Decimal(median(scores)), scheme.decimals)
        if middle > score.score:
            found.append(Pull(item, score, middle, middle - score.score, len(scores)))
    return sorted(found, key=lambda pull: (-pull.short, pull.item.id))[:PULLS]


def _first(lines: Sequence[GainLine]) -> list[GainLine]:
    """What to do first: of what is nearest, the half of the lines that comes first, those that bring the most."""
    near = lines[: max(FIRST, len(lines) // 2)]
    return sorted(near, key=lambda line: (-line.gain.points, line.item.id))[:FIRST]


def _until(assessment: Assessment, today: date) -> str:
    """The next day that the office set for handing in; "" where none is ahead."""
    days = [(assessment.self_until, "自评"), (assessment.score_until, "评分"), (assessment.appeal_until, "申诉")]
    ahead = sorted((day, name) for day, name in days if day and day >= today)
    return f"{ahead[0][0].isoformat()}前（{ahead[0][1]}截止）" if ahead else ""


def _before(assessment: Assessment, assessed: Assessed) -> Before | None:
    """Of the period that ended the day before this one began, by the same office."""
    same = Assessment.objects.filter(
        area=assessment.area_id, office=assessment.office_id, end=assessment.start - timedelta(days=1)
    ).unscoped("of the office whose assessment was found within a scope")
    for one in same.order_by("scheme", "pk"):
        result = latest_result(one)
        card = next((kept for kept in cards_in(result.cards).scorecards if kept.area == assessed.code), None) if result else None
        if card is not None:
            return Before(one, card)
    return None


def _chased(assessed: Assessed, scope: Scope, today: date) -> Chased:
    mine = Q(area=assessed.area_id) | Q(lead__area=assessed.area_id) if assessed.area_id else Q(lead=assessed.unit_id)
    found = Matter.objects.within(scope, reach="below").filter(mine).filter(lead__isnull=False).distinct()
    page = page_of_ledger(found, Wanted(), today, size=0)
    lines: list[Line] = []
    for light, _ in page.counts.lights:
        if light.tone in ("bad", "warn") and len(lines) < MATTERS:
            lines += page_of_ledger(found, Wanted(light=light.id), today, size=MATTERS - len(lines)).lines
    return Chased(page.counts.total, page.counts.lights, lines)
