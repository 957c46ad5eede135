"""Both chains as lines that can be verified elsewhere, and such lines compared with what is kept now."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from django.conf import settings

from zhiheng.core.sealing import (
    CHAINS,
    canonical,
    entry_in_words,
    head_line,
    is_whole,
    read_line,
    sealed_line,
)
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.seals import Sealed as SealedEntry
from zhiheng.history.models import DailyRoot, masked
from zhiheng.history.sealing import MODEL_OF, moment
from zhiheng.history.verifying import Findings, end_of, entries_of, named, root_of

LEAST_DIGITS = 16  # of a root typed from paper: nobody makes another that begins so


def exported(now: datetime) -> Iterator[bytes]:
    """The lines of everything sealed until now: core.sealing.filing says in which order."""
    roots = list(DailyRoot.objects.order_by("day"))
    ends = {chain: end_of(chain) for chain in CHAINS}
    yield head_line(moment(now), ends, len(roots), settings.SEAL_DIGEST)
    for kept in roots:
        yield sealed_line("root", SealedEntry(root_of(kept).entry, kept.root))
    for chain, end in ends.items():
        for sealed in entries_of(chain, end.seq):
            yield sealed_line("entry", sealed)


def compared(lines: Iterable[bytes]) -> Findings:
    """What was exported earlier beside what is kept now: the first that differs is told value by value."""
    found = Findings()
    kept = {chain: _Stream(chain) for chain in MODEL_OF}
    for number, line in enumerate(lines, 1):
        said = read_line(line)
        if said is None:
            found.note(f"文件第 {number} 行不是完整的封存记录：留存的文件被改过或已损坏，不能作证。")
        elif said[0] == "root":
            _compare_root(said[1], found)
        elif said[0] in MODEL_OF:
            found.entries[said[0]] = found.entries.get(said[0], 0) + 1
            _compare_entry(said[0], said[1], kept[said[0]], found)
    return found


class _Stream:
    """The entries of a chain, asked for in the order of their numbers."""

    def __init__(self, chain: str) -> None:
        self._entries = entries_of(chain)
        self._next = next(self._entries, None)

    def at(self, seq: int) -> SealedEntry | None:
        """The entry of that number; None where there is none."""
        while self._next and self._next.entry["seq"] < seq:
            self._next = next(self._entries, None)
        return self._next if self._next and self._next.entry["seq"] == seq else None


def _compare_root(said: SealedEntry, found: Findings) -> None:
    found.roots += 1
    kept = DailyRoot.objects.filter(day=date.fromisoformat(said.entry["day"])).first()
    if kept is None:
        found.note(f"{said.entry['day']}的日根不在库里：被删去。")
    elif kept.root != said.digest or root_of(kept).digest != said.digest:
        found.note(f"{said.entry['day']}的日根与留存的不同：当天或以前的记录被改写。")


def _compare_entry(chain: str, said: SealedEntry, stream: _Stream, found: Findings) -> None:
    kept = stream.at(said.entry["seq"])
    if kept == said and is_whole(said):
        return
    which = f"{CHAINS[chain]}第 {said.entry['seq']} 条（{entry_in_words(said.entry, named)}）"
    if not is_whole(said):
        found.note(f"留存文件里的{which}与它自己的校验码不符：留存的文件被改过，不能作证。")
    elif kept is None:
        found.note(f"{which}在留存的文件里，库里没有：被删除。")
    else:
        words = [
            f"{name} 留存为 {_written(value)}，现为 {_written(kept.entry.get(name))}"
            for name, value in said.entry.items()
            if kept.entry.get(name) != value
        ]
        found.note(f"{which}与留存的不同：{'；'.join(words) or '校验码被换过'}。")


def _written(value: Any) -> str:
    shown = {key: masked(key, each) for key, each in value.items()} if isinstance(value, dict) else value
    return canonical(shown).decode()


def root_typed(words: str) -> DailyRoot | None:
    """The day whose root was kept elsewhere, typed by hand in any case and grouping; None: no day has it.

    Raises: Fault H121: not the digits of a root.
    """
    digits = "".join(words.split()).lower().replace("-", "")
    if len(digits) < LEAST_DIGITS or not set(digits) <= set("0123456789abcdef"):
        raise Fault("H121", f"“{words[:80]}”不像日根：应是 64 位十六进制数字，至少写前 {LEAST_DIGITS} 位。请核对后再填。")
    return DailyRoot.objects.filter(root__startswith=digits).first()
