"""What one of the assessed can still gain: by item, by department, by the duties of its plans; what is nearest first."""

from decimal import Decimal
from typing import NamedTuple

from zhiheng.assessments.explaining.asking import Meant
from zhiheng.assessments.explaining.cards import leads_of
from zhiheng.assessments.explaining.tracing import Aim, aims_of
from zhiheng.assessments.models import Assessed
from zhiheng.core.scoring import Gain, Move, full_moves, gains
from zhiheng.core.scoring.numbers import plain
from zhiheng.core.values.schemes import Item
from zhiheng.core.values.scorecards import ItemScore, Scorecard
from zhiheng.plans.models import Duty
from zhiheng.web.scoping import Scope


class GainLine(NamedTuple):
    """Points open in one item: what would bring them, whose work it is."""

    gain: Gain
    item: Item
    score: ItemScore
    lead: str  # the office's unit, else the scheme's words
    move: Move | None  # None: no single value brings all of them
    aims: list[Aim]

    @property
    def way(self) -> str:
        """What has to come about, in words."""
        move = self.move
        if self.gain.missing:
            return "先补上数据或评分；补上以后才知道能得多少"
        if move is None:
            return "没有一个数值能得满分，看计分办法"
        if self.item.among_peers and move.value is not None:
            return f"超过现在最好的（{plain(move.value)}{move.unit}），要看别的对象"
        if move.answer:
            return f"做到“{move.answer}”"
        now = f"由 {plain(move.now)}{move.unit} " if move.now is not None else ""
        return f"{now}到 {plain(move.value)}{move.unit}" if move.value is not None else ""

    @property
    def duties(self) -> list[Duty]:
        """The duties of plans whose target is held against its indicator, each once."""
        return list({aim.duty.pk: aim.duty for aim in self.aims if aim.duty and aim.duty.removed_at is None}.values())

    @property
    def due(self) -> str:
        """Until when those duties are to be done: the first day, or as it is printed."""
        days = sorted(duty.due_on for duty in self.duties if duty.due_on)
        return days[0].isoformat() if days else next((duty.due for duty in self.duties if duty.due), "")


class LeadLine(NamedTuple):
    """The points that one department could still bring."""

    lead: str
    points: Decimal
    missing: Decimal  # of them, for want of data
    items: int
    duties: int


class Gains(NamedTuple):
    """The page."""

    meant: Meant
    assessed: Assessed
    card: Scorecard
    lines: list[GainLine]
    leads: list[LeadLine]

    @property
    def points(self) -> Decimal:
        return sum((one.gain.points for one in self.lines), Decimal(0))

    @property
    def missing(self) -> Decimal:
        """For want of data."""
        return sum((one.gain.points for one in self.lines if one.gain.missing), Decimal(0))


def gains_of(meant: Meant, assessed: Assessed, scope: Scope) -> Gains | None:
    """What can still be gained; None where it was not scored.

    Shape: lines by what is nearest: items without data, which only have to be reported, then those that lack the least part of
           their points, of two alike the one that brings more; last those for which the others have to be passed.
    """
    card = meant.card_of(assessed)
    if card is None:
        return None
    known = meant.standing
    moves = full_moves(known.scheme, known.subjects, known.findings, card)
    leaves, scores = known.scheme.leaves, {one.id: one for one in card.items}
    found = gains(known.scheme, card)
    leads = leads_of(assessed)
    aims = aims_of({leaves[one.item].of for one in found if leaves[one.item].by == "computed"}, assessed, scope)
    lines = []
    for gain in found:
        item = leaves[gain.item]
        related = aims[item.of] if item.by == "computed" and item.of in aims else []
        lines.append(GainLine(gain, item, scores[item.id], leads.get(gain.lead, gain.lead), moves.get(item.id), related))
    lines.sort(key=_near)
    return Gains(meant, assessed, card, lines, _by_lead(lines))


def _near(line: GainLine) -> tuple[int, Decimal, Decimal, str]:
    share = line.gain.points / line.score.points if line.score.points else Decimal(1)
    if line.gain.missing:
        return 0, Decimal(0), -line.gain.points, line.item.id
    return (2 if line.item.among_peers else 1), share, -line.gain.points, line.item.id


def _by_lead(lines: list[GainLine]) -> list[LeadLine]:
    found: dict[str, list[GainLine]] = {}
    for line in lines:
        found.setdefault(line.lead, []).append(line)
    summed = [
        LeadLine(
            lead, sum((one.gain.points for one in mine), Decimal(0)),
            sum((one.gain.points for one in mine if one.gain.missing), Decimal(0)), len(mine),
            len({duty.pk for one in mine for duty in one.duties}),
        )
        for lead, mine in found.items()
    ]  # fmt: skip
    return sorted(summed, key=lambda one: (-one.points, one.lead))
