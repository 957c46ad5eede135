"""Scorecards: all items of all subjects, their sums, totals, vetoes, grades and ranks, each with its steps.

Source: docs/methods/scoring.md
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from zhiheng.core.scoring.grading import consequences_of, final_grade, grade_in_words, grade_of, struck
from zhiheng.core.scoring.itemising import column
from zhiheng.core.scoring.ranking import Key, Placed, ranks
from zhiheng.core.scoring.summing import Total, capped, levels_of, steps_of, total_of
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.schemes import Item, Scheme
from zhiheng.core.values.scorecards import (
    Findings,
    Happened,
    ItemScore,
    LevelScore,
    Scorecard,
    Subject,
    VetoStruck,
)


def scorecards(scheme: Scheme, subjects: Sequence[Subject], findings: Findings) -> tuple[Scorecard, ...]:
    """The scorecards, in the order of the subjects' ids, whatever the order they came in.

    Raises: Fault S103 (unknown group), S105 (an item or a subject that is not there), S107 (nobody), and those of `entered`.
    """
    subjects = sorted(subjects, key=lambda one: one.id)
    refuse_strangers(scheme, subjects, findings)
    kinds = scheme.leaves
    columns = [column(scheme, item, subjects, findings) for item in scheme.items]
    items = {one.id: capped(scheme, [scores[one.id] for scores in columns], kinds) for one in subjects}
    totals = {one.id: total_of(scheme, items[one.id], kinds) for one in subjects}
    levels = {one.id: _levels(scheme, items[one.id], kinds) for one in subjects}
    placed = ranks(scheme, subjects, {one.id: key_of(scheme, totals[one.id].adjusted, levels[one.id]) for one in subjects})
    happened: dict[str, list[Happened]] = defaultdict(list)
    for incident in findings.happened:
        happened[incident.subject].append(incident)
    return tuple(
        _card(
            scheme, one, items[one.id], totals[one.id], placed[one.id],
            struck(scheme, one.id, levels[one.id], findings, happened[one.id]), levels[one.id],
        )
        for one in subjects
    )  # fmt: skip


def key_of(scheme: Scheme, adjusted: Decimal, levels: Mapping[str, LevelScore]) -> Key:
    """By what a subject is ranked: its total, then the levels that tell equal totals apart."""
    return (adjusted, *(levels[level].score for level in scheme.ties.by))


def _levels(scheme: Scheme, scores: Sequence[ItemScore], kinds: Mapping[str, Item]) -> dict[str, LevelScore]:
    """The sums of every aspect and point, and of the items that a cap names, by id."""
    both = (*levels_of(scheme.aspects, scores, kinds, "aspect"), *levels_of(scheme.points, scores, kinds, "point"))
    named = {veto.when.of for veto in scheme.vetoes} | set(scheme.ties.by)
    leaves = [
        LevelScore(id=one.id, name=kinds[one.id].name, points=one.points, score=one.score) for one in scores if one.id in named
    ]
    return {one.id: one for one in (*both, *leaves)}


def _card(
    scheme: Scheme, subject: Subject, items: tuple[ItemScore, ...], total: Total, placed: Placed, vetoes: tuple[VetoStruck, ...],
    levels: Mapping[str, LevelScore],
) -> Scorecard:  # fmt: skip
    earned = grade_of(scheme, total.adjusted)
    grade = final_grade(scheme, earned, vetoes)
    steps = [*steps_of(scheme, total), grade_in_words(scheme, total.adjusted, earned)]
    steps += [_veto_in_words(scheme, one, earned) for one in vetoes]
    steps.append(_rank_in_words(scheme, subject, placed))
    return Scorecard(
        subject=subject.id, name=subject.name, group=subject.group, raw=total.raw, adjusted=total.adjusted, grade=grade,
        earned=earned, rank=placed.rank, of=placed.of, tied=placed.tied, aspects=tuple(levels[key] for key in scheme.aspects),
        points=tuple(levels[key] for key in scheme.points), items=items, vetoes=vetoes,
        consequences=consequences_of(scheme, grade, placed.better, placed.worse), steps=tuple(steps),
    )  # fmt: skip


def _veto_in_words(scheme: Scheme, one: VetoStruck, earned: str) -> str:
    if one.applies is None:
        return f"“{one.name}”：{one.why}"
    kept = "" if final_grade(scheme, earned, [one]) != earned else f"；按得分已是 {earned}，等次不变"
    return f"{f'一票否决，定为 {one.grade}' if one.grade else f'等次封顶，最高 {one.most}'}：{one.name}（{one.why}）{kept}"


def _rank_in_words(scheme: Scheme, subject: Subject, placed: Placed) -> str:
    group = f"{scheme.groups[subject.group]} " if scheme.ranks == "group" and subject.group else ""
    among = f"{group}{placed.of} 个中"
    tied = f"，与 {'、'.join(placed.tied)} 并列" if placed.tied else ""
    return f"排名：{among}第 {placed.rank}{tied}"


def refuse_strangers(scheme: Scheme, subjects: Sequence[Subject], findings: Findings) -> None:
    """Raises: Fault S103, S105, S107: what is known must be of those assessed and of this scheme."""
    if not subjects:
        raise Fault("S107", f"{scheme.name}：没有考核对象。请先选定被考核的地区或单位。")
    ids = {subject.id for subject in subjects}
    if len(ids) < len(subjects):
        raise Fault("S107", f"{scheme.name}：考核对象里有重复的。请核对名单。")
    for subject in subjects:
        if subject.group not in scheme.groups and (subject.group or scheme.groups):
            known = "、".join(scheme.groups) or "（本方案不分组）"
            raise Fault("S103", f"{subject.name}：分组“{subject.group}”不在方案里。可用的分组：{known}。")
    leaves = scheme.leaves
    for subject_id, item in (*findings.judged, *findings.evidence):
        if item not in leaves:
            raise Fault("S105", f"{scheme.name}：没有“{item}”这一项，却有它的评分或佐证。请核对项的编号。")
        if subject_id not in ids:
            raise Fault("S105", f"{scheme.name}：“{subject_id}”不是考核对象，却有它的评分或佐证。请核对名单。")

