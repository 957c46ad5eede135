"""Firms come into the directory."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from zhiheng.core.matching import plain_name, sound_key
from zhiheng.directory.enterprises import AT_ONCE, Written, name_reader, resolver, written
from zhiheng.directory.models import Area, Enterprise, EnterpriseName
from zhiheng.directory.queries import scope_of
from zhiheng.history.actions import line, record_all


@transaction.atomic
def new_enterprises(area: Area, names: Iterable[str], by: Any, *, reason: str = "") -> dict[str, int]:
    """The firms that the words of cells mean, by these words: those we know, and new records for those we do not.

    A new record with a name alone is pending: a person looks whether it is one we have. Words that several firms
    have for a name are left out.

    Raises: Fault C601–C607, U231, U232: words that name no firm.
    """
    said = {words: written(words) for words in names}
    known = resolver(scope_of(area))
    known.prepare(said)
    found = {words: known.find(words) for words in said}
    fresh = {words: said[words] for words, pk in found.items() if pk is None}
    made = _made(area, list(fresh.values()), by, reason)
    ids = {words: pk for words, pk in found.items() if isinstance(pk, int)}
    return ids | {words: made[_mark(one)] for words, one in fresh.items()}


def _mark(one: Written) -> str:
    return one.key or plain_name(one.name)


def _made(area: Area, ones: list[Written], by: Any, reason: str) -> dict[str, int]:
    """One record for each code, then one for each name that no code came with."""
    firms: dict[str, Enterprise] = {}
    named: dict[str, str] = {}
    for one in sorted(ones, key=lambda one: (not one.code, not one.name)):
        mark = named.get(_mark(one), _mark(one))
        if mark not in firms:
            firms[mark] = _unsaved(area, one)
            if one.name:
                named[plain_name(one.name)] = mark
    _keep(list(firms.values()), by, reason)
    return {mark: firm.pk for mark, firm in firms.items()} | {name: firms[mark].pk for name, mark in named.items()}


def _unsaved(area: Area, one: Written) -> Enterprise:
    return Enterprise(
        area=area,
        key=one.key or f"none:{uuid.uuid4().hex}",
        id_kind=one.id_kind,
        code=one.code,
        name=one.name or one.code,
        pending=not (one.code and one.name),
    )


def _keep(firms: list[Enterprise], by: Any, reason: str) -> None:
    Enterprise.objects.bulk_create(firms, batch_size=500)
    _number(firms)
    EnterpriseName.objects.bulk_create((name_of(firm, firm.name) for firm in firms if firm.name != firm.code), batch_size=500)
    record_all(
        line(firm, "登记企业", by, after={"名称": firm.name, "代码": firm.code or "没有"}, reason=reason) for firm in firms
    )


def _number(firms: list[Enterprise]) -> None:
    """The records just made get their numbers, where the database did not say them."""
    unnumbered = [firm for firm in firms if firm.pk is None]
    for start in range(0, len(unnumbered), AT_ONCE):
        some = {firm.key: firm for firm in unnumbered[start : start + AT_ONCE]}
        made = Enterprise.objects.unscoped("made just now").filter(key__in=some)
        for key, pk in made.values_list("key", "pk"):
            some[key].pk = pk


def name_of(firm: Enterprise, name: str, **said: Any) -> EnterpriseName:
    """One more name of a firm, not yet saved."""
    parts = name_reader().parts(name)
    return EnterpriseName(
        enterprise=firm, name=name, plain=parts.plain, brand=parts.brand[:60], sound=sound_key(parts.brand)[:200], **said
    )
