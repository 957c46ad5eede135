"""How a lower plan takes up an upper one: taken up, stricter, weaker, missing, added. Candidates only; a person confirms."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import product
from typing import NamedTuple

from zhiheng.core.aligning.duties_below import Duties, by_deadline
from zhiheng.core.aligning.goals_below import Goals
from zhiheng.core.aligning.resembling import Wordings
from zhiheng.core.aligning.told_goals import ToldGoals, duty_of
from zhiheng.core.values.carrying import Carrying, CarryingWords, Pair, Relation, Statement
from zhiheng.core.values.lexicons import Lexicons
from zhiheng.core.values.units import UnitWords

LIKELY = 20  # of 100: duties less alike are no candidates
FAIR = 36  # less alike than this, each must be the other's likeliest; else one of them: a duty above may be several below
SURE = 60  # more alike than this stands beside a better one,
CERTAIN = 95  # but for one like this: beside the same words nothing else is proposed
GOAL_LIKELY = 60
TOLD_LIKELY = 70  # of a goal and a duty in whose words one is told, each the other's likeliest
_UNIT_BONUS = 6  # the same kind of body leads


def carrying_words(lexicons: Lexicons, units: UnitWords) -> CarryingWords:
    """The word lists that comparing plans needs."""
    return CarryingWords(
        units=units,
        indicators=lexicons.indicators,
        measures=lexicons.units,
        comparators=lexicons.comparators,
        frequencies=lexicons.frequencies,
        binding=lexicons.binding_words,
    )


def carried_down(upper: Sequence[Statement], lower: Sequence[Statement], words: CarryingWords) -> Carrying:
    """What of the upper plan each statement of the lower one may take up, with evidence, and what has no candidate.

    Laws:   every statement stands in a pair, in `missing` or in `added`; the order of the statements changes no pair; a plan
            held against itself is taken up whole.
    Source: docs/methods/carrying.md
    """
    goals, duties = Goals(words), Duties(words)
    places = {one.id: place for place, one in enumerate(upper)}
    likely = [*_best([*_like_goals(upper, lower, goals), *_like_duties(upper, lower, duties)])]
    likely = [*likely, *_told(upper, lower, likely, goals, ToldGoals(words))]
    in_order = sorted(likely, key=lambda like: (places[duty_of(like.upper.id)], -like.likeness, like.lower.id))
    pairs = tuple(_pair(like, goals if like.upper.kind == "goal" else duties) for like in in_order)
    above, below = {pair.upper for pair in pairs}, {pair.lower for pair in pairs}
    return Carrying(
        pairs=pairs,
        missing=tuple(one.id for one in upper if one.id not in above),
        added=tuple(one.id for one in lower if one.id not in below),
    )


def held_against(upper: Statement, lower: Statement, words: CarryingWords) -> Pair:
    """What one statement is to another, where a person says that they are one matter, however little they look it."""
    if upper.kind != lower.kind:
        goals, told = Goals(words), ToldGoals(words)
        if found := sorted(_like_told([upper], [lower], goals, told), key=lambda like: -like.likeness):
            return _pair(found[0]._replace(why="人工对应"), goals)
        said = "一方是目标，一方是任务，请人工核对"
        return Pair(upper=upper.id, lower=lower.id, likeness=100, relation="differs", evidence=("人工对应", said))
    return _pair(_Like(upper, lower, 100, "人工确认"), Goals(words) if upper.kind == "goal" else Duties(words))


def relation_of(relations: Iterable[Relation]) -> Relation:
    """What a pair is by all its aspects: what is weaker in one is weaker, whatever it is in others."""
    found = set(relations)
    for relation in ("differs", "weaker", "part", "stronger"):
        if relation in found:
            return relation
    return "same"


class _Like(NamedTuple):
    upper: Statement
    lower: Statement
    likeness: int
    why: str


def _like_goals(upper: Sequence[Statement], lower: Sequence[Statement], goals: Goals) -> Iterator[_Like]:
    below = [one for one in lower if one.kind == "goal"]
    for above in (one for one in upper if one.kind == "goal"):
        for own in below:
            likeness, why = goals.likeness(above.text, own.text)
            if likeness >= GOAL_LIKELY:
                yield _Like(above, own, likeness, why)


def _like_duties(upper: Sequence[Statement], lower: Sequence[Statement], duties: Duties) -> Iterator[_Like]:
    above = [one for one in upper if one.kind == "duty"]
    below = [one for one in lower if one.kind == "duty"]
    wordings = Wordings([one.text for one in above], [one.text for one in below])
    for place, one in enumerate(above):
        for other, shared in wordings.likenesses(place).items():
            own = below[other]
            likeness = min(100, shared + _UNIT_BONUS * bool(shared >= LIKELY and duties.bodies.shared(one.lead, own.lead)))
            if likeness >= LIKELY:
                yield _Like(one, own, likeness, "文字相同" if one.text == own.text else f"文字相近（{likeness}）")


def _told(
    upper: Sequence[Statement], lower: Sequence[Statement], likely: Sequence[_Like], goals: Goals, told: ToldGoals
) -> Iterator[_Like]:
    """Goals of one side that the other tells in the words of a duty, where no goal of it is surely the same."""
    certain = [like for like in likely if like.upper.kind == "goal" and like.likeness >= CERTAIN]
    sure = {id for like in certain for id in (like.upper.id, like.lower.id)}
    found = [like for like in _like_told(upper, lower, goals, told) if not {like.upper.id, like.lower.id} & sure]
    above, below = _likeliest(found)
    for like in found:
        if like.likeness == above[like.upper.id] == below[like.lower.id]:
            yield like


def _like_told(upper: Sequence[Statement], lower: Sequence[Statement], goals: Goals, told: ToldGoals) -> Iterator[_Like]:
    sides = ((upper, list(told.of(_of_kind(lower, "duty")))), (list(told.of(_of_kind(upper, "duty"))), lower))
    for place, (above, below) in enumerate(sides):
        own = ("本级", "上级")[place]
        for one, other in product(_of_kind(above, "goal"), _of_kind(below, "goal")):
            likeness, why = goals.likeness(one.text, other.text)
            if likeness >= TOLD_LIKELY:
                yield _Like(one, other, likeness, f"{why}，{own}写在任务里")


def _of_kind(statements: Iterable[Statement], kind: str) -> list[Statement]:
    return [one for one in statements if one.kind == kind]


def _pair(like: _Like, kind: Goals | Duties) -> Pair:
    upper, lower = like.upper, like.lower
    aspects = [*kind.relations(upper, lower), *by_deadline(upper, lower)]
    return Pair(
        upper=duty_of(upper.id), lower=duty_of(lower.id), likeness=like.likeness,
        relation=relation_of(relation for relation, _ in aspects),
        evidence=(like.why, *(said for _, said in aspects), *kind.remarks(upper, lower)),
    )  # fmt: skip


def _best(found: Sequence[_Like]) -> Iterator[_Like]:
    """Those whose statements find nothing likelier, by the degrees above."""
    above, below = _likeliest(found)
    for like in found:
        best = (like.likeness == above[like.upper.id], like.likeness == below[like.lower.id])
        rivalled = max(above[like.upper.id], below[like.lower.id]) >= CERTAIN
        if all(best) or (not rivalled and (like.likeness >= SURE or (any(best) and like.likeness >= FAIR))):
            yield like


def _likeliest(found: Sequence[_Like]) -> tuple[dict[str, int], dict[str, int]]:
    """The likeness of each statement's likeliest other, of those above and of those below."""
    above: dict[str, int] = {}
    below: dict[str, int] = {}
    for like in found:
        above[like.upper.id] = max(above.get(like.upper.id, 0), like.likeness)
        below[like.lower.id] = max(below.get(like.lower.id, 0), like.likeness)
    return above, below
