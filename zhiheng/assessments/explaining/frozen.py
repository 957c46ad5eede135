"""An approved result as a standing: its cards as they were kept, with all that went in."""

from zhiheng.assessments.cards import Standing
from zhiheng.assessments.freezing import cards_text, reckoned, scheme_from
from zhiheng.assessments.inputs import inputs_from
from zhiheng.assessments.kept import CardKept, cards_in
from zhiheng.assessments.models import Result
from zhiheng.core.measuring import period_from
from zhiheng.core.values.scorecards import ItemScore, Scorecard


def standing_in(result: Result) -> Standing:
    """The cards as they were approved.

    Shape: where scoring what was kept gives the same bytes, those cards, with every number; else the cards that were kept, of
           which an item's score is its exact one, and an item without data counts.
    """
    scheme, inputs = scheme_from(result.scheme_kept), inputs_from(result.inputs)
    same = cards_text(scheme, inputs) == result.cards
    cards = reckoned(scheme, inputs) if same else tuple(_card(one) for one in cards_in(result.cards).scorecards)
    return Standing(scheme, period_from(inputs.period), inputs.subjects, inputs.findings, cards)


def _card(kept: CardKept) -> Scorecard:
    items = tuple(
        ItemScore(
            id=one.id, points=one.points, score=one.score, exact=one.score, state=one.state, counts=one.state != "inapplicable",
            value=one.value, rests_on=one.rests_on, trace=one.trace,
        )
        for one in kept.items
    )  # type: ignore[arg-type]  # fmt: skip
    return Scorecard(
        subject=kept.area, name=kept.name, group=kept.group, raw=kept.raw, adjusted=kept.adjusted, grade=kept.grade,
        earned=kept.earned, rank=kept.rank, of=kept.of, tied=kept.tied, aspects=kept.aspects, points=kept.points, items=items,
        vetoes=kept.vetoes, consequences=kept.consequences, steps=kept.trace,
    )  # fmt: skip
