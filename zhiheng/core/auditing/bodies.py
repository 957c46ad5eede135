"""Names of bodies of government: such as do not exist where one that is almost the same does, and such as a reform renamed."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from zhiheng.core.values.alternations import any_of
from zhiheng.core.values.auditing import Finding
from zhiheng.core.values.filling import Days
from zhiheng.core.values.lexicons import Lexicons, UnitRename

_BODY = re.compile(r"[\u4e00-\u9fff]{3,16}?(?:委员会|总局|局|厅|委)(?![员长内属托派])")
_ENDS = ("委员会", "总局", "局", "厅", "委")
_SHORTEST = 5
_LONG = 6  # characters from which a word may be missing or too many
_EDGE = "省市县区州国家各由与和及会同请向对报经在是"


class Bodies:
    """The names of bodies that a draft may use, and those that it may no longer use."""

    def __init__(self, names: Iterable[str], renames: Iterable[UnitRename] = ()) -> None:
        self.names = {name for name in names if len(name) >= 3}
        self.long = sorted(name for name in self.names if len(name) >= _SHORTEST and name.endswith(_ENDS))
        self.renames = {one.old: one for one in renames if one.confirmed and len(one.old) >= 3}
        self._old = re.compile(rf"(?<!原)(?:{any_of(self.renames)})(?!长)") if self.renames else None

    def findings(self, text: str, base: Days) -> Iterator[Finding]:
        """Names one or two characters away from that of a body, and old names, as hints where another body may still have it."""
        for found in _BODY.finditer(text):
            if near := self._meant(found[0]):
                start = found.end() - len(near.written)
                yield Finding(
                    kind="body", start=start, end=found.end(), evidence=near.name,
                    says=f"没有“{near.written}”这个机构名称，疑为“{near.name}”",
                )  # fmt: skip
        for found in self._old.finditer(text) if self._old else ():
            rename = self.renames[found[0]]
            if rename.since <= base.start.isoformat() and _begins(text, found.start()):
                new = "、".join(rename.new)
                yield Finding(
                    kind="body", start=found.start(), end=found.end(), evidence=rename.said, hint=True,
                    says=f"“{found[0]}”已于{rename.since}改为“{new}”（{rename.said}），写历史情况宜写“原{found[0]}”",
                )  # fmt: skip

    def _meant(self, words: str) -> "_Near | None":
        """The body that the end of some words almost names; None where it names one, or none is near."""
        tails = [words[at:] for at in range(max(1, len(words) - 3))]
        if any(tail in self.names and _begins(words, len(words) - len(tail)) for tail in tails):
            return None
        for tail in tails:
            at = len(words) - len(tail)
            if len(tail) < _SHORTEST or not _begins(words, at):
                continue
            near = [name for name in self.long if _alike(tail, name)]
            if near:
                return _Near(tail, min(near, key=lambda name: (abs(len(name) - len(tail)), _apart(tail, name), name)))
        return None


class _Near(NamedTuple):
    written: str
    name: str


def bodies_of(lexicons: Lexicons, own: Iterable[str] = ()) -> Bodies:
    """The bodies of the lexicons by all of their names, and those of the office itself."""
    names = {one.name for one in lexicons.unit_aliases} | {also for one in lexicons.unit_aliases for also in one.also}
    for naming in lexicons.unit_naming:
        levels = (naming.central, naming.province, naming.city, naming.county, naming.township)
        names |= {name for level in levels for name in level if not re.search(r"[*{\-]", name)}
    for rename in lexicons.unit_renames:
        names |= {rename.old, *rename.new}
    names |= {end[:-1] + other for end in names for other in "厅局" if end[-1] in "厅局" and not end.endswith("总局")}
    return Bodies({*names, *own}, lexicons.unit_renames)


def _alike(written: str, name: str) -> bool:
    """Whether a name is so near that another body can hardly be meant."""
    if _end(written) != _end(name) or written == name:
        return False
    if sorted(written) == sorted(name):
        return True
    if written[:2] != name[:2]:
        return False
    if len(written) == len(name):
        return _apart(written, name) <= (1 if len(name) < _LONG else 2)
    return len(name) >= _LONG and abs(len(written) - len(name)) <= 2 and _within(written, name)


def _end(name: str) -> str:
    return next((end for end in _ENDS if name.endswith(end)), "")


def _apart(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=False)) + abs(len(one) - len(other))


def _within(one: str, other: str) -> bool:
    """Whether the shorter name is the longer one with a stretch left out."""
    long, short = (one, other) if len(one) > len(other) else (other, one)
    gap = len(long) - len(short)
    return any(long[:at] + long[at + gap :] == short for at in range(len(short) + 1))


def _begins(text: str, at: int) -> bool:
    """Whether a name may begin there: behind an area, a word that leads to it, or no word at all."""
    return at == 0 or text[at - 1] in _EDGE or not "\u4e00" <= text[at - 1] <= "\u9fff"
