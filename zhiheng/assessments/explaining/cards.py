"""One scorecard as a page shows it: aspects, points and items, each with its steps and what it rests on; and its vetoes."""

from collections.abc import Iterable
from typing import NamedTuple

from django.urls import reverse

from zhiheng.assessments.explaining.asking import Meant
from zhiheng.assessments.explaining.tracing import Trace, Traces, Way
from zhiheng.assessments.explaining.wording import name_of, steps_of, without_ids
from zhiheng.assessments.findings import INCIDENTS
from zhiheng.assessments.models import Assessed
from zhiheng.core.scoring import rule_in_words
from zhiheng.core.values.schemes import BY_WORDS, Item, Scheme
from zhiheng.core.values.scorecards import ItemScore, LevelScore, Scorecard, VetoStruck
from zhiheng.web.scoping import Scope

STATES = {"scored": ("已计分", "good"), "missing": ("没有数据", "warn"), "inapplicable": ("不适用", "plain")}


class ItemShown(NamedTuple):
    """One item."""

    item: Item
    score: ItemScore
    rule: str
    by: str
    word: str  # its state
    tone: str
    lead: str  # the office's unit for the scheme's words, else the words
    trace: Trace

    @property
    def steps(self) -> list[str]:
        """How the score came about."""
        return steps_of(self.item, self.score.trace)

    @property
    def figure_name(self) -> str:
        """What its indicator is called."""
        return name_of(self.item.of)


class PointShown(NamedTuple):
    level: LevelScore
    items: list[ItemShown]
    unconfirmed: bool

    @property
    def missing(self) -> int:
        """How many of its items have no data."""
        return sum(one.score.state == "missing" for one in self.items)


class AspectShown(NamedTuple):
    level: LevelScore
    points: list[PointShown]
    unconfirmed: bool

    @property
    def missing(self) -> int:
        """How many of its items have no data."""
        return sum(one.missing for one in self.points)


class VetoShown(NamedTuple):
    """A veto or a cap, with the records that it rests on."""

    veto: VetoStruck
    why: str
    rows: list[Way]
    unconfirmed: bool

    @property
    def effect(self) -> str:
        """What it does."""
        return f"定为 {self.veto.grade}" if self.veto.grade else f"最高 {self.veto.most}"


class CardShown(NamedTuple):
    """One scorecard."""

    meant: Meant
    assessed: Assessed
    card: Scorecard
    aspects: list[AspectShown]
    vetoes: list[VetoShown]
    tied: list[str]

    @property
    def scheme(self) -> Scheme:
        return self.meant.standing.scheme

    @property
    def steps(self) -> list[str]:
        """How the total, the grade and the rank came about."""
        return [without_ids(self.scheme, step) for step in self.card.steps]

    @property
    def group(self) -> str:
        return self.scheme.groups.get(self.card.group, "")

    @property
    def counts(self) -> list[tuple[str, str, int]]:
        """How many items are in which state: word, tone, number."""
        states = [one.state for one in self.card.items]
        return [(word, tone, states.count(state)) for state, (word, tone) in STATES.items() if state in states]


def card_shown(meant: Meant, assessed: Assessed, seen: Iterable[str], scope: Scope) -> CardShown | None:
    """The scorecard of one of the assessed; None where it was not scored. `seen` are the indicators that the reader may open."""
    card = meant.card_of(assessed)
    if card is None:
        return None
    scheme = meant.standing.scheme
    traces = Traces(meant.standing, card, assessed, seen, scope)
    leads = leads_of(assessed)
    scores = {one.id: one for one in card.items}
    items: dict[str, list[ItemShown]] = {}
    for item in scheme.items:
        score = scores[item.id]
        lead = leads.get(item.lead, item.lead)
        word, tone = STATES[score.state]
        rule = rule_in_words(item, card.group)
        shown = ItemShown(item, score, rule, BY_WORDS[item.by], word, tone, lead, traces.of(item, score))
        items.setdefault(item.point, []).append(shown)
    names = {one.subject: one.name for one in meant.standing.cards}
    tied = [names[one] for one in card.tied]
    return CardShown(meant, assessed, card, _aspects(scheme, card, items), vetoes_shown(meant, card), tied)


def leads_of(assessed: Assessed) -> dict[str, str]:
    """The office's units by the scheme's words for them."""
    return {one.words: one.unit.name for one in assessed.assessment.lead_units.select_related("unit")}


def _aspects(scheme: Scheme, card: Scorecard, items: dict[str, list[ItemShown]]) -> list[AspectShown]:
    points: dict[str, list[PointShown]] = {}
    for level in card.points:
        one = PointShown(level, items.get(level.id, []), scheme.points[level.id].unconfirmed)
        points.setdefault(level.id.partition(".")[0], []).append(one)
    return [AspectShown(one, points.get(one.id, []), scheme.aspects[one.id].unconfirmed) for one in card.aspects]


def vetoes_shown(meant: Meant, card: Scorecard) -> list[VetoShown]:
    """The vetoes and caps of a card, with the records of incidents that they rest on."""
    rules = {one.id: one for one in meant.standing.scheme.vetoes}
    mine = [one for one in meant.standing.findings.happened if one.subject == card.subject]
    found = []
    for veto in card.vetoes:
        when = rules[veto.id].when
        rows = [
            Way(one.says or one.kind, reverse("registers:row", args=[INCIDENTS, int(one.id.partition(" ")[2])]))
            for one in mine
            if when.incident and one.kind in when.incident and (not when.level or one.level in when.level)
            and one.id.startswith(f"{INCIDENTS} ")
        ]  # fmt: skip
        found.append(VetoShown(veto, without_ids(meant.standing.scheme, veto.why), rows, rules[veto.id].unconfirmed))
    return found
