"""Reading firms."""

from django.db.models import F, Q, QuerySet

from zhiheng.core.matching import plain_code, plain_name
from zhiheng.core.values.masking import masked_name
from zhiheng.directory.enterprises import same_as
from zhiheng.directory.models import Enterprise, EnterpriseName, EnterprisePair
from zhiheng.web.scoping import Scope

STATES = {"pending": Q(pending=True), "active": Q(status="active"), "gone": ~Q(status="active")}


def enterprises(scope: Scope, *, words: str = "", state: str = "") -> QuerySet[Enterprise]:
    """The firms of an office's areas that stand for themselves; `words` are part of a name or of a code."""
    found = Enterprise.objects.within(scope, reach="below").filter(merged_into=None)
    if words:
        owners = Enterprise.objects.unscoped("narrowed by the firms found").filter(_called(words))
        merged = owners.exclude(merged_into=None).values("merged_into")
        found = found.filter(Q(pk__in=owners.values("pk")) | Q(pk__in=merged))
    return found.filter(STATES.get(state, Q())).select_related("area")


def _called(words: str) -> Q:
    """The condition that a name, or else the code, holds the words."""
    named = Q(pk__in=EnterpriseName.objects.filter(plain__contains=plain_name(words)).values("enterprise"))
    code = plain_code(words)
    return named | Q(code__contains=code) if code.isascii() and code.isalnum() else named


def enterprise(pk: int) -> Enterprise | None:
    """The firm of that id. Firms are one list for all areas, as the public register is; rows about them are scoped."""
    found = Enterprise.objects.unscoped("firms are one list for all areas").select_related("area", "merged_into")
    return found.filter(pk=pk).first()


def records_of(firm: Enterprise) -> list[Enterprise]:
    """The record a firm is counted as, and all that were merged into it: what an archive gathers."""
    roots = same_as()
    root = roots.get(firm.pk, firm.pk)
    ids = [root, *sorted(pk for pk, into in roots.items() if into == root)]
    found = Enterprise.objects.unscoped("records of one firm").select_related("area").in_bulk(ids)
    return [found[pk] for pk in ids]


def masked_head(firm: Enterprise) -> str:
    """Who heads a firm, masked: 陈**."""
    return masked_name(firm.head)


def names_of(firm: Enterprise) -> QuerySet[EnterpriseName]:
    """Every name of a firm, the present one first, then aliases."""
    return firm.names.order_by("-kind", F("until").desc(nulls_first=True), "-pk")


def enterprise_names(ids: set[int]) -> dict[int, str]:
    """What firms are called, by id: a merged record as the one it counts as."""
    roots = same_as()
    wanted = {pk: roots.get(pk, pk) for pk in ids}
    found = Enterprise.objects.unscoped("names are one list for all areas").in_bulk(set(wanted.values()))
    return {pk: found[root].name for pk, root in wanted.items() if root in found}


def pairs_within(scope: Scope, verdict: str = "open") -> QuerySet[EnterprisePair]:
    """The pairs of which either record lies in an office's areas, the likeliest first."""
    found = EnterprisePair.objects.filter(scope.reached("left__area") | scope.reached("right__area"), verdict=verdict)
    if verdict == "open":
        found = found.filter(left__merged_into=None, right__merged_into=None)
    return found.unscoped("filtered by area").select_related("left__area", "right__area", "decided_by").order_by("-score", "pk")


def pairs_of(firm: Enterprise) -> QuerySet[EnterprisePair]:
    """What a firm resembles, unanswered, and what was found to be another firm."""
    found = EnterprisePair.objects.unscoped("of a firm in hand").filter(Q(left=firm) | Q(right=firm)).exclude(verdict="same")
    return found.select_related("left__area", "right__area")
