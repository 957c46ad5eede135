"""Reading returns: punctuality for later stages, and what the pages show."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

from django.db.models import Count, Q, QuerySet

from zhiheng.core.measuring import Handed, Period, Turnout, period_from, turnout
from zhiheng.core.values.forms import Form
from zhiheng.directory.models import Area
from zhiheng.indicators.models import Return, ReturnFile, ReturnRound
from zhiheng.web.scoping import Scope

SHOWN_PERIODS = 12
TONES = {"draft": "plain", "submitted": "warn", "returned": "bad", "accepted": "warn", "final": "good", "reopened": "warn"}


def punctuality(areas: Iterable[Area], start: date, end: date, today: date, form: str = "") -> dict[str, Turnout]:
    """Timeliness and completeness of each area, by its code, over all periods that end in these days; of one form, or of
    all. An area of which nothing was asked is left out."""
    found = Return.objects.unscoped("of the areas asked for").filter(
        area__in=list(areas), round__end__range=(start, end), **({"round__form": form} if form else {})
    )
    by_area: dict[str, list[Handed]] = {}
    for one in _with_counts(found):
        by_area.setdefault(one.area.code, []).append(handed(one))
    return {code: turnout(of, today) for code, of in by_area.items()}


def handed(one: Return) -> Handed:
    """A return as timeliness counts it; `sent_back` as `_with_counts` found it."""
    return Handed(
        due_on=one.round.due_on, on=one.first_on, filled=one.filled, items=one.required, sent_back=getattr(one, "sent_back", 0)
    )


def _with_counts(returns: QuerySet[Return]) -> QuerySet[Return]:
    sent_back = Count("reviews", filter=Q(reviews__act="return"), distinct=True)
    return returns.select_related("round", "area").annotate(sent_back=sent_back, urged=Count("urgings", distinct=True))


def returns_within(scope: Scope) -> QuerySet[Return]:
    """The returns of the areas an office may see."""
    return Return.objects.within(scope, reach="below").select_related("round__area", "area")


def rounds_within(scope: Scope) -> QuerySet[ReturnRound]:
    """The periods that the areas of an office asked for, and those of which a return is theirs."""
    return _rounds(ReturnRound.objects.within(scope, reach="below"), Return.objects.within(scope, reach="below"))


def rounds_of(scope: Scope) -> QuerySet[ReturnRound]:
    """The periods that an office's own area asked for, and those that it must return itself."""
    return _rounds(ReturnRound.objects.within(scope), Return.objects.within(scope))


def _rounds(own: QuerySet[ReturnRound], asked: QuerySet[Return]) -> QuerySet[ReturnRound]:
    either = Q(pk__in=own.order_by().values("pk")) | Q(pk__in=asked.order_by().values("round"))
    return ReturnRound.objects.unscoped("narrowed by both").filter(either).select_related("area", "office")


def period_of(opened: ReturnRound) -> Period:
    """The period that was asked for."""
    return period_from(opened.period)


class State(NamedTuple):
    """Where a return is, in words, and how urgent that looks."""

    word: str
    tone: str


def state_of(one: Return, form: Form, today: date) -> State:
    """Where a return is on a day: 未报, 逾期 3 天, 待上级接收, 已接收（迟）…"""
    late = "（迟）" if one.is_late else ""
    if one.state in ("submitted", "accepted"):
        return State(f"待{form.approval[one.level].name}{late}", "warn")
    if one.state == "draft" and today > one.round.due_on:
        return State(f"逾期 {(today - one.round.due_on).days} 天", "bad")
    word = "待报" if one.state == "draft" else one.get_state_display()
    return State(f"{word}{late}", TONES[one.state])


class Line(NamedTuple):
    """One unit of a period on its page."""

    of: Return
    state: State
    sent_back: int
    urged: int


def lines_of(opened: ReturnRound, scope: Scope, today: date) -> list[Line]:
    """Every return of a period that an office may see, with its state and counts; two queries, however many."""
    form = opened.as_asked
    found = _with_counts(returns_within(scope).filter(round=opened))
    return [Line(one, state_of(one, form, today), one.sent_back, one.urged) for one in found]


def turnout_of(lines: Iterable[Line], today: date) -> Turnout:
    """Timeliness and completeness of one period."""
    return turnout((handed(line.of) for line in lines), today)


class Column(NamedTuple):
    """One period of the overview."""

    opened: ReturnRound
    name: str
    turnout: Turnout


class Matrix(NamedTuple):
    """Units by periods: the state of each return, None where nothing was asked."""

    columns: list[Column]
    rows: list[tuple[str, list[tuple[Return, State] | None]]]


def matrix_of(form: str, scope: Scope, today: date) -> Matrix:
    """The last periods of a form, the newest first, and each unit's return; a handful of queries, however many."""
    opened = list(rounds_of(scope).filter(form=form)[:SHOWN_PERIODS])
    forms = {one.pk: one.as_asked for one in opened}
    returns = list(_with_counts(returns_within(scope).filter(round__in=opened)))
    by_unit: dict[tuple[str, str], dict[int, Return]] = {}
    for one in sorted(returns, key=lambda one: (one.area.code, one.unit)):
        by_unit.setdefault((one.area.code, one.name), {})[one.round_id] = one
    columns = [
        Column(each, period_from(each.period).name, turnout((handed(one) for one in returns if one.round_id == each.pk), today))
        for each in opened
    ]
    rows = [
        (name, [(one, state_of(one, forms[each.pk], today)) if (one := of.get(each.pk)) else None for each in opened])
        for (_, name), of in by_unit.items()
    ]
    return Matrix(columns, rows)


def forms_asked(scope: Scope) -> Counter[str]:
    """How many periods of each form were asked for."""
    return Counter(rounds_of(scope).order_by().values_list("form", flat=True))


def waiting_files(opened: ReturnRound) -> QuerySet[ReturnFile]:
    """Files of a period about which a person must say something."""
    return opened.files.filter(state="waits").select_related("of__area", "of__round", "round", "by")


