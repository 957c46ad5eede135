"""The latest revision of each item of returns, however many revisions there are below it."""

from collections.abc import Collection, Iterable, Iterator
from typing import Any

from django.db.models import Max

from zhiheng.indicators.models import ReturnValue


def latest_values(
    returns: Iterable[int], fields: tuple[str, ...], until: int | None = None, *, items: Collection[str] | None = None
) -> Iterator[tuple[Any, ...]]:
    """(return, item, revision, *fields) of what stands at each item, by return; `until` a version, as it stood then; of
    `items` alone, where they are named.

    Two queries: the first reads an index alone, the second little more than what is asked for.
    """
    rows = ReturnValue.objects.unscoped("of returns in hand").filter(of__in=list(returns))
    if until is not None:
        rows = rows.filter(revision__lte=until)
    if items is not None:
        rows = rows.filter(item__in=list(items))
    heads = {(of, item): top for of, item, top in rows.order_by().values_list("of", "item").annotate(Max("revision"))}
    found = rows.filter(revision__in=set(heads.values())).order_by("of", "pk")
    for of, item, revision, *said in found.values_list("of", "item", "revision", *fields):
        if heads[of, item] == revision:
            yield of, item, revision, *said
