"""What every item of one of the assessed rests on: figures with their rows, words, evidence, targets with their clause."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple
from urllib.parse import urlencode

from django.urls import reverse

from zhiheng.assessments.cards import Standing
from zhiheng.assessments.models import Assessed, ExhibitUse, Judgement
from zhiheng.core.values.schemes import EVIDENCE, Item
from zhiheng.core.values.scorecards import ItemScore, Scorecard
from zhiheng.documents.queries import clause_url
from zhiheng.indicators.known import known_indicators
from zhiheng.indicators.models import TargetLink
from zhiheng.indicators.sources import behind
from zhiheng.plans.models import Duty
from zhiheng.plans.wording import goal_words
from zhiheng.web.scoping import Scope


class Way(NamedTuple):
    """A link with its words."""

    name: str
    url: str


class Aim(NamedTuple):
    """One target of a plan that is held against the same indicator, with its clause and its duty."""

    words: str
    plan: str
    clause: str  # its address; "": it stands in no document
    duty: Duty | None


class Trace(NamedTuple):
    """What one item rests on."""

    figure: Way | None
    rows: list[Way]
    words: list[tuple[Judgement, bool]]  # and whether it counts in this card
    exhibits: list[ExhibitUse]
    aims: list[Aim]


class Traces:
    """The traces of one of the assessed; what they need is read at once.

    Shape: `seen` are the indicators that the reader may open.
    """

    def __init__(self, standing: Standing, card: Scorecard, assessed: Assessed, seen: Iterable[str], scope: Scope) -> None:
        self._standing, self._assessed = standing, assessed
        self._seen = set(seen)
        self._words = _words(assessed, card)
        self._exhibits: dict[str, list[ExhibitUse]] = defaultdict(list)
        uses = ExhibitUse.objects.filter(exhibit__assessed=assessed, exhibit__dropped=False).select_related("exhibit")
        for use in uses.order_by("item", "position", "pk"):
            self._exhibits[use.item].append(use)
        self.aims = aims_of({item.of for item in standing.scheme.items if item.by == "computed"}, assessed, scope)

    def of(self, item: Item, score: ItemScore) -> Trace:
        """What this item rests on."""
        figure, rows = self._figure(item)
        counted = set(score.rests_on)
        words = [(word, f"judgement {word.pk}" in counted) for word in self._words[item.id]]
        aims = self.aims[item.of] if item.by == "computed" else []
        return Trace(figure, rows, words, self._exhibits[item.id], aims)

    def _figure(self, item: Item) -> tuple[Way | None, list[Way]]:
        """The page of the figure, and of its rows."""
        known = known_indicators().get(item.of)
        computed = item.by == "computed" and item.of != EVIDENCE
        if not computed or known is None or known.id not in self._seen or self._assessed.area is None:
            return None, []
        query = urlencode({"area": self._assessed.area.code, "period": self._standing.period.text})
        rows = [
            Way(f"看{one.name}（台账“{one.register.name}”）", f"{reverse('indicators:rows', args=[known.id, one.part])}?{query}")
            for one in behind(known)
        ]
        return Way(known.name, f"{reverse('indicators:figure', args=[known.id])}?{query}"), rows


def _words(assessed: Assessed, card: Scorecard) -> Mapping[str, list[Judgement]]:
    """The words that stand now, and those that this card rests on, by item."""
    used = {int(id.removeprefix("judgement ")) for one in card.items for id in one.rests_on if id.startswith("judgement ")}
    found: dict[str, list[Judgement]] = defaultdict(list)
    for word in assessed.judgements.select_related("unit", "by").order_by("pk"):
        if not word.replaced or word.pk in used:
            found[word.item].append(word)
    return found


def aims_of(indicators: Iterable[str], assessed: Assessed, scope: Scope) -> Mapping[str, list[Aim]]:
    """The targets of plans of the assessed area, and of the area that assesses, by indicator."""
    areas = [area for area in (assessed.area_id, assessed.assessment.area_id) if area]
    links = TargetLink.objects.within(scope, reach="below").filter(
        indicator__in=list(indicators), state="confirmed", goal__plan__area__in=areas
    ).exclude(goal__stance="leave")  # fmt: skip
    found: dict[str, list[Aim]] = defaultdict(list)
    for link in links.select_related("goal__plan", "goal__item", "goal__duty").order_by("goal__plan_id", "goal__position", "pk"):
        goal = link.goal
        clause = clause_url(goal.item) if goal.item else ""
        found[link.indicator].append(Aim(goal_words(goal), str(goal.plan), clause, goal.duty))
    return found
