"""Two people changed one row: field by field, what it was, what they made of it and what she typed."""

from collections.abc import Mapping

from zhiheng.registers.entry import Conflict

MINE, THEIRS = "mine", "theirs"


def merged(
    was: Mapping[str, str], hers: Mapping[str, str], theirs: Mapping[str, str]
) -> tuple[dict[str, str], dict[str, Conflict]]:
    """The words that lose nobody's work, and every field that the others changed.

    A field that she did not touch takes theirs; one that both changed stays hers until she picks.
    """
    words, found = dict(hers), {}
    for key, now in theirs.items():
        old, mine = was.get(key, ""), hers.get(key, "")
        if now in (old, mine):
            continue
        untouched = mine == old
        found[key] = Conflict(old, now, mine, untouched)
        if untouched:
            words[key] = now
    return words, found


def picked(hers: Mapping[str, str], theirs: Mapping[str, str], picks: Mapping[str, str]) -> dict[str, str]:
    """Her words, with theirs where she picked theirs."""
    return {key: theirs.get(key, "") if picks.get(key) == THEIRS else words for key, words in hers.items()}
