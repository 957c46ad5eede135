"""Everything that is sealed compared with its seals: both chains, the roots of days, the live contents."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Max

from zhiheng.core.sealing import (
    CHAINS,
    day_root,
    entry_in_words,
    flaw_in_words,
    flaws,
    parts_altered,
    root_flaw,
)
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.seals import START, Entry, Flaw, Link, Span
from zhiheng.core.values.seals import Sealed as SealedEntry
from zhiheng.history.models import DailyRoot, Head, Revision, Sealed, masked
from zhiheng.history.sealing import (
    MODEL_OF,
    READ_AT_ONCE,
    Contents,
    content_digest,
    declared,
    entry_fields,
    entry_from,
    entry_of,
)

SHOWN = 20  # flaws said in words; the rest are counted
LOOKED_AT_AGAIN = 200  # contents that differ while others write are looked at a second time, up to here


@dataclass
class Findings:
    """What a verification found; `says` has a sentence for each of the first flaws, the earliest first."""

    entries: dict[str, int] = field(default_factory=dict)  # by chain
    roots: int = 0
    contents: int = 0
    unsealed: int = 0  # live things that nothing was recorded of since there are seals
    flaws: int = 0
    says: list[str] = field(default_factory=list)

    def note(self, says: str) -> None:
        self.flaws += 1
        if len(self.says) < SHOWN:
            self.says.append(says)


def verified() -> Findings:
    """What is found, now; others may write meanwhile."""
    found = Findings()
    ends = _checked_roots(found)
    for chain in CHAINS:
        _check_chain(chain, ends[chain], found)
    for contents in declared().values():
        _check_contents(contents, found)
    return found


def entries_of(chain: str, upto: int = 2**62) -> Iterator[SealedEntry]:
    """The entries of a chain by number, those with impossible numbers first."""
    model = MODEL_OF[chain]
    names = entry_fields(model)
    rows = model.objects.filter(seq__lte=upto).order_by("seq").values_list("digest", *names)
    for digest, *values in rows.iterator(READ_AT_ONCE):
        yield SealedEntry(entry_from(model, zip(names, values, strict=True)), digest)


def end_of(chain: str) -> Link:
    """Where a chain ends, as its head says."""
    head = Head.objects.filter(chain=chain).first()
    return Link(head.seq, head.digest) if head else START


def root_of(kept: DailyRoot) -> SealedEntry:
    """The root of a day, made anew from what is kept of it."""
    spans = {
        "changes": Span(kept.first, kept.last, kept.head),
        "reads": Span(kept.reads_first, kept.reads_last, kept.reads_head),
    }
    return day_root(kept.day.isoformat(), spans, kept.prev, kept.digest_name)


def named(entry: Entry) -> str:
    """What the subject of an entry is called."""
    label, pk = entry["subject_type"], entry["subject_id"]
    if known := declared().get(label):
        content = known.one(pk)
        return known.named(content) if content else f"{known.kind} {pk}（已不在）"
    try:
        thing = apps.get_model(label)._base_manager.filter(pk=pk).first()
    except (LookupError, ValueError):
        thing = None
    has_name = thing is not None and type(thing).__str__ is not models.Model.__str__
    return str(thing) if has_name else f"{label} {pk}"


def _checked_roots(found: Findings) -> dict[str, dict[int, DailyRoot]]:
    """The roots by the last entry that each binds, by chain."""
    before, ends = None, {chain: {} for chain in CHAINS}
    for kept in DailyRoot.objects.order_by("day"):
        try:
            made = root_of(kept)
        except Fault:
            found.note(f"{kept.day}的日根所写的算法“{kept.digest_name}”没有：被改过。")
            continue
        if broken := root_flaw(SealedEntry(made.entry, kept.root), before):
            found.note(broken)
        before = SealedEntry(made.entry, kept.root)
        ends["changes"][kept.last], ends["reads"][kept.reads_last] = kept, kept
        found.roots += 1
    return ends


def _check_chain(chain: str, ends: dict[int, DailyRoot], found: Findings) -> None:
    model, head_field = MODEL_OF[chain], "head" if chain == "changes" else "reads_head"
    most = model.objects.aggregate(most=Max("seq"))["most"] or 0
    end = end_of(chain)  # read after the entries were counted: what others append meanwhile is not too many
    found.entries[chain] = 0

    def counted() -> Iterator[SealedEntry]:
        for sealed in entries_of(chain, max(most, end.seq)):
            found.entries[chain] += 1
            root = ends.get(sealed.entry["seq"])
            if root and getattr(root, head_field) != sealed.digest:
                place = f"{CHAINS[chain]}第 {sealed.entry['seq']} 条"
                found.note(f"{root.day}的日根与{place}的校验码不符：当天或以前的记录被改写。")
            yield sealed

    for flaw in _until_unreadable(flaws(counted(), START, end), chain, found):
        kept = model.objects.filter(seq=flaw.seq).values_list("hints", flat=True).first()
        parts = parts_altered(flaw.entry, kept or "") if flaw.entry and flaw.kind == "altered" else ()
        around = _neighbours(model, flaw.seq, flaw.other) if flaw.kind in ("missing", "tail_missing") else ""
        found.note(flaw_in_words(flaw, chain, named, parts) + around)


def _until_unreadable(told: Iterator[Flaw], chain: str, found: Findings) -> Iterator[Flaw]:
    """The flaws, as far as the database's values can be read at all."""
    try:
        yield from told
    except (ValueError, TypeError, AttributeError) as problem:
        after = f"读到{CHAINS[chain]}第 {found.entries[chain]} 条以后中断"
        found.note(f"{after}：后一条里有读不出来的值（{type(problem).__name__}），被改过。")


def _neighbours(model: type[Sealed], first: int, last: int) -> str:
    """Between which entries others are missing."""
    before = model.objects.filter(seq__lt=first).order_by("-seq").first()
    after = model.objects.filter(seq__gt=last).order_by("seq").first()
    said = [f"前一条是 {entry_in_words(entry_of(before), named)}"] if before else []
    said += [f"后一条是 {entry_in_words(entry_of(after), named)}"] if after else []
    return "，".join(said) + "。" if said else ""


# ── Live contents beside the last entry of each ──


@dataclass
class Last:
    """What history says last of one thing."""

    seq: int = 0  # 0: nothing at all
    content: str = ""
    digest_name: str = ""
    once_kept: bool = False  # an entry before the last carried a content


def _check_contents(contents: Contents, found: Findings) -> None:
    recorded, things = lasts(contents.label), contents.stream()
    last, thing = next(recorded, None), next(things, None)
    while last or thing:
        if thing is None or (last and last[0] < thing[0]):
            _judge(contents, last[0], last[1], None, found)
            last = next(recorded, None)
        elif last is None or thing[0] < last[0]:
            _judge(contents, thing[0], Last(), thing[1], found)
            thing = next(things, None)
        else:
            _judge(contents, thing[0], last[1], thing[1], found)
            last, thing = next(recorded, None), next(things, None)


def lasts(label: str) -> Iterator[tuple[int, Last]]:
    """What history says last of each thing of a kind, by number."""
    rows = Revision.objects.filter(subject_type=label).order_by("subject_id", "seq")
    said = rows.values_list("subject_id", "seq", "content", "digest_name").iterator(READ_AT_ONCE)
    for pk, entries in groupby(said, key=lambda row: row[0]):
        last = Last()
        for _, seq, content, name in entries:
            last = Last(seq, content, name, last.once_kept or bool(last.content))
        yield pk, last


def _judge(contents: Contents, pk: int, last: Last, content: dict[str, Any] | None, found: Findings) -> None:
    found.contents += content is not None
    if last.seq and not last.content and not last.once_kept:
        found.unsealed += content is not None
    elif _differs(last, content) and _still_differs(contents, pk, found):
        found.note(_difference(contents, pk, last, content))


def _differs(last: Last, content: dict[str, Any] | None) -> bool:
    if content is None or not last.content:
        return (content is None) == bool(last.content)
    try:
        return content_digest(content, last.digest_name) != last.content
    except (ValueError, Fault):  # a number that JSON has not, a digest that nobody knows
        return True


@transaction.atomic
def _still_differs(contents: Contents, pk: int, found: Findings) -> bool:
    """Whether the thing differs while nobody can write."""
    if found.flaws > LOOKED_AT_AGAIN:
        return True
    Head.objects.select_for_update().filter(chain="changes").first()
    kept = Revision.objects.filter(subject_type=contents.label, subject_id=pk).order_by("-seq").first()
    last = Last(kept.seq, kept.content, kept.digest_name) if kept else Last()
    return _differs(last, contents.one(pk))


def _difference(contents: Contents, pk: int, last: Last, content: dict[str, Any] | None) -> str:
    if not last.seq:
        return f"{contents.named(content)}：改动记录里没有它，是在系统之外插入的。"
    kept = Revision.objects.get(seq=last.seq)
    where = f"最后一次改动是第 {last.seq} 条（{entry_in_words(entry_of(kept), lambda _: '')}）"
    if content is None:
        return f"{contents.kind} {pk} 不见了：{where}，此后在系统之外被删除。{_said_in(kept)}"
    if not last.content:
        return f"{contents.named(content)}：{where}，已记为删去，却又在库里。"
    return f"{contents.named(content)}与改动记录不符：{where}，此后在系统之外被改过。{_differing(contents, pk, content)}"


def _said_in(kept: Revision) -> str:
    filled = [(name, masked(name, value)) for name, value in kept.after.items() if value not in ("", None)]
    words = "，".join(f"{name}：{value}" for name, value in filled[:6])
    return f"那时为 {words}。" if words else ""


def _differing(contents: Contents, pk: int, content: dict[str, Any]) -> str:
    """What the thing says now beside what its revisions say together."""
    if contents.shown is None:
        return ""
    said: dict[str, Any] = dict(contents.at_first)
    for kept in Revision.objects.filter(subject_type=contents.label, subject_id=pk).order_by("seq"):
        said |= kept.after
    now = contents.shown(content)
    words = [
        f"{name}记录为“{masked(name, said[name])}”，现为“{masked(name, value)}”"
        for name, value in now.items()
        if name in said and said[name] != value
    ]
    return "；".join(words) + "。" if words else ""

