"""How far an assessment has come: its steps with who took them, each of the assessed, what is to be done next."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.utils.timezone import localdate

from zhiheng.assessments.findings import evidence_on_hand
from zhiheng.assessments.kept import PlaceKept
from zhiheng.assessments.models import Appeal, Assessed, Assessment, Judgement
from zhiheng.core.measuring import period_from
from zhiheng.core.scoring import plain, rule_in_words
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.schemes import Scheme
from zhiheng.definitions.schemes import scheme_for
from zhiheng.history.models import Revision

NEXT = {
    "filing": "请各对象备案目标，备完转入“自评与佐证”。", "self": "请各对象报自评和佐证，报齐后转入“部门评分”。",
    "scoring": "请各牵头部门评分，评完转入“现场核查”或“复核”。", "visiting": "请记下现场核查的结果，核完转入“复核”。",
    "reviewing": "请逐项复核，复核完转入“申诉”。", "appealing": "请逐项核定申诉，申诉期过后转入“待审定”。",
    "approving": "请审定；审定以后结果不再变。",
    "approved": "请起草通报，提出整改。", "noticed": "请跟踪整改到办结。", "closed": "已经办结。",
}  # fmt: skip


class Step(NamedTuple):
    """One stage; `state`: done, now, ahead; who moved it there, and when, where that is known."""

    key: str
    name: str
    state: str
    by: str
    on: date | None


class Progress(NamedTuple):
    """One of the assessed: handed in, items without evidence of those that ask some, cells said by scorers, appeals open."""

    assessed: Assessed
    lacking: int
    asked_proof: int
    scored: int
    to_score: int
    appeals: int
    late: bool


def steps_of(assessment: Assessment) -> list[Step]:
    """All stages in their order."""
    moved = Revision.objects.filter(subject_type="assessments.assessment", subject_id=assessment.pk, after__has_key="阶段")
    who = {one.after["阶段"]: one for one in moved.order_by("seq", "pk")}
    opened = Revision.objects.filter(subject_type="assessments.assessment", subject_id=assessment.pk, verb="开展考核").first()
    if opened:
        who.setdefault("目标备案", opened)
    approval = assessment.results.order_by("revision").first()
    names = list(Assessment.STAGES)
    reached = [key for key, _ in names].index(assessment.stage)
    found = []
    for place, (key, name) in enumerate(names):
        line = who.get(name) if place <= reached else None
        state = "done" if place < reached else "now" if place == reached else "ahead"
        by, at = (line.by_name, line.at) if line else ("", None)
        if key == "approved" and approval and place <= reached:
            by, at = approval.approver, approval.approved_at
        found.append(Step(key, name, state, by, localdate(at) if at else None))
    return found


def progress_of(assessment: Assessment, today: date) -> list[Progress]:
    """Each of the assessed, in their order."""
    scheme, assessed = assessment.as_opened, list(assessment.assessed.all())
    said = Judgement.objects.filter(assessed__assessment=assessment, replaced=False)
    said = said.exclude(side__in=("self", "review", "appeal"))
    scored = Counter(owner for owner, _ in set(said.values_list("assessed_id", "item")))
    filed = Appeal.objects.filter(assessed__assessment=assessment, state="filed")
    appeals = Counter(filed.values_list("assessed_id", flat=True))
    pieces = evidence_on_hand(scheme, assessed)
    found = []
    for one in assessed:
        proofs = [item for item in scheme.items if item.evidence and item.asked_of(one.group)]
        lacking = sum(not pieces.get((one.code, item.id)) for item in proofs)
        late = one.handed_in_at is None and assessment.self_until is not None and today > assessment.self_until
        to_score = sum(item.by != "computed" and item.asked_of(one.group) for item in scheme.items)
        found.append(Progress(one, lacking, len(proofs), scored[one.pk], to_score, appeals[one.pk], late))
    return found


def by_place(progress: Iterable[Progress], places: Mapping[str, PlaceKept]) -> list[tuple[Progress, PlaceKept | None]]:
    """Each with what it came to: by group and rank, those without a place last; in their order before approval."""
    found = [(one, places.get(one.assessed.code)) for one in progress]
    return sorted(found, key=lambda pair: (pair[1] is None, *((pair[1].group, pair[1].rank) if pair[1] else ())))


def missing_in_words(assessed: Iterable[Assessed]) -> str:
    """Who has not handed in, in one line; "" where all have."""
    names = [one.name for one in assessed if one.handed_in_at is None]
    return f"还有 {len(names)} 个没有报自评：{'、'.join(names)}" if names else ""


def changes_since(assessment: Assessment) -> list[str]:
    """What the scheme's file says now that it did not say when this was opened; the kept text stands."""
    kept, period = assessment.as_opened, period_from(assessment.period)
    try:
        now = scheme_for(assessment.scheme, period.start, period.end, period.text, settings.DEFINITIONS)
    except Fault as fault:
        return [f"方案文件现在不能用于本期间：{fault.says}"]
    if now.text == assessment.scheme_text:
        return []
    return _differences(kept, now) or ["说明、出处等文字有改动，不涉及分值和评分标准。"]


def _differences(kept: Scheme, now: Scheme) -> list[str]:
    found, old, new = [], kept.leaves, now.leaves
    found += [f"{id} {old[id].name}：现在的文件里没有这一项" for id in old if id not in new]
    found += [f"{id} {new[id].name}：现在的文件里新加的" for id in new if id not in old]
    for id in old:
        if id not in new:
            continue
        was, is_now = old[id], new[id]
        pairs = (
            ("名称", was.name, is_now.name), ("分值", plain(was.worth), plain(is_now.worth)),
            ("评分标准", rule_in_words(was), rule_in_words(is_now)), ("牵头部门", was.lead, is_now.lead),
            ("评分依据", "、".join(was.evidence), "、".join(is_now.evidence)),
        )  # fmt: skip
        found += [f"{id} {was.name}：{what}原为“{before}”，现为“{after}”" for what, before, after in pairs if before != after]
    if kept.grading != now.grading:
        found.append("等次的分数段改了")
    if (kept.vetoes, kept.missing, kept.ties) != (now.vetoes, now.missing, now.ties):
        found.append("一票否决、缺数或同分的规则改了")
    return found
