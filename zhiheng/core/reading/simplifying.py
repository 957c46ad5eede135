"""Traditional characters to simplified ones, only in a document written mainly in traditional ones."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import compress, count
from operator import ne

import opencc

from zhiheng.core.reading.aligned import Aligned
from zhiheng.core.values.lexicons import Lexicons

SAMPLE = 200_000
"""Characters from which the script of a document is judged."""

RULE = "t2s"


def simplified(body: Aligned, lexicons: Lexicons) -> Aligned:
    """The text in simplified characters, one for one, each changed run one edit; itself if it already is."""
    if not is_traditional(body.text):
        return body
    new = simplify(body.text, lexicons)
    return body.overwritten(new, _runs(body, new), RULE, "OpenCC t2s")


def is_traditional(text: str) -> bool:
    """Whether the text is written mainly in traditional characters."""
    traditional, simple = _scripts()
    sample = text[:SAMPLE]
    old = len(traditional.findall(sample))
    return old >= 5 and old > 3 * len(simple.findall(sample))


def simplify(text: str, lexicons: Lexicons) -> str:
    """The same number of characters, simplified. Phrase rules apply where they keep the length."""
    lines = text.split("\n")
    new = _converter().convert(text).split("\n")
    for at, line in enumerate(lines):
        if len(new[at]) != len(line):
            new[at] = "".join(map(single, line))
    return _zhu(lexicons).sub(lambda found: found[0] if len(found[0]) > 1 else "着", "\n".join(new))


def _runs(body: Aligned, new: str) -> Iterator[tuple[int, int]]:
    """Runs of changed characters, parted where one was repaired before, so that each repair stays one."""
    starts, ends = body.starts, body.ends
    first = end = 0
    joins = False
    for at in compress(count(), map(ne, body.text, new)):
        alone = ends[at] - starts[at] != 1
        if at != end or alone or not joins:
            if first < end:
                yield first, end
            first = at
        end, joins = at + 1, not alone
    if first < end:
        yield first, end


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


@cache
def single(character: str) -> str:
    """One character simplified by itself."""
    new: str = _converter().convert(character)
    return new if len(new) == 1 else character


@cache
def is_only_simplified(character: str) -> bool:
    """Whether a text in traditional characters cannot hold the character."""
    return bool(_scripts()[1].match(character))


@cache
def _zhu(lexicons: Lexicons) -> re.Pattern[str]:
    words = sorted((row.word for row in lexicons.zhu_words), key=len, reverse=True)
    return re.compile("|".join([*map(re.escape, words), "著"]))


@cache
def _scripts() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Characters that only traditional text has, and those that only simplified text has."""
    common = [chr(code) for code in range(0x4E00, 0x9FA6)]
    lines = "\n".join(common)
    to_new = _converter().convert(lines).split("\n")
    to_old = opencc.OpenCC("s2t").convert(lines).split("\n")
    old = [c for c, new in zip(common, to_new, strict=True) if c != new and not _encodes(c, "gb2312")]
    new = [c for c, old in zip(common, to_old, strict=True) if c != old and not _encodes(c, "big5")]
    return re.compile(f"[{''.join(old)}]"), re.compile(f"[{''.join(new)}]")


def _encodes(character: str, encoding: str) -> bool:
    try:
        return bool(character.encode(encoding))
    except UnicodeEncodeError:
        return False
