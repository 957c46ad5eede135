"""What changed between two versions of a document: words added, words left out."""

import difflib
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

_WORD = re.compile(r"[0-9]+(?:[.,][0-9]+)*%?|[A-Za-z]+|.", re.DOTALL)


class Stretch(NamedTuple):
    """Words that stand in both versions, or in one of them."""

    kind: Literal["same", "added", "removed"]
    text: str


def tracked(before: str, after: str) -> list[list[Stretch]]:
    """The lines of both, one after the other, each as stretches; a number changes as a whole.

    Shape: without what was added the lines say `before`, without what was removed `after`, empty lines apart.

    >>> tracked("立案12宗", "立案15宗")
    [[Stretch(kind='same', text='立案'), Stretch(kind='removed', text='12'), Stretch(kind='added', text='15'), Stretch(kind='same', text='宗')]]
    """  # noqa: E501 what it answers stands on one line
    old, new = _lines(before), _lines(after)
    found: list[list[Stretch]] = []
    for act, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if act == "equal":
            found += [[Stretch("same", line)] for line in old[a:b]]
            continue
        pairs = min(b - a, d - c)
        found += [list(_words(old[a + at], new[c + at])) for at in range(pairs)]
        found += [[Stretch("removed", line)] for line in old[a + pairs : b]]
        found += [[Stretch("added", line)] for line in new[c + pairs : d]]
    return found


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _words(before: str, after: str) -> Iterator[Stretch]:
    old, new = _WORD.findall(before), _WORD.findall(after)
    for act, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if act == "equal":
            yield Stretch("same", "".join(old[a:b]))
            continue
        if b > a:
            yield Stretch("removed", "".join(old[a:b]))
        if d > c:
            yield Stretch("added", "".join(new[c:d]))
