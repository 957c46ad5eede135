"""Names of areas that do not exist, where one that is almost the same does."""

import re
from collections.abc import Iterator

from zhiheng.core.auditing.places import Places
from zhiheng.core.values.auditing import Finding

_NAME = re.compile(r"(?:(?<=[、，。；：:（(和及与在对由为中])|^)[\u4e00-\u9fff]{2,3}[市县区州]", re.MULTILINE)
_WORDS = re.compile("[各全本该某分每个两级乡省地所在对由为中其和及与同]")


def area_findings(text: str, places: Places) -> Iterator[Finding]:
    """Names that differ by one character from the name of an area of ours, and are the name of none."""
    for found in _NAME.finditer(text):
        name = found[0]
        if name in places.own or name in places.strangers or _WORDS.search(name):
            continue
        near = [full for full in sorted(places.full) if len(full) == len(name) and _apart(full, name) == 1]
        if near:
            yield Finding(
                kind="area", start=found.start(), end=found.end(), evidence="、".join(near),
                says=f"没有“{name}”这个地区，疑为“{near[0]}”",
            )  # fmt: skip


def _apart(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))
