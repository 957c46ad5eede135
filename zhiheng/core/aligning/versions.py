"""A new version of a document against the old one: what was added, dropped, and what is said otherwise."""

from collections.abc import Iterator, Mapping, Sequence

from zhiheng.core.aligning.carrying import GOAL_LIKELY, LIKELY
from zhiheng.core.aligning.goals_below import Goals, printed_goal
from zhiheng.core.aligning.resembling import Wordings
from zhiheng.core.values.carrying import CarryingWords, Difference, Revised, Statement


def revised(old: Sequence[Statement], new: Sequence[Statement], words: CarryingWords) -> tuple[Revised, ...]:
    """What became of each statement: in the order of the new version, what was dropped last.

    Laws: each statement stands once; a version held against itself shows no difference; turned round, what was added is dropped.
    """
    before = {one.id: one for one in old}
    kept = {own: (above, likeness) for above, own, likeness in _one_to_one(old, new, words)}
    found = [_revised(before, one, kept.get(one.id)) for one in new]
    staying = {above for above, _ in kept.values()}
    dropped = [Revised(old=one.id) for one in old if one.id not in staying]
    return (*found, *dropped)


def _revised(before: Mapping[str, Statement], one: Statement, kept: tuple[str, int] | None) -> Revised:
    if kept is None:
        return Revised(new=one.id)
    old, likeness = kept
    return Revised(old=old, new=one.id, likeness=likeness, differences=tuple(differences(before[old], one)))


def differences(old: Statement, new: Statement) -> Iterator[Difference]:
    """What two statements of one matter say otherwise, as it is printed."""
    said = [
        ("文字", old.text, new.text),
        ("数值", printed_goal(old) if old.kind == "goal" else "", printed_goal(new) if new.kind == "goal" else ""),
        ("时限", old.due, new.due),
        ("牵头单位", "、".join(old.lead), "、".join(new.lead)),
        ("责任单位", "、".join(old.responsible), "、".join(new.responsible)),
    ]
    yield from (Difference(name, one, other) for name, one, other in said if one != other)


def _one_to_one(old: Sequence[Statement], new: Sequence[Statement], words: CarryingWords) -> Iterator[tuple[str, str, int]]:
    """Pairs, each statement once: the most alike first; of those alike, the ones that stand nearest in their order."""
    likely = sorted(_likely(old, new, words), key=lambda pair: (-pair[2], abs(pair[0] - pair[1]), pair[0], pair[1]))
    gone: set[int] = set()
    come: set[int] = set()
    for one, other, likeness in likely:
        if one not in gone and other not in come:
            gone.add(one)
            come.add(other)
            yield old[one].id, new[other].id, likeness


def _likely(old: Sequence[Statement], new: Sequence[Statement], words: CarryingWords) -> Iterator[tuple[int, int, int]]:
    goals = Goals(words)
    wordings = Wordings([one.text for one in old], [one.text for one in new])
    for place, one in enumerate(old):
        if one.kind == "goal":
            for at, other in enumerate(new):
                likeness, _ = goals.likeness(one.text, other.text)
                if other.kind == "goal" and likeness >= GOAL_LIKELY:
                    yield place, at, likeness
            continue
        for at, likeness in wordings.likenesses(place).items():
            if new[at].kind == "duty" and likeness >= LIKELY:
                yield place, at, likeness
