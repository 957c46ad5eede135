"""Firms come into the directory, and change."""

import uuid
from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import transaction

from zhiheng.core.matching import NameReader, plain_name, sound_key
from zhiheng.core.values.faults import Fault
from zhiheng.directory.actions.merging import compare_in_background
from zhiheng.directory.enterprises import AT_ONCE, Ambiguous, Written, name_reader, resolver, written
from zhiheng.directory.models import Area, Enterprise, EnterpriseName
from zhiheng.directory.queries import scope_of
from zhiheng.history.actions import line, record, record_all

CHANGEABLE = {"size": "规模", "sector": "行业代码", "status": "状态", "head": "法定代表人", "address": "住所"}


@transaction.atomic
def new_enterprises(area: Area, names: Iterable[str], by: Any, *, reason: str = "") -> dict[str, int]:
    """The firms that the words of cells mean, by these words: those we know, and new records for those we do not.

    A new record without a credit code, or with nothing else, is pending: a person looks whether it is one we have.
    Words that several firms have for a name are left out.

    Raises: Fault C601–C607, U231, U232: words that name no firm.
    """
    said = {words: written(words) for words in names}
    known = resolver(scope_of(area))
    known.prepare(said)
    found = {words: known.find(words) for words in said}
    fresh = {words: said[words] for words, pk in found.items() if pk is None}
    made = _made(area, list(fresh.values()), by, reason)
    if made:
        compare_in_background.enqueue()
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
        pending=one.id_kind != "credit" or not one.name,
    )


def _keep(firms: list[Enterprise], by: Any, reason: str) -> None:
    Enterprise.objects.bulk_create(firms, batch_size=500)
    _number(firms)
    reader = name_reader()
    named = [name_of(firm, firm.name, reader) for firm in firms if firm.name != firm.code]
    EnterpriseName.objects.bulk_create(named, batch_size=500)
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


def name_of(firm: Enterprise, name: str, reader: NameReader, **said: Any) -> EnterpriseName:
    """One more name of a firm, not yet saved."""
    parts = reader.parts(name)
    return EnterpriseName(
        enterprise=firm, name=name, plain=parts.plain, brand=parts.brand[:60], sound=sound_key(parts.brand)[:200], **said
    )


@transaction.atomic
def add_enterprise(area: Area, code: str, name: str, by: Any) -> Enterprise:
    """The firm of that code or, without one, of that name: made now, or the one already there.

    Raises: Fault C601–C607, U231, U232 · U233: several have that name.
    """
    words = f"{name} {code}".strip()
    found = new_enterprises(area, [words], by)
    if words not in found:
        raise Fault("U233", f"“{name}”有几家同名企业。请填统一社会信用代码。")
    return Enterprise.objects.unscoped("made or found just now").get(pk=found[words])


@transaction.atomic
def change_enterprise(firm: Enterprise, changes: dict[str, str], by: Any, *, reason: str = "") -> None:
    """The facts of a firm, other ones: size, sector, status, 法定代表人, address."""
    before = {name: getattr(firm, name) for name in CHANGEABLE}
    changed = {name: words for name, words in changes.items() if name in CHANGEABLE and before[name] != words}
    if not changed:
        return
    old = {CHANGEABLE[name]: shown_fact(firm, name) for name in changed}
    for name, words in changed.items():
        setattr(firm, name, words)
    firm.save(update_fields=list(changed))
    new = {CHANGEABLE[name]: shown_fact(firm, name) for name in changed}
    record(firm, "修改企业信息", by, before=old, after=new, reason=reason)


def shown_fact(firm: Enterprise, name: str) -> str:
    """A fact of a firm in words; who heads it is personal and not written into history."""
    if name == "head":
        return "已填（不显示）" if firm.head else "未填"
    display = getattr(firm, f"get_{name}_display", None)
    return display() if display else getattr(firm, name) or "未填"


@transaction.atomic
def add_listed_enterprises(area: Area, pasted: str, by: Any) -> tuple[int, list[str]]:
    """How many firms of a pasted list are new, and what is wrong with the lines that name none; a firm a line, by code,
    name or both. A wrong line leaves the others in peace. Raises: Fault U239: the list is empty."""
    lines = {n: words for n, line_ in enumerate(pasted.splitlines(), 1) if (words := line_.strip())}
    if not lines:
        raise Fault("U239", "粘贴的清单里没有企业。请每行写一家：全称、统一社会信用代码，或两样都写。")
    known, good, wrong = resolver(scope_of(area)), [], []
    known.prepare(lines.values())
    for n, words in lines.items():
        try:
            found = known.find(words)
        except Fault as problem:
            wrong.append(f"第 {n} 行：{problem.says}")
            continue
        if isinstance(found, Ambiguous):
            wrong.append(f"第 {n} 行：{found.says}")
        elif found is None:
            good.append(words)
    return len(set(new_enterprises(area, good, by, reason="粘贴清单").values())), wrong


@transaction.atomic
def move_enterprise(firm: Enterprise, area: Area, by: Any) -> None:
    """The firm lies in another area; the rows about it stay where they are."""
    if firm.area != area:
        before, firm.area = firm.area, area
        firm.save(update_fields=["area"])
        record(firm, "修改企业信息", by, before={"地区": before.name}, after={"地区": area.name})


@transaction.atomic
def give_code(firm: Enterprise, code: str, by: Any, *, reason: str = "") -> None:
    """The firm gets its code, or another one. Raises: Fault C601–C607 · U234: another record has it."""
    said = written(code)
    if said.name or not said.code:
        raise Fault("U235", f"“{code.strip()[:40]}”不是代码。请填 18 位统一社会信用代码。")
    there = Enterprise.objects.unscoped("a code is one firm's").filter(key=said.key).exclude(pk=firm.pk).first()
    if there:
        raise Fault("U234", f"代码 {said.code} 已登记为“{there.name}”。如果是同一企业，请把这一条并入它；不是的，请核对代码。")
    before = {"代码": firm.code or "没有"}
    firm.key, firm.id_kind, firm.code, firm.pending, firm.compared = said.key, said.id_kind, said.code, False, False
    firm.save(update_fields=["key", "id_kind", "code", "pending", "compared"])
    record(firm, "登记代码", by, before=before, after={"代码": firm.code}, reason=reason)


@transaction.atomic
def rename_enterprise(firm: Enterprise, name: str, since: date, by: Any, *, reason: str = "") -> None:
    """The firm has another name from that day; documents of before keep the old one. Raises: Fault U231, U232, U236, U237."""
    name = _usable(name)
    if plain_name(name) == plain_name(firm.name):
        raise Fault("U236", f"企业现在就叫“{firm.name}”。请填新的名称。")
    now = firm.names.filter(kind="registered", until=None).order_by("pk").last()
    if now and now.since and since <= now.since:
        raise Fault("U237", f"“{now.name}”从 {now.since} 起使用，新名称的日期应在此之后。请核对日期。")
    if now:
        now.until = since
        now.save(update_fields=["until"])
    name_of(firm, name, name_reader(), since=since).save()
    before, firm.name, firm.compared = firm.name, name, False
    firm.save(update_fields=["name", "compared"])
    record(firm, "企业更名", by, before={"名称": before}, after={"名称": name, "自": since}, reason=reason)


@transaction.atomic
def add_alias(firm: Enterprise, name: str, by: Any) -> None:
    """The firm is known by one more name. Raises: Fault U231, U232."""
    name = _usable(name)
    if not firm.names.filter(plain=plain_name(name)).exists():
        name_of(firm, name, name_reader(), kind="alias").save()
        record(firm, "增加别名", by, after={"别名": name})


@transaction.atomic
def drop_alias(firm: Enterprise, pk: int, by: Any) -> None:
    """The firm is not known by that name; registered names stay."""
    if alias := firm.names.filter(kind="alias", pk=pk).first():
        record(firm, "去掉别名", by, before={"别名": alias.name}, after={"别名": None})
        alias.delete()


@transaction.atomic
def confirm_enterprise(firm: Enterprise, by: Any) -> None:
    """A person looked at the record and found it to be a firm of its own."""
    if firm.pending:
        firm.pending = False
        firm.save(update_fields=["pending"])
        record(firm, "确认企业", by, before={"待核": "是"}, after={"待核": "否"})


def _usable(name: str) -> str:
    said = written(name)
    if said.code:
        raise Fault("U238", f"“{name.strip()[:40]}”里有代码。这里请只填名称。")
    return said.name
