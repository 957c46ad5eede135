"""Which records are of one firm: suggested by likeness, decided by a person, undone by a person."""

from collections.abc import Iterator
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task

from zhiheng.core.matching import Firm, FirmIndex, Resemblance
from zhiheng.core.values.faults import Fault
from zhiheng.directory.enterprises import chunks, name_reader, resolver, same_as
from zhiheng.directory.models import Enterprise, EnterprisePair
from zhiheng.directory.queries import scope_of
from zhiheng.history.actions import record

AT_ONCE_COMPARED = 20_000
"""Firms that are compared while a person waits."""


@transaction.atomic
def merge_enterprises(kept: Enterprise, other: Enterprise, by: Any, *, reason: str) -> None:
    """`other` is the same firm as `kept` and counts as it; both keep their names, rows and history.

    Raises: Fault U241 no reason · U242 one of them is merged already, or both are one · U243 two codes that differ.
    """
    if not reason.strip():
        raise Fault("U241", "没有写理由。请写明凭什么认定是同一企业，例如“营业执照地址和法定代表人相同”。")
    if kept.pk == other.pk or kept.merged_into_id or other.merged_into_id:
        raise Fault("U242", f"“{other.name}”和“{kept.name}”已有一条并入过别的记录，或就是同一条。请先取消原来的合并。")
    if kept.id_kind == other.id_kind == "credit" and kept.code != other.code:
        raise Fault("U243", f"两条的代码不同（{kept.code}、{other.code}），是两个登记主体。若有一个抄错，请先改正代码。")
    other.merged_into = kept
    other.save(update_fields=["merged_into"])
    record(other, "并入", by, before={"并入": "没有"}, after={"并入": _shown(kept)}, reason=reason.strip())
    record(kept, "并入一条记录", by, after={"记录": _shown(other)}, reason=reason.strip())


def merge_called(other: Enterprise, words: str, by: Any, *, reason: str) -> None:
    """`other` is the same firm as the one that has this code or exact name.

    Raises: Fault C601–C607, U231, U232 the words · U241–U243 · U245 no firm, or several, are called so.
    """
    found = resolver(scope_of(other.area)).find(words)
    if not isinstance(found, int):
        raise Fault("U245", f"没有唯一叫“{words.strip()[:60]}”的企业。请填它的统一社会信用代码或登记的全称。")
    kept = Enterprise.objects.unscoped("found by its code or name").get(pk=same_as().get(found, found))
    merge_enterprises(kept, other, by, reason=reason)


@transaction.atomic
def unmerge_enterprise(other: Enterprise, by: Any, *, reason: str) -> None:
    """The record stands for itself again, with everything that came under it. Raises: Fault U241, U242."""
    if not reason.strip():
        raise Fault("U241", "没有写理由。请写明为什么取消合并。")
    kept = other.merged_into
    if kept is None:
        raise Fault("U242", f"“{other.name}”没有并入别的记录，不用取消。请刷新页面再看。")
    other.merged_into = None
    other.save(update_fields=["merged_into"])
    record(other, "取消合并", by, before={"并入": _shown(kept)}, after={"并入": "没有"}, reason=reason.strip())
    record(kept, "取消并入", by, before={"记录": _shown(other)}, after={"记录": None}, reason=reason.strip())
    pair = EnterprisePair.objects.unscoped("of a record in hand").filter(left__in=[kept, other], right__in=[kept, other])
    pair.update(verdict="open", decided_by=None, decided_at=None, reason="")


def _shown(firm: Enterprise) -> str:
    return f"{firm.name}（{firm.code or '没有代码'}）"


@transaction.atomic
def judge_pair(pair: EnterprisePair, verdict: str, by: Any, *, reason: str = "") -> None:
    """What a person says of two records that resemble each other; the answer "different" is kept and not asked again.

    Shape:  `verdict` is "different", or "left"/"right": the same firm, and that record stays.
    Raises: Fault U241–U243 · U244 no such answer.
    """
    if verdict not in ("left", "right", "different"):
        raise Fault("U244", "没有这种回答。可选：保留前一条、保留后一条、不是同一企业。")
    if verdict != "different":
        kept, other = (pair.left, pair.right) if verdict == "left" else (pair.right, pair.left)
        merge_enterprises(kept, other, by, reason=reason)
    pair.verdict = "different" if verdict == "different" else "same"
    pair.decided_by, pair.decided_at, pair.reason = by, timezone.now(), reason.strip()
    pair.save(update_fields=["verdict", "decided_by", "decided_at", "reason"])
    if verdict == "different":
        for one, other in ((pair.left, pair.right), (pair.right, pair.left)):
            record(one, "判断不是同一企业", by, after={"另一条": _shown(other)}, reason=reason.strip())


def compare_soon() -> int | None:
    """How many new pairs there are; None where so many firms are compared that it is left to the background."""
    if Enterprise.objects.unscoped("only counted").count() > AT_ONCE_COMPARED:
        compare_in_background.enqueue()
        return None
    return compare_enterprises()


@task
def compare_in_background() -> None:
    """Finds what new records resemble, in the background."""
    compare_enterprises()


def compare_enterprises() -> int:
    """How many new pairs there are: every record not compared as yet, beside all others. Nothing is linked.

    Two records of which a person has judged are not asked about again.
    """
    everyone = Enterprise.objects.unscoped("a firm may be known in another area").filter(merged_into=None)
    new = set(everyone.filter(compared=False).values_list("pk", flat=True))
    if not new:
        return 0
    firms = list(_firms(everyone))
    index = FirmIndex(firms)
    found: dict[tuple[int, int], Resemblance] = {}
    for pk, firm in firms:
        if pk in new:
            for other, seen in index.suggestions(firm, but=pk):
                _best(found, (min(pk, other), max(pk, other)), seen)
    made = _keep_pairs(found)
    for some in chunks(new):
        everyone.filter(pk__in=some).update(compared=True)
    return made


def _best(found: dict[tuple[int, int], Resemblance], ids: tuple[int, int], seen: Resemblance) -> None:
    if ids not in found or found[ids].score < seen.score:
        found[ids] = seen


def _firms(everyone: Any) -> Iterator[tuple[int, Firm]]:
    reader = name_reader()
    fields = ("pk", "names__name", "id_kind", "code", "head", "address")
    for pk, name, kind, code, head, address in everyone.order_by("pk").values_list(*fields).iterator(chunk_size=2000):
        if name:
            yield pk, Firm(reader.parts(name), code if kind == "credit" else "", head, address)


def _keep_pairs(found: dict[tuple[int, int], Resemblance]) -> int:
    there = EnterprisePair.objects.unscoped("pairs of all areas")
    known: set[tuple[int, int]] = set()
    for some in chunks({left for left, _ in found}):
        known |= set(there.filter(left__in=some).values_list("left", "right"))
    fresh = [
        EnterprisePair(left_id=ids[0], right_id=ids[1], score=seen.score, features=[list(one) for one in _shown_features(seen)])
        for ids, seen in found.items()
        if ids not in known
    ]
    EnterprisePair.objects.bulk_create(fresh, batch_size=500)
    return len(fresh)


def _shown_features(seen: Resemblance) -> Iterator[tuple[str, str, str, str, str]]:
    """The features as they are kept; who heads a firm is personal and only said to agree or not."""
    for name, left, right, verdict, says in seen.features:
        if name == "法定代表人":
            left, right = ("已填" if words else "" for words in (left, right))
        yield name, left, right, verdict, says
