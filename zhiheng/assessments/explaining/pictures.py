"""Where one of the assessed stands among its group, aspect by aspect: as a strip plot and as the table beneath it."""

from collections.abc import Sequence
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from django.urls import reverse

from zhiheng.assessments.explaining.asking import Meant
from zhiheng.assessments.explaining.ranks import share_of
from zhiheng.core.charting import strips, svg_of
from zhiheng.core.scoring.numbers import rounded
from zhiheng.core.values.charts import Point, Strip
from zhiheng.core.values.scorecards import Scorecard

DESK, PHONE = 560, 340  # widths at which it is laid out
MOST = 60  # rings on a line; of more, every so-manieth by value


class AspectSeat(NamedTuple):
    """One aspect: the share of its points that it has, and that of its group. Unit: per cent. None: no point counts."""

    id: str
    name: str
    own: Decimal | None
    middle: Decimal | None
    least: Decimal | None
    most: Decimal | None

    @property
    def ahead(self) -> Decimal | None:
        """Percentage points before the median; negative: behind."""
        return self.own - self.middle if self.own is not None and self.middle is not None else None

    @property
    def says(self) -> str:
        """That in words."""
        if self.ahead is None:
            return "没有可比的分"
        return f"高 {self.ahead}" if self.ahead > 0 else f"低 {-self.ahead}" if self.ahead < 0 else "相当"


def seats_of(card: Scorecard, group: Sequence[Scorecard]) -> list[AspectSeat]:
    """Every aspect, in the order of the scheme."""
    found = []
    for place, level in enumerate(card.aspects):
        shares = [share for one in group if (share := share_of(one.aspects[place])) is not None]
        middle = rounded(Decimal(median(shares)), 1) if shares else None
        found.append(
            AspectSeat(level.id, level.name, share_of(level), middle, min(shares, default=None), max(shares, default=None))
        )
    return found


def pictures(meant: Meant, card: Scorecard, group: Sequence[Scorecard], seats: Sequence[AspectSeat]) -> tuple[str, str, str]:
    """The finding that is its title, the picture for a desk and the one for a telephone."""
    title = finding(seats, len(group))
    lines = [_strip(meant, card, group, place, seat) for place, seat in enumerate(seats)]
    words = "；".join(f"{one.name}{one.own}%，中位数 {one.middle}%" for one in seats if one.own is not None)
    wide, narrow = (
        svg_of(strips(lines, title, words, width), f"strip-{width}", links=True) for width in (DESK, PHONE)
    )  # fmt: skip
    return title, wide, narrow


def finding(seats: Sequence[AspectSeat], count: int) -> str:
    """The sentence that is the title."""
    known = [(one.ahead, one) for one in seats if one.ahead is not None]
    if not known or count < 2:
        return "没有可以比较的同组对象"
    behind = [one for ahead, one in known if ahead < 0]
    if not behind:
        return f"{len(known)} 个方面都不低于同组中位数"
    worst = min(behind, key=lambda one: (one.ahead or 0, one.id))
    return f"{len(known)} 个方面中 {len(behind)} 个低于同组中位数，“{worst.name}”低得最多"


def _strip(meant: Meant, card: Scorecard, group: Sequence[Scorecard], place: int, seat: AspectSeat) -> Strip:
    points = [_point(meant, one, place) for one in group if one.subject != card.subject]
    points = sorted((one for one in points if one.value is not None), key=lambda one: (one.value or Decimal(0), one.key))
    step = -(-len(points) // MOST) or 1
    link = f"{reverse('assessments:card', args=[meant.assessment.pk, card.subject])}?{meant.query}#a{seat.id}"
    return Strip(name=seat.name, others=tuple(points[::step]), own=_point(meant, card, place), median=seat.middle, link=link)


def _point(meant: Meant, card: Scorecard, place: int) -> Point:
    level = card.aspects[place]
    link = f"{reverse('assessments:card', args=[meant.assessment.pk, card.subject])}?{meant.query}#a{level.id}"
    return Point(key=card.subject, name=card.name, value=share_of(level), link=link)
