"""Odd figures asked of the units whose they are, answered and closed by named persons."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from zhiheng.core.measuring import Period
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.indicators import Indicator
from zhiheng.directory.models import Area
from zhiheng.history.actions import record
from zhiheng.indicators.models import Question
from zhiheng.indicators.wondering import Found, odd_things
from zhiheng.web.access import demand
from zhiheng.web.inserting import insert_missing
from zhiheng.web.scoping import Scope, at_or_below

GONE = "数已变，不再存疑"


class Asked(NamedTuple):
    """What looking came to."""

    new: int
    gone: int
    open: int


def questions_of(scope: Scope, area: Area, period: Period) -> list[Question]:
    """What was asked about the figures of an area and those below it in a period, open ones first."""
    found = Question.objects.within(scope, reach="below").filter(at_or_below(area.path, "area__path"))
    found = found.filter(start=period.start, end=period.end).select_related("area", "answered_by", "closed_by")
    states = [state for state, _ in Question.STATES]
    return sorted(found, key=lambda one: (states.index(one.state), one.area.code, one.indicator, one.pk))


def ask(indicators: Iterable[Indicator], area: Area, period: Period, by: Any) -> Asked:
    """Everything that looks odd now asked once; what is odd no more is closed, whoever had answered it, and asked again when it
    comes back. Measuring comes first and holds no lock: it takes seconds, in which others sign in and save.

    Raises: NotAllowed U401.
    """
    demand(by, "indicators.question", area=area)
    wanted = list(indicators)
    return _asked(odd_things(wanted, area, period), wanted, area, period)


@transaction.atomic
def _asked(odd: Iterable[Found], wanted: list[Indicator], area: Area, period: Period) -> Asked:
    found = {_key(one): one for one in odd}
    areas = [area, *area.children.all()]
    there = Question.objects.unscoped("of an area in hand").filter(
        area__in=areas, start=period.start, end=period.end, indicator__in=[one.id for one in wanted]
    )
    kept = {(one.area_id, one.indicator, one.kind, one.seen): one for one in there}
    new = [_new(one, period) for key, one in found.items() if key not in kept]
    insert_missing(Question, new)
    back = [one for key, one in kept.items() if key in found and one.state == "closed" and one.closed_by_id is None]
    for one in back:
        one.state, one.answer, one.closed_at = "open", "" if one.answer == GONE else one.answer, None
    gone = [one for key, one in kept.items() if key not in found and one.state != "closed"]
    for one in gone:
        one.state, one.answer, one.closed_at = "closed", one.answer or GONE, timezone.now()
    Question.objects.bulk_update([*back, *gone], ["state", "answer", "closed_at"])
    still = sum(one.state != "closed" for one in kept.values())
    return Asked(len(new) + len(back), len(gone), len(new) + still)


@transaction.atomic
def answer(question: Question, words: str, by: Any) -> Question:
    """The unit's answer. Raises: NotAllowed U401. Fault M411 no words · M412 it is closed."""
    demand(by, "indicators.question", area=question.area)
    _refuse_closed(question)
    if not words.strip():
        raise Fault("M411", "没有写答复。请写明核实的结果，例如“录入无误，六月集中执法”。")
    before = {"答复": question.answer}
    question.answer, question.state = words.strip(), "answered"
    question.answered_by, question.answered_at = by, timezone.now()
    question.save()
    record(question, "答复存疑", by, before=before, after={"存疑": question.words, "答复": question.answer})
    return question


@transaction.atomic
def close(question: Question, by: Any) -> Question:
    """The question closed on its answer. Raises: NotAllowed U401. Fault M412 it is closed · M413 nobody has answered."""
    demand(by, "indicators.question", area=question.area)
    _refuse_closed(question)
    if question.state != "answered":
        raise Fault("M413", "这一条还没有答复，不能办结。请先写答复。")
    question.state, question.closed_by, question.closed_at = "closed", by, timezone.now()
    question.save()
    record(question, "办结存疑", by, before={"状态": "已答复"}, after={"存疑": question.words, "状态": "已办结"})
    return question


def question_called(scope: Scope, pk: int) -> Question | None:
    """One question that the office may see."""
    return Question.objects.within(scope, reach="below").select_related("area").filter(pk=pk).first()


def _refuse_closed(question: Question) -> None:
    if question.state == "closed":
        raise Fault("M412", "这一条已经办结，不能再改。有新情况，请在台账里更正数据，数变了会重新提出。")


def _key(one: Found) -> tuple[int, str, str, str]:
    return (one.area.pk, one.indicator.id, one.odd.kind, one.seen)


def _new(one: Found, period: Period) -> Question:
    return Question(
        area=one.area, indicator=one.indicator.id, period=period.text, start=period.start, end=period.end, kind=one.odd.kind,
        seen=one.seen, words=one.odd.words, asked_at=timezone.now(),
    )  # fmt: skip
