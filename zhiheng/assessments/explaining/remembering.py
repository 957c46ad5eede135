"""The scorecards of assessments, kept in memory for as long as all that they rest on stays the same.

What they rest on is asked for anew each time: figures by their bases, every word that was said, recusals, evidence, areas
and incidents. A what-if is answered from what is kept; nothing older than the records is ever shown.
"""

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Mapping
from threading import Lock
from typing import NamedTuple

import msgspec
from django.conf import settings
from django.db.models import Count, Max, Sum

from zhiheng.assessments.cards import HEARD, Side, Standing, standing_of
from zhiheng.assessments.explaining.frozen import standing_in
from zhiheng.assessments.findings import INCIDENTS
from zhiheng.assessments.models import Assessment, Exhibit, ExhibitUse, Judgement, Recusal, Result
from zhiheng.core.values.indicators import Indicator
from zhiheng.history.models import Head
from zhiheng.indicators.engines import engine
from zhiheng.indicators.known import known_indicators
from zhiheng.indicators.values import bases_of

MOST = 6  # standings in memory: one of 2,905 counties takes some 250 MB
_kept: OrderedDict[tuple[str, int, str], tuple[str, Standing]] = OrderedDict()
_lock = Lock()


class _State(NamedTuple):
    """The state of figures at an entry of history, by the definitions read then."""

    head: tuple[int, str] | None
    known: Mapping[str, Indicator]
    state: str


_states: dict[tuple[str, int, str], _State] = {}


def standing_now(assessment: Assessment, side: Side) -> Standing:
    """The scorecards as they stand now. Raises: as `standing_of`."""
    basis = basis_of(assessment, side)
    key = str(settings.HOME), assessment.pk, side
    return _kept_or(key, basis, lambda: standing_of(assessment, side))


def standing_frozen(result: Result) -> Standing:
    """The scorecards of an approved result, which never change."""
    key = str(settings.HOME), result.assessment_id, f"result {result.revision}"
    basis = f"{result.scheme_digest} {result.digest} {result.inputs_digest}"
    return _kept_or(key, basis, lambda: standing_in(result))


def _kept_or(key: tuple[str, int, str], basis: str, made: Callable[[], Standing]) -> Standing:
    with _lock:
        kept = _kept.get(key)
    if kept is not None and kept[0] == basis:
        return kept[1]
    found = made()
    _keep(key, basis, found)
    return found


def _keep(key: tuple[str, int, str], basis: str, found: Standing) -> None:
    """Remembers a standing, and forgets the one that was asked for least lately."""
    with _lock:
        _kept[key] = basis, found
        _kept.move_to_end(key)
        while len(_kept) > MOST:
            _kept.popitem(last=False)


def forget() -> None:
    """Forgets all of them: after another database was put in place of this one."""
    with _lock:
        _kept.clear()
        _states.clear()


def basis_of(assessment: Assessment, side: Side) -> str:
    """What tells one state of all that the scorecards rest on from another.

    Shape: words are never changed, a later one replaces them; pieces of evidence are added and taken away, never moved.
    """
    mine = {"assessed__assessment": assessment}
    words = Judgement.objects.filter(**mine, replaced=False, side__in=HEARD[side])
    uses = ExhibitUse.objects.filter(exhibit__assessed__assessment=assessment, exhibit__dropped=False)
    said = [
        assessment.scheme_digest,
        assessment.period,
        _state_of_figures(assessment),
        list(assessment.assessed.order_by("pk").values_list("pk", "code", "name", "group", "area_id", "handed_in_at", "version")),
        words.aggregate(Count("pk"), Max("pk"), Sum("pk"), Max("at")),
        Recusal.objects.filter(**mine).aggregate(Count("pk"), Max("pk"), Sum("pk"), Max("at")),
        Exhibit.objects.filter(**mine, dropped=False).aggregate(Count("pk"), Max("pk"), Sum("pk"), Max("at")),
        uses.aggregate(Count("pk"), Max("pk"), Sum("pk")),
    ]
    return hashlib.sha256(msgspec.json.encode(said)).hexdigest()


def _state_of_figures(assessment: Assessment) -> str:
    """What tells one state of the figures and incidents of an assessment from another.

    While no entry came to the history of changes and no definition was read anew, it is the one before: what figures rest on is
    changed by actions alone, and each of them makes an entry, which its digest seals with all before it.
    """
    head = Head.objects.filter(chain="changes").values_list("seq", "digest").first()
    known, key = known_indicators(), (str(settings.HOME), assessment.pk, assessment.scheme_digest)
    with _lock:
        kept = _states.get(key)
    if kept is not None and kept.head == head and kept.known is known:
        return kept.state
    by = engine()
    figures = bases_of([known[name] for name in assessment.as_opened.indicators if name in known], by)
    said = [{id: basis.name for id, basis in figures.items()}, by.state_of(INCIDENTS), by.beside["areas"]]
    state = hashlib.sha256(msgspec.json.encode(said)).hexdigest()
    with _lock:
        _states[key] = _State(head, known, state)
    return state
