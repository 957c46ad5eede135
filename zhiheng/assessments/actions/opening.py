"""开展考核: the scheme as it stands is kept, those assessed and the days are named."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

import msgspec
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from zhiheng.assessments.choosing import Thing, Wanted, areas_to_assess
from zhiheng.assessments.models import Assessed, Assessment, LeadUnit
from zhiheng.core.measuring import Period, period_from
from zhiheng.core.sealing import digest_of
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.schemes import Scheme
from zhiheng.definitions.schemes import scheme_for
from zhiheng.directory.models import Area, Organisation
from zhiheng.directory.queries import areas_below, below_on
from zhiheng.history.actions import record
from zhiheng.web.access import demand

DAYS = {
    "file_until": "目标备案截止", "self_until": "自评截止", "score_until": "评分截止", "appeal_from": "申诉开始",
    "appeal_until": "申诉截止",
}  # fmt: skip
CHANGEABLE = ("filing", "self", "scoring", "visiting", "reviewing", "appealing", "approving")
KINDS = {"area": Area, "organisation": Organisation}


@transaction.atomic
def open_assessment(
    scheme_id: str, period_text: str, area: Area, office: Organisation, by: Any, subjects: Iterable[Wanted] | None = None, *,
    name: str = "", days: Mapping[str, date | None] | None = None, leads: Mapping[str, Organisation] | None = None,
) -> Assessment:  # fmt: skip
    """The new assessment with those assessed. `subjects` None: the areas right below; `leads`: whom the scheme's words mean.

    Raises: NotAllowed U401. Fault D450, D457, D462, M101; S201: nobody is assessed · S202: there is one already · S203: who
            cannot be assessed by it · S204: the group · S205: days out of order.
    """
    demand(by, "assessments.open", area=area)
    period = period_from(period_text)
    scheme = scheme_for(scheme_id, period.start, period.end, period.text, settings.DEFINITIONS)
    said = {key: (days or {}).get(key) for key in DAYS}
    refuse_odd_days(said, period.end)
    wanted = areas_to_assess(scheme, area, period) if subjects is None else list(subjects)
    if not wanted:
        raise Fault("S201", f"{scheme.name}：没有考核对象。请先在“机构”页录入下级地区，或写明考核哪些对象。")
    kept = Assessment.objects.unscoped("of the office's own area")
    if kept.filter(area=area, office=office, scheme=scheme.id, period=period.text).exists():
        raise Fault("S202", f"“{scheme.name}”{period.name}的考核已经开展过了。请在考核列表里打开它。")
    made = Assessment.objects.create(
        area=area, office=office, scheme=scheme.id, name=(name.strip() or f"{period.name}{scheme.name}")[:120],
        scheme_text=scheme.text, scheme_kept=msgspec.json.encode(scheme).decode(),
        scheme_digest=digest_of(scheme.text.encode(), settings.SEAL_DIGEST), digest_name=settings.SEAL_DIGEST,
        period=period.text, start=period.start, end=period.end, opened_by=by, opened_at=timezone.now(), **said,
    )  # fmt: skip
    _add(made, scheme, period, wanted)
    for words, unit in (leads or {}).items():
        LeadUnit.objects.create(assessment=made, words=words, unit=unit)
    digest = f"{made.digest_name} {made.scheme_digest}"
    after = {"方案": scheme.id, "方案摘要": digest, "期间": period.name, "考核对象": len(wanted)}
    record(made, "开展考核", by, after=after | {DAYS[key]: day for key, day in said.items() if day})
    return made


@transaction.atomic
def add_subjects(assessment: Assessment, wanted: Iterable[Wanted], by: Any) -> list[Assessed]:
    """Further ones that are assessed. Raises: NotAllowed U401. Fault S203, S204, S206: it is approved."""
    demand(by, "assessments.open", area=assessment.area)
    refuse_settled(assessment)
    made = _add(assessment, assessment.as_opened, period_from(assessment.period), list(wanted))
    record(assessment, "增加考核对象", by, after={"考核对象": "、".join(one.name for one in made)})
    return made


@transaction.atomic
def drop_subject(assessed: Assessed, by: Any, *, reason: str) -> None:
    """It is assessed no more. Raises: NotAllowed U401. Fault S206, S208: words, evidence or targets stand in it · S209."""
    assessment = assessed.assessment
    demand(by, "assessments.open", area=assessment.area)
    refuse_settled(assessment)
    refuse_unreasoned(reason, f"取消考核“{assessed}”")
    held = Assessed.objects.select_for_update().get(pk=assessed.pk)
    there = (held.judgements, held.exhibits, held.pledges, held.visits, held.appeals, held.reviews, held.recusals)
    if held.handed_in_at or any(rows.exists() for rows in there) or assessment.sheets.filter(assessed=held).exists():
        raise Fault("S208", f"{held}已经有自评、评分、佐证或备案的目标，不能取消。不考核的项，请逐项写“不适用”和理由。")
    name = held.name
    held.delete()
    record(assessment, "取消考核对象", by, before={"考核对象": name}, reason=reason.strip())


@transaction.atomic
def regroup(assessed: Assessed, group: str, by: Any, *, reason: str) -> Assessed:
    """It is in another group. Raises: NotAllowed U401. Fault S204, S206, S209: no reason."""
    assessment = assessed.assessment
    demand(by, "assessments.open", area=assessment.area)
    refuse_settled(assessment)
    refuse_unreasoned(reason, f"“{assessed}”改分组")
    held = Assessed.objects.select_for_update().get(pk=assessed.pk)
    before, scheme = held.group, assessment.as_opened
    _refuse_group(scheme, group, held.name)
    held.group = group
    held.version += 1
    held.save(update_fields=["group", "version"])
    names = scheme.groups
    record(
        held, "改分组", by, before={"分组": names.get(before, before)}, after={"分组": names[group]}, reason=reason.strip(),
        about=assessment,
    )  # fmt: skip
    return held


@transaction.atomic
def name_leads(assessment: Assessment, leads: Mapping[str, Organisation | None], by: Any) -> None:
    """Which units the scheme's words mean; None: nobody as yet. Raises: NotAllowed U401. Fault S206, S210: ended or foreign."""
    demand(by, "assessments.open", area=assessment.area)
    refuse_settled(assessment)
    known = {item.lead for item in assessment.as_opened.items if item.lead}
    before = {one.words: one.unit for one in assessment.lead_units.select_related("unit")}
    changed = {words: unit for words, unit in leads.items() if words in known and before.get(words) != unit}
    for words, unit in changed.items():
        if unit is not None and (unit.ended_on or unit.area_id != assessment.area_id):
            raise Fault("S210", f"“{words}”：{unit}不是本级现有的单位。请另选。")
        assessment.lead_units.filter(words=words).delete()
        if unit is not None:
            LeadUnit.objects.create(assessment=assessment, words=words, unit=unit)
    if changed:
        was = {words: str(before[words]) for words in changed if words in before}
        record(assessment, "定牵头部门", by, before=was, after={words: str(unit or "未定") for words, unit in changed.items()})


def refuse_settled(assessment: Assessment) -> None:
    """Raises: Fault S206: a result stands."""
    if assessment.stage not in CHANGEABLE:
        raise Fault("S206", f"“{assessment}”已经审定，对象、分组、期限和牵头部门不再改动。结果有误的，请走更正。")


def refuse_unreasoned(reason: str, what: str) -> None:
    """Raises: Fault S209."""
    if not reason.strip() or len(reason.strip()) > 300:
        raise Fault("S209", f"{what}要写明理由（300 个字以内）。请补上。")


def refuse_unread(unread: bool) -> None:
    """Raises: Fault S205: a day cannot be read."""
    if unread:
        raise Fault("S205", "有一个日期认不出来。请写成 2026-01-31 这样。")


def refuse_odd_days(days: Mapping[str, date | None], end: date) -> None:
    """Raises: Fault S205: a day lies before the one it follows, or what is assessed is scored before the period is over."""
    row = [(key, day) for key, day in days.items() if day]
    for (earlier, first), (later, second) in pairwise(row):
        if second < first and (earlier, later) != ("score_until", "appeal_from"):
            raise Fault("S205", f"{DAYS[later]}（{second}）早于{DAYS[earlier]}（{first}）。请对调或改正。")
    if (until := days.get("self_until")) and until <= end:
        raise Fault("S205", f"自评截止（{until}）要在考核期间结束（{end}）以后：期间没有过完，数还不全。请改正。")


def _add(made: Assessment, scheme: Scheme, period: Period, wanted: list[Wanted]) -> list[Assessed]:
    there = set(made.assessed.values_list("code", flat=True))
    allowed = _may_be_assessed(made.area, period) if scheme.assesses == "area" else {}
    found = []
    for position, one in enumerate(wanted, len(there)):
        code = _code(one.thing, scheme, made.area, allowed)
        _refuse_group(scheme, one.group, one.thing.name)
        if code in there:
            raise Fault("S203", f"{one.thing.name}已经在考核对象里，一个对象只列一次。请删去重复的一行。")
        there.add(code)
        place = {"area": "area", "organisation": "unit", "enterprise": "enterprise"}[scheme.assesses]
        called = allowed.get(one.thing.pk, one.thing.name) if scheme.assesses == "area" else one.thing.name
        found.append(Assessed(assessment=made, code=code, name=called, group=one.group, position=position, **{place: one.thing}))
    Assessed.objects.bulk_create(found)  # not every database tells the new numbers
    codes = {one.code for one in found}
    return [one for one in made.assessed.select_related("assessment") if one.code in codes]


def _may_be_assessed(area: Area, period: Period) -> dict[int, str]:
    """Names by number: the area itself, and those right below it as they were on the last day."""
    return {area.pk: area.name} | {one.pk: one.name for one in below_on(area, period.end)}


def _code(thing: Thing, scheme: Scheme, area: Area, allowed: Mapping[int, str]) -> str:
    """Its id in scorecards. Raises: Fault S203."""
    what = {"area": "地区", "organisation": "单位", "enterprise": "企业"}[scheme.assesses]
    fits = isinstance(thing, KINDS.get(scheme.assesses, object)) and (
        thing.pk in allowed if isinstance(thing, Area) else areas_below(area).filter(pk=thing.area_id).exists()
    )
    if not fits or (scheme.assesses == "enterprise" and isinstance(thing, Area | Organisation)):
        raise Fault("S203", f"{scheme.name}考核的是{area.name}的{what}，“{thing}”不是。请从名单里去掉，或改用别的方案。")
    return thing.code if isinstance(thing, Area) else str(thing.pk)


def _refuse_group(scheme: Scheme, group: str, name: str) -> None:
    if (scheme.groups and group not in scheme.groups) or (group and not scheme.groups):
        known = f"可用的：{'、'.join(scheme.groups)}" if scheme.groups else "本方案不分组"
        raise Fault("S204", f"{name}：没有“{group or '（空）'}”这个组。{known}。请改正。")
