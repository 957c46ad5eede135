"""Figures of those assessed, kept in memory for as long as the rows they are measured from stay the same."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock

from django.conf import settings

from zhiheng.assessments.findings import figures_of
from zhiheng.assessments.models import Assessed
from zhiheng.core.measuring import Period
from zhiheng.core.values.schemes import Scheme
from zhiheng.core.values.scorecards import Observed
from zhiheng.indicators.engines import engine
from zhiheng.indicators.known import known_indicators
from zhiheng.indicators.values import bases_of

Figures = Mapping[tuple[str, str], Observed]
MOST = 4  # those of 2,905 counties take some 100 MB
_kept: OrderedDict[tuple[object, ...], tuple[object, Figures]] = OrderedDict()
_lock = Lock()


def figures_kept(scheme: Scheme, assessed: Sequence[Assessed], period: Period) -> Figures:
    """As `figures_of`: measured once, and again when what they rest on has changed."""
    if not scheme.indicators:
        return {}
    key = (str(settings.HOME), scheme.id, period.text, tuple((one.code, one.area_id) for one in assessed))
    basis = _basis_of(scheme)
    with _lock:
        kept = _kept.get(key)
    if kept is not None and kept[0] == basis:
        return kept[1]
    found = figures_of(scheme, assessed, period)
    with _lock:
        _kept[key] = basis, found
        _kept.move_to_end(key)
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return found


def _basis_of(scheme: Scheme) -> object:
    """What tells one state of the rows, and of the definitions, from another."""
    by, known = engine(), known_indicators()
    bases = bases_of([known[name] for name in scheme.indicators if name in known], by)
    return {id: basis.name for id, basis in bases.items()}, by.beside["areas"], scheme.indicators, known
