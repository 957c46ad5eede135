"""Where paragraphs, sentences and clauses begin and end, and under which heading."""

import re
from bisect import bisect_left, bisect_right
from functools import cache, partial
from itertools import pairwise

from zhiheng.core.extracting.folding import Folded

_BREAKS = re.compile(r"[，。；：！？\n]")
_MARKS = re.compile(r"《[^《》\n]{1,80}》|“[^“”\n]{1,15}”|「[^」\n]{1,15}」|\"[^\"\n]{1,15}\"")
_REACH = 400  # characters; a text without punctuation is looked at no further than this


class Layout:
    """Spans around a place of the folded text, each cut to 400 characters either side, and the headings over it."""

    def __init__(self, folded: Folded) -> None:
        self.folded = folded
        self.text = folded.text
        self._clauses = [match.start() for match in _BREAKS.finditer(self.text)]
        self._sentences = [at for at in self._clauses if self.text[at] in "。！？\n"]
        self._paragraphs = [at for at in self._sentences if self.text[at] == "\n"]
        self.clause = cache(partial(_around, self._clauses, len(self.text)))
        self.sentence = cache(partial(_around, self._sentences, len(self.text)))
        self.paragraph = cache(partial(_around, self._paragraphs, len(self.text)))
        self._marks = [match.span() for match in _MARKS.finditer(self.text)]
        self._headings = [start for start, _ in folded.cleaned.heading_at]
        self._heading_starts = [folded.new(start) for start in self._headings]
        self._heading_ends = [folded.new(end) for _, end in folded.cleaned.heading_at]
        self._paths = _heading_paths(folded)

    def paragraphs(self) -> list[tuple[int, int]]:
        """Every paragraph, uncut."""
        edges = [-1, *self._paragraphs, len(self.text)]
        return [(a + 1, b) for a, b in pairwise(edges) if b > a + 1]

    def sentences(self, start: int, end: int) -> list[tuple[int, int]]:
        """The sentences between two places, each with its full stop."""
        first, last = bisect_left(self._sentences, start), bisect_left(self._sentences, end)
        edges = [start, *(at + 1 for at in self._sentences[first:last]), end]
        return [(a, b) for a, b in pairwise(edges) if b > a]

    def section(self, at: int) -> str | None:
        """The path of headings over a place."""
        k = bisect_right(self._heading_starts, at)
        return self._paths[k - 1] if k else None

    def section_of_cleaned(self, at: int) -> str | None:
        """The same for a place of the cleaned text."""
        k = bisect_right(self._headings, at)
        return self._paths[k - 1] if k else None

    def in_heading(self, at: int) -> bool:
        """Whether a character stands in a heading."""
        k = bisect_right(self._heading_starts, at)
        return k > 0 and at < self._heading_ends[k - 1]

    def in_name(self, start: int, end: int) -> bool:
        """Whether a span lies inside a title in 《》 or a short name in quotation marks."""
        k = bisect_right(self._marks, (start, len(self.text))) - 1
        return k >= 0 and self._marks[k][0] <= start and end <= self._marks[k][1]


def _around(breaks: list[int], length: int, at: int) -> tuple[int, int]:
    k = bisect_left(breaks, at)
    start = breaks[k - 1] + 1 if k else 0
    end = breaks[k] if k < len(breaks) else length
    return max(start, at - _REACH), min(end, at + _REACH)


def _heading_paths(folded: Folded) -> list[str]:
    """Each heading with those above it, in order."""
    stack: list[tuple[int, str]] = []
    paths = []
    for heading in folded.cleaned.outline:
        while stack and stack[-1][0] >= heading.level:
            stack.pop()
        stack.append((heading.level, heading.titled))
        paths.append("/".join(title for _, title in stack))
    return paths
