"""What changed between two versions of a document: words added, words left out."""

import difflib
import re
from collections.abc import Iterator

from zhiheng.core.values.returning import Stretch

_LIKE = 0.5  # of two lines, so much stands in both: they are one line that changed
_WORD = re.compile(r"[0-9]+(?:[.,][0-9]+)*%?|[A-Za-z]+|.", re.DOTALL)


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
        found += _replaced(old[a:b], new[c:d])
    return found


def _replaced(old: list[str], new: list[str]) -> Iterator[list[Stretch]]:
    """Lines that took the place of others: each beside the first that it is like, what has none removed or added whole."""
    at = 0
    for line in old:
        like = next((place for place in range(at, len(new)) if _alike(line, new[place])), None)
        if like is None:
            yield [Stretch("removed", line)]
            continue
        yield from ([Stretch("added", one)] for one in new[at:like])
        yield list(words_changed(line, new[like]))
        at = like + 1
    yield from ([Stretch("added", one)] for one in new[at:])


def _alike(old: str, new: str) -> bool:
    return difflib.SequenceMatcher(None, old, new, autojunk=False).ratio() >= _LIKE


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def words_changed(before: str, after: str) -> Iterator[Stretch]:
    """Words that stay, words left out, words put in, of one line."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    for act, a, b, c, d in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if act == "equal":
            yield Stretch("same", "".join(old[a:b]))
            continue
        if b > a:
            yield Stretch("removed", "".join(old[a:b]))
        if d > c:
            yield Stretch("added", "".join(new[c:d]))
