"""Where paragraphs, sentences and clauses begin and end, and under which heading."""

import re
from bisect import bisect_left, bisect_right
from itertools import pairwise

from zhiheng.core.extracting.folding import Folded

_BREAKS = re.compile(r"[，。；：！？\n]")
_MARKS = re.compile(r"《[^《》\n]{1,80}》|“[^“”\n]{1,15}”|「[^」\n]{1,15}」|\"[^\"\n]{1,15}\"")
_REACH = 400  # characters; a text without punctuation is looked at no further than this


class Layout:
    """Spans around a place of the folded text; each is cut to 400 characters either side."""

    def __init__(self, folded: Folded) -> None:
        self.folded = folded
        self.text = folded.text
        self._clauses: list[int] = []
        self._sentences: list[int] = []
        self._paragraphs: list[int] = []
        for match in _BREAKS.finditer(self.text):
            at = match.start()
            self._clauses.append(at)
            if match[0] in "。！？\n":
                self._sentences.append(at)
            if match[0] == "\n":
                self._paragraphs.append(at)
        self._marks = [match.span() for match in _MARKS.finditer(self.text)]
        self._headings = _heading_paths(folded)

    def clause(self, at: int) -> tuple[int, int]:
        return self._around(self._clauses, at)

    def sentence(self, at: int) -> tuple[int, int]:
        return self._around(self._sentences, at)

    def paragraph(self, at: int) -> tuple[int, int]:
        return self._around(self._paragraphs, at)

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
        return self.section_of_cleaned(self.folded.old(at))

    def section_of_cleaned(self, at: int) -> str | None:
        """The same for a place of the cleaned text."""
        k = bisect_right(self._headings, at, key=lambda entry: entry[0]) - 1
        return self._headings[k][1] if k >= 0 else None

    def in_heading(self, at: int) -> bool:
        """Whether a character stands in a heading."""
        old = self.folded.old(at)
        k = bisect_right(self._headings, old, key=lambda entry: entry[0]) - 1
        return k >= 0 and old < self._headings[k][2]

    def in_name(self, start: int, end: int) -> bool:
        """Whether a span lies inside a title in 《》 or a short name in quotation marks."""
        k = bisect_right(self._marks, (start, len(self.text))) - 1
        return k >= 0 and self._marks[k][0] <= start and end <= self._marks[k][1]

    def _around(self, breaks: list[int], at: int) -> tuple[int, int]:
        k = bisect_left(breaks, at)
        start = breaks[k - 1] + 1 if k else 0
        end = breaks[k] if k < len(breaks) else len(self.text)
        return max(start, at - _REACH), min(end, at + _REACH)


def _heading_paths(folded: Folded) -> list[tuple[int, str, int]]:
    """(start in the cleaned text, path, end of the heading line), in order."""
    stack: list[tuple[int, str]] = []
    paths = []
    for heading, (start, end) in zip(folded.cleaned.outline, folded.cleaned.heading_at, strict=True):
        while stack and stack[-1][0] >= heading.level:
            stack.pop()
        stack.append((heading.level, heading.titled))
        paths.append((start, "/".join(title for _, title in stack), end))
    return paths
