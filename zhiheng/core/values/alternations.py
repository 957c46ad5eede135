"""A pattern for many words that looks at each character once, where `a|b|c` would try every word in turn."""

import re
from collections.abc import Iterable
from itertools import groupby


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of the words, the longest that fits; for no words one that never fits.

    >>> any_of(["达到", "达", "不低于"])
    '(?:不低于|达(?:到|))'
    """
    return _shared(sorted(set(words))) or "(?!)"


def _shared(words: list[str]) -> str:
    """The pattern for ordered words, those that begin alike in one branch."""
    whole = "" in words
    branches = [
        re.escape(first) + _shared([word[1:] for word in alike])
        for first, alike in groupby(filter(None, words), key=lambda word: word[0])
    ]
    if whole and branches:
        branches.append("")  # costs less than (?:…)?
    return f"(?:{'|'.join(branches)})" if len(branches) > 1 else "".join(branches)
