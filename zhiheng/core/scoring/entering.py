"""What enters an item for one subject: an observed value, the judgement that counts, missing pieces of evidence; or nothing.

Source: docs/methods/scoring.md
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from zhiheng.core.scoring.numbers import HUNDRED, ZERO, plain
from zhiheng.core.scoring.placing import mean
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.schemes import BY_WORDS, EVIDENCE, Item
from zhiheng.core.values.scorecards import Findings, Judged, Observed, Stage, Subject
from zhiheng.core.values.ways import Choice, Given, Survey

STAGES: tuple[Stage, ...] = ("score", "blind", "consensus", "site")
STAGE_WORDS: dict[Stage, str] = {"score": "", "blind": "独立评分", "consensus": "合议", "site": "现场评审"}
FEWEST_TO_TRIM = 3


class Entered(NamedTuple):
    """What an item is scored by. Neither value nor answer: nothing is known, or the item does not apply."""

    value: Decimal | None = None
    answer: str = ""
    applies: bool = True
    rests_on: tuple[str, ...] = ()
    says: tuple[str, ...] = ()


def entered(item: Item, subject: Subject, findings: Findings, *, unproved: bool) -> Entered:
    """What is known for this item. `unproved`: a judged item that asks evidence and has none on hand counts as nothing.

    Raises: Fault S101 (points outside), S102 (no such answer), S104 (two scores), S108 (another unit).
    """
    if not item.asked_of(subject.group):
        return Entered(applies=False, says=(f"本项不考核“{subject.group}”组",))
    said = [one for one in findings.judged.get((subject.id, item.id), ()) if not one.recused]
    outside = next((one for one in said if not one.applies), None) if said else None
    if outside is not None:
        return Entered(applies=False, rests_on=_ids([outside]), says=(f"不适用：{outside.why or '没有写理由'}",))
    if item.of == EVIDENCE:
        return _pieces_missing(item, findings.evidence.get((subject.id, item.id)))
    if item.by == "computed":
        return _observed(item, findings.observed.get((subject.id, item.of)))
    return _judged(item, subject, said, findings.evidence.get((subject.id, item.id)), unproved)


def _pieces_missing(item: Item, pieces: int | None) -> Entered:
    if pieces is None:
        return Entered(says=("没有清点佐证",))
    missing = max(0, len(item.evidence) - pieces)
    return Entered(value=Decimal(missing), says=(f"应有佐证 {len(item.evidence)} 件，已有 {pieces} 件，缺 {missing} 件",))


def _observed(item: Item, found: Observed | None) -> Entered:
    if found is None:
        return Entered(says=(f"系统没有算出数（{item.of}）",))
    rests_on = (found.id,) if found.id else ()
    why = f"：{found.why}" if found.why else ""
    if not found.applies:
        return Entered(applies=False, rests_on=rests_on, says=(f"不适用（{item.of}）{why}",))
    if found.value is None:
        return Entered(rests_on=rests_on, says=(f"系统没有算出数（{item.of}）{why}",))
    if found.unit != item.unit:
        units = f"单位是“{found.unit}”，方案要的是“{item.unit}”"
        raise Fault("S108", f"{item.id} {item.name}：{found.subject} 的“{item.of}”{units}。请先换算。")
    return Entered(found.value, "", True, rests_on, (f"系统计算为 {plain(found.value)}{item.unit}（{item.of}）",))


def _judged(item: Item, subject: Subject, said: Sequence[Judged], pieces: int | None, unproved: bool) -> Entered:
    who = BY_WORDS[item.by]
    if not said:
        return Entered(says=(f"还没有{who}",))
    last = max(STAGES.index(one.stage) for one in said)
    counted = [one for one in said if STAGES.index(one.stage) == last]
    ids = _ids(counted)
    if pieces == 0 and item.evidence and unproved:
        return Entered(rests_on=ids, says=("要求佐证而一件也没有，评分不计",))
    notes = ("要求佐证而一件也没有",) if pieces == 0 and item.evidence else ()
    stage = STAGE_WORDS[STAGES[last]]
    head = f"{who}{f'（{stage}）' if stage else ''}"
    if isinstance(item.how, Choice):
        one = _only(item, subject, counted)
        if one.answer not in {option.answer for option in item.how.options}:
            known = "、".join(option.answer for option in item.how.options)
            raise Fault("S102", f"{item.id} {item.name}：{subject.name}的“{one.answer}”不是可选的答案。可用的：{known}。")
        return Entered(answer=one.answer, rests_on=ids, says=(*_by(head, one), *notes))
    if isinstance(item.how, Survey):
        one = _only(item, subject, counted)
        if one.sample < item.how.sample:
            return Entered(rests_on=ids, says=(f"有效样本 {one.sample} 份，不足 {item.how.sample} 份，不采用",))
    if isinstance(item.how, Given):
        return _together(item, item.how, subject, counted, head, notes)
    one = _only(item, subject, counted)
    if one.value is None:
        return Entered(rests_on=ids, says=(f"{head}没有写数",))
    return Entered(value=one.value, rests_on=ids, says=(*_by(head, one), *notes))


def _together(
    item: Item, way: Given, subject: Subject, counted: Sequence[Judged], head: str, notes: tuple[str, ...]
) -> Entered:
    """Points of one person, or of several experts together."""
    values = [one.value for one in counted if one.value is not None]
    if not values:
        return Entered(rests_on=_ids(counted), says=(f"{head}没有写分数",))
    about = f"{item.id} {item.name}：{subject.name}的评分"
    most = HUNDRED if way.percent else item.worth_for(subject.group)
    for value in values:
        if not ZERO <= value <= most:
            unit = "%" if way.percent else "分"
            raise Fault("S101", f"{about} {plain(value)} 不在 0 至 {plain(most)}{unit} 之间。请改正。")
        if value % way.step:
            raise Fault("S109", f"{about} {plain(value)} 不是 {plain(way.step)} 的倍数。请改正。")
    if len(values) > 1 and item.by != "expert":
        _only(item, subject, counted)
    stage = counted[0].stage
    apart = max(values) - min(values)
    if stage == "blind" and way.spread is not None and apart > way.spread:
        notes = (*notes, f"独立评分相差 {plain(apart)}，超过 {plain(way.spread)}，应当合议；合议前暂按平均")
    if len(values) == 1:
        return Entered(value=values[0], rests_on=_ids(counted), says=(*_by(head, counted[0]), *notes))
    kept, how = values, "平均"
    if way.of == "trimmed" and len(values) >= FEWEST_TO_TRIM:
        kept, how = sorted(values)[1:-1], "去掉最高、最低各一个后平均"
    together = mean(kept)
    listed = "、".join(plain(value) for value in values)
    return Entered(value=together, rests_on=_ids(counted), says=(f"{head} {len(values)} 人：{listed}，{how}", *notes))


def _only(item: Item, subject: Subject, counted: Sequence[Judged]) -> Judged:
    """The one judgement. Raises: Fault S104."""
    if len(counted) > 1:
        who = "、".join(one.by or "未写姓名" for one in counted)
        raise Fault("S104", f"{item.id} {item.name}：{subject.name}有 {len(counted)} 个评分（{who}）。请只留一个。")
    return counted[0]


def _by(head: str, one: Judged) -> tuple[str, ...]:
    reason = f"：{one.why}" if one.why else ""
    return (f"{head}{f'（{one.by}）' if one.by else ''}{reason}",)


def _ids(said: Sequence[Judged]) -> tuple[str, ...]:
    return tuple(one.id for one in said if one.id)
