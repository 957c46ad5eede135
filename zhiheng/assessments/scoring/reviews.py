"""Items as reviewers see them: self, department, computed, evidence, doubts and what counts, side by side."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from zhiheng.assessments.cards import Side, Standing, standings_of
from zhiheng.assessments.models import Assessed, Assessment, Exhibit, Judgement, Review
from zhiheng.assessments.scoring.asking import Pair, word_in_short
from zhiheng.core.scoring import plain, rule_in_words
from zhiheng.core.values.schemes import BY_WORDS, Item
from zhiheng.core.values.scorecards import ItemScore

SIDES: tuple[Side, ...] = ("self", "department", "final")
HEARD = ("department", "expert", "survey", "visit")
RULED = ("review", "appeal")


class Line(NamedTuple):
    """One item of one of the assessed from three sides. A side without data has the score that the scheme gives it."""

    assessed: Assessed
    item: Item
    own: ItemScore
    said: ItemScore
    final: ItemScore
    words: tuple[Judgement, ...]
    pieces: int | None
    doubts: tuple[str, ...]
    review: Review | None

    @property
    def claimed(self) -> bool:
        """Whether the assessed itself has scored it."""
        return any(word.side == "self" for word in self.words)

    @property
    def gap(self) -> Decimal:
        """Own score less the department's; 0 where either of them has not scored it."""
        return self.own.score - self.said.score if self.claimed and not self.unscored else Decimal(0)

    @property
    def unproved(self) -> bool:
        """Whether evidence is asked and none is on hand."""
        return self.pieces == 0 and bool(self.item.evidence)

    @property
    def unscored(self) -> bool:
        """Whether nobody whose word it is has scored it."""
        return self.said.state == "missing"

    @property
    def calm(self) -> bool:
        """Whether nothing differs, lacks or is in doubt: reviewers may close it unseen."""
        return not (self.gap or self.unproved or self.unscored or self.doubts)

    @property
    def closed(self) -> bool:
        """Whether a reviewer has closed it and nothing was said of it since."""
        return bool(self.review and self.review.state == "closed" and not self.stale)

    @property
    def stale(self) -> bool:
        """Whether somebody said something after it was closed."""
        at = self.review.at if self.review and self.review.state == "closed" else None
        return at is not None and any(word.at > at for word in self.words)

    @property
    def seen(self) -> int:
        """The version a form tells back; 0 where no reviewer has touched it."""
        return self.review.version if self.review else 0

    def words_from(self, *sides: str) -> str:
        """What was said from these sides, in short."""
        told = [word_in_short(word) + (f"（{word.why}）" if word.why else "") for word in self.words if word.side in sides]
        return "；".join(told)

    @property
    def own_words(self) -> str:
        return self.words_from("self")

    @property
    def said_words(self) -> str:
        return self.words_from(*HEARD)

    @property
    def ruled_words(self) -> str:
        return self.words_from(*RULED)

    @property
    def rule(self) -> str:
        """How it is scored."""
        return rule_in_words(self.item, self.assessed.group)

    @property
    def who(self) -> str:
        """By whom it is scored: the leading department's words, or where its score comes from."""
        return self.item.lead or BY_WORDS[self.item.by]

    @property
    def worth(self) -> str:
        return plain(self.final.points)

    @property
    def now(self) -> str:
        """What counts now, as it would be written in a cell."""
        if words := [word for word in self.words if word.side in RULED]:
            return word_in_short(words[-1])
        if self.item.by == "computed":
            return plain(self.final.value) if self.final.value is not None else ""
        heard = [word for word in self.words if word.side in HEARD]
        return word_in_short(heard[-1]) if len(heard) == 1 else plain(self.final.value) if self.final.value is not None else ""


class Sides(NamedTuple):
    """An assessment from three sides, its lines in the order of those assessed and of the scheme."""

    standings: Mapping[Side, Standing]
    lines: list[Line]


def sides_of(assessment: Assessment, only: Assessed | None = None) -> Sides:
    """Everything that review compares; of one of the assessed alone where `only` names it. Peers are scored all the same."""
    standings = standings_of(assessment, SIDES)
    assessed = [only] if only else list(assessment.assessed.all())
    words, reviews, doubts = _words(assessed), _reviews(assessed), _doubts(assessed)
    evidence = standings["final"].findings.evidence
    cards = {side: {card.subject: card for card in standings[side].cards} for side in SIDES}
    lines = []
    for one in assessed:
        own, said, final = (cards[side][one.code].items for side in SIDES)
        for place, item in enumerate(standings["final"].scheme.items):
            if item.asked_of(one.group):
                pair = (one.code, item.id)
                lines.append(
                    Line(
                        one, item, own[place], said[place], final[place], tuple(words.get(pair, ())), evidence.get(pair),
                        tuple(doubts.get(pair, ())), reviews.get(pair),
                    )
                )  # fmt: skip
    return Sides(standings, lines)


def differing(lines: Iterable[Line]) -> list[Line]:
    """The lines in which the assessed and the department differ, the widest apart first."""
    found = [line for line in lines if line.gap]
    return sorted(found, key=lambda line: (-abs(line.gap), line.assessed.position, line.assessed.code, line.item.id))


class Turnout(NamedTuple):
    """How far the review of one of the assessed has come."""

    assessed: Assessed
    items: int
    closed: int
    differing: int
    open_calm: int
    apart: Decimal  # own total less the department's, of the items that differ

    @property
    def left(self) -> int:
        return self.items - self.closed


def turnouts(lines: Sequence[Line]) -> list[Turnout]:
    """One for each of the assessed, in their order."""
    by_one: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        by_one[line.assessed.code].append(line)
    return [
        Turnout(
            own[0].assessed, len(own), sum(line.closed for line in own), sum(bool(line.gap) for line in own),
            sum(line.calm and not line.closed for line in own), sum((line.gap for line in own), Decimal(0)),
        )
        for own in by_one.values()
    ]  # fmt: skip


def _words(assessed: Sequence[Assessed]) -> dict[Pair, list[Judgement]]:
    codes = {one.pk: one.code for one in assessed}
    found: dict[Pair, list[Judgement]] = defaultdict(list)
    for word in Judgement.objects.filter(assessed__in=list(codes), replaced=False).order_by("pk"):
        found[codes[word.assessed_id], word.item].append(word)
    return found


def _reviews(assessed: Sequence[Assessed]) -> dict[Pair, Review]:
    codes = {one.pk: one.code for one in assessed}
    found = Review.objects.filter(assessed__in=list(codes)).select_related("by")
    return {(codes[review.assessed_id], review.item): review for review in found}


def _doubts(assessed: Sequence[Assessed]) -> dict[Pair, list[str]]:
    """What was noticed of the evidence of each item, and nobody has settled."""
    codes = {one.pk: one.code for one in assessed}
    found: dict[Pair, list[str]] = defaultdict(list)
    kept = Exhibit.objects.filter(assessed__in=list(codes), dropped=False, settled="").exclude(noticed=[])
    for exhibit in kept.prefetch_related("uses").order_by("pk"):
        says = f"{exhibit.title}：{'；'.join(_words_of(one) for one in exhibit.noticed)}"
        for item in dict.fromkeys(use.item for use in exhibit.uses.all()):
            found[codes[exhibit.assessed_id], item].append(says)
    return found


def _words_of(noticed: object) -> str:
    """The words of one doubt, which come last, behind its kind."""
    if isinstance(noticed, dict):
        noticed = list(noticed.values())
    return str(noticed[-1] if isinstance(noticed, list) and noticed else noticed)
