"""Scorecards for programs, the same bytes every time, and the way from a total down to what it was reckoned from, in words.

Source: docs/methods/scoring.md
"""

from collections.abc import Iterator, Sequence
from typing import Any

from msgspec.json import Encoder

from zhiheng.core.scoring.numbers import plain
from zhiheng.core.values.schemes import Scheme
from zhiheng.core.values.scorecards import Scorecard

STATES = {"scored": "", "missing": "没有数据", "inapplicable": "不适用"}
_encoder = Encoder(decimal_format="number")


def as_json(scheme: Scheme, period: str, cards: Sequence[Scorecard]) -> bytes:
    """The scorecards as other programs read them: numbers exact, keys in a fixed order."""
    told = [_card(one) for one in cards]
    return _encoder.encode({"scheme": scheme.id, "period": period, "total": scheme.total, "scorecards": told})


def _card(card: Scorecard) -> dict[str, Any]:
    return {
        "area": card.subject, "name": card.name, "group": card.group, "raw": card.raw, "adjusted": card.adjusted,
        "grade": card.grade, "earned": card.earned, "rank": card.rank, "of": card.of, "tied": card.tied,
        "aspects": card.aspects, "points": card.points,
        "items": [
            {
                "id": one.id, "points": one.points, "score": one.score, "state": one.state, "value": one.value,
                "rests_on": one.rests_on, "trace": one.trace,
            }
            for one in card.items
        ],
        "vetoes": card.vetoes, "consequences": card.consequences, "trace": card.steps,
    }  # fmt: skip


def explained(scheme: Scheme, card: Scorecard) -> Iterator[str]:
    """The card in lines: the total, then every aspect, point and item with its steps and what it rests on."""
    yield f"{card.name}：{plain(card.adjusted)} 分，{card.grade}，第 {card.rank} 名"
    yield from (f"  {step}" for step in card.steps)
    scores = {one.id: one for one in card.items}
    for aspect in card.aspects:
        yield f"{aspect.id} {aspect.name} {plain(aspect.score)}／{plain(aspect.points)}"
        for point in card.points:
            if point.id.partition(".")[0] != aspect.id:
                continue
            yield f"  {point.id} {point.name} {plain(point.score)}／{plain(point.points)}"
            for item in scheme.items:
                if item.point == point.id:
                    score = scores[item.id]
                    rests = f"［{'、'.join(score.rests_on)}］" if score.rests_on else ""
                    had = f"{plain(score.score)}／{plain(score.points)}"
                    yield f"    {item.id} {item.name} {had}：{'；'.join(score.trace)}{rests}"
