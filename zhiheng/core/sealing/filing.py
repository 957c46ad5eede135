"""An exported chain: one line an entry, verified without the database it came from.

The lines: first what the file holds ("export"), then the roots of days ("root"), then the entries ("entry"), chain by
chain in the order of their numbers. Each is {"digest": …, kind: {…}} in canonical bytes.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from zhiheng.core.sealing.canonical import canonical
from zhiheng.core.sealing.chaining import flaws, is_whole
from zhiheng.core.sealing.digests import digest_of
from zhiheng.core.sealing.rooting import day_root
from zhiheng.core.sealing.telling import CHAINS, flaw_in_words
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.seals import START, Entry, Flaw, Link, Sealed, Span

ORDER = ("export", "root", *CHAINS)
SHOWN = 20  # flaws said in words; the rest are counted


def sealed_line(kind: str, said: Sealed) -> bytes:
    """One line of an export."""
    return b'{"digest":"' + said.digest.encode() + b'","' + kind.encode() + b'":' + canonical(said.entry) + b"}\n"


def head_line(at: str, heads: Mapping[str, Link], roots: int, name: str) -> bytes:
    """The first line: when, and where each chain ends."""
    ends = {chain: {"seq": end.seq, "head": end.digest} for chain, end in heads.items()}
    said = {"at": at, "digest_name": name, "roots": roots, **ends}
    return sealed_line("export", Sealed(said, digest_of(canonical(said), name)))


@dataclass
class FileCheck:
    """What was found in an exported chain; `says` has a sentence for each of the first flaws."""

    counts: dict[str, int] = field(default_factory=dict)  # entries by chain
    roots: list[Sealed] = field(default_factory=list)
    heads: dict[str, Link] = field(default_factory=dict)
    flaws: int = 0
    says: list[str] = field(default_factory=list)

    def note(self, says: str) -> None:
        """One more flaw."""
        self.flaws += 1
        if len(self.says) < SHOWN:
            self.says.append(says)


def check_file(lines: Iterable[bytes]) -> FileCheck:
    """The check of the lines of an export; memory does not grow with their number."""
    check = FileCheck()
    said: dict[str, Any] = {}
    order = []
    for kind, group in groupby(_read(lines, check), key=lambda found: found[0]):
        found = (sealed for _, sealed in group)
        order.append(kind)
        if kind == "export":
            said = dict(next(found).entry)
            for _ in found:
                check.note("文件里有两段开头：两次导出的内容被拼在一起。")
        elif kind == "root":
            _check_roots(found, check)
        else:
            _check_entries(kind, found, said, check)
    _check_whole(said, order, check)
    return check


def read_line(line: bytes) -> tuple[str, Sealed] | None:
    """The kind of a line (the chain's name for an entry) and what it holds; None where it is not in canonical form."""
    try:
        held = json.loads(line)
        if not isinstance(held, dict) or canonical(held) + b"\n" != line:
            return None
        [kind] = held.keys() - {"digest"}
        sealed = Sealed(held[kind], held["digest"])
        if kind == "entry" and type(sealed.entry["seq"]) is int and isinstance(sealed.entry["prev"], str):
            return str(sealed.entry["chain"]), sealed
        return (kind, sealed) if kind in ("export", "root") and is_whole(sealed) else None
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return None


def _read(lines: Iterable[bytes], check: FileCheck) -> Iterator[tuple[str, Sealed]]:
    for number, line in enumerate(lines, 1):
        found = read_line(line)
        if found is None:
            check.note(flaw_in_words(Flaw("unreadable", number), ""))
        else:
            yield found


def _check_roots(found: Iterable[Sealed], check: FileCheck) -> None:
    for root in found:
        if broken := root_flaw(root, check.roots[-1] if check.roots else None):
            check.note(broken)
        check.roots.append(root)


def root_flaw(root: Sealed, before: Sealed | None) -> str:
    """What is wrong with a day's root beside that of the day before; "" when nothing is."""
    said = root.entry
    try:
        spans = {chain: _span(said[chain]) for chain in CHAINS}
        made = day_root(said["day"], spans, said["prev"], said["digest_name"])
        follows = before is None or all(
            spans[chain].first == _span(before.entry[chain]).last + 1 for chain in CHAINS
        )
    except (ValueError, LookupError, TypeError, Fault):
        return f"{said.get('day')}的日根写法不对：被改过。"
    if made != root:
        return f"{said['day']}的日根与它所记的内容不符：被改过。"
    if said["prev"] != (before.digest if before else "") or not follows:
        return f"{said['day']}的日根接不上前一天的：其间有日根被改过、删去或插入。"
    return ""


def _span(said: Entry) -> Span:
    return Span(said["first"], said["last"], said["head"])


def _check_entries(chain: str, found: Iterator[Sealed], said: Mapping[str, Any], check: FileCheck) -> None:
    ends = {root.entry[chain]["last"]: root for root in check.roots if chain in root.entry}
    check.counts.setdefault(chain, 0)
    check.heads[chain] = START

    def counted() -> Iterator[Sealed]:
        for sealed in found:
            check.counts[chain] += 1
            check.heads[chain] = Link(sealed.entry["seq"], sealed.digest)
            root = ends.get(sealed.entry["seq"])
            if root and root.entry[chain]["head"] != sealed.digest:
                place = f"{CHAINS[chain]}第 {sealed.entry['seq']} 条"
                check.note(f"{root.entry['day']}的日根与{place}的校验码不符：当天或以前的记录被改写。")
            yield sealed

    for flaw in flaws(counted(), START, end_said(said, chain)):
        check.note(flaw_in_words(flaw, chain))


def end_said(said: Mapping[str, Any], chain: str) -> Link | None:
    """Where the first line says that a chain ends."""
    end = said.get(chain)
    return Link(end["seq"], end["head"]) if end else None


def _check_whole(said: Mapping[str, Any], order: list[str], check: FileCheck) -> None:
    if not said:
        check.note("文件没有开头一行，不知道应有多少条：不是完整的导出文件。")
        return
    if order != [kind for kind in ORDER if kind in order]:
        check.note("文件里各部分的次序被动过：应先是开头和日根，再是各条记录。")
    for chain in CHAINS:
        end = end_said(said, chain)
        if end and end.seq and chain not in check.counts:
            check.note(flaw_in_words(Flaw("tail_missing", 1, other=end.seq), chain))
    if said.get("roots") != len(check.roots):
        check.note(f"应有 {said.get('roots')} 个日根，文件里有 {len(check.roots)} 个：有日根被删去或插入。")
