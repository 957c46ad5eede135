"""Two drafts of a rule against each other, article by article: what was added, dropped, renumbered, or says something else.

Source: docs/methods/articles.md
"""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple

ALIKE = 0.5  # of the characters: below, one article was dropped and another added
_HEAD = re.compile(r"第[一二三四五六七八九十百零〇○\d]+条")
_CHAPTER = re.compile(r"第[一二三四五六七八九十百零〇○\d]+[章节编]")

Kind = Literal["same", "changed", "renumbered", "added", "dropped"]


class Article(NamedTuple):
    """One article; `number` as printed, "" for a paragraph that stands in none."""

    number: str
    text: str


class Piece(NamedTuple):
    """A stretch of words: in both drafts, in the old one alone, or in the new one alone."""

    kind: Literal["both", "old", "new"]
    text: str


class Change(NamedTuple):
    """What became of one article: in the order of the new draft, what was dropped last."""

    kind: Kind
    old: Article | None
    new: Article | None

    @property
    def pieces(self) -> list[Piece]:
        """The words of both drafts, with what was taken out and put in."""
        return list(_pieces(self.old.text if self.old else "", self.new.text if self.new else ""))


def articles_of(text: str) -> tuple[Article, ...]:
    """The articles of a rule: from 第X条 to the next, or to a heading of a chapter; paragraphs outside stand alone.

    >>> articles_of("总则\\n第一条 为了计量。\\n（一）准确。\\n第二条 适用。")[1:]
    (Article(number='第一条', text='为了计量。（一）准确。'), Article(number='第二条', text='适用。'))
    """
    found: list[Article] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if head := _HEAD.match(line):
            found.append(Article(head[0], line[head.end() :].strip()))
        elif found and found[-1].number and not _CHAPTER.match(line):
            found[-1] = found[-1]._replace(text=found[-1].text + line)
        else:
            found.append(Article("", line))
    return tuple(found)


def article_changes(old: Sequence[Article], new: Sequence[Article]) -> tuple[Change, ...]:
    """What became of each article.

    Laws: each article stands once; a draft against itself has no change.
    """
    pairs = _pairs(old, new)
    found = [_change(old[pairs[at]] if at in pairs else None, one) for at, one in enumerate(new)]
    gone = set(range(len(old))) - set(pairs.values())
    return (*found, *(Change("dropped", old[at], None) for at in sorted(gone)))


def _change(old: Article | None, new: Article) -> Change:
    if old is None:
        return Change("added", None, new)
    return Change("changed" if old.text != new.text else "same" if old.number == new.number else "renumbered", old, new)


def _pairs(old: Sequence[Article], new: Sequence[Article]) -> dict[int, int]:
    """The place in the old draft by that in the new: equal words first, then the most alike, each once."""
    pairs: dict[int, int] = {}
    left = set(range(len(old)))
    for at, one in enumerate(new):
        equal = [was for was in left if old[was].text == one.text]
        if equal:
            pairs[at] = min(equal, key=lambda was: (old[was].number != one.number, was))
            left.discard(pairs[at])
    likely = [(_likeness(old[was], one), at, was) for at, one in enumerate(new) if at not in pairs for was in sorted(left)]
    for likeness, at, was in sorted(likely, key=lambda each: (-each[0], abs(each[1] - each[2]), each[1], each[2])):
        if likeness >= ALIKE and at not in pairs and was in left:
            pairs[at] = was
            left.discard(was)
    return pairs


def _likeness(one: Article, other: Article) -> float:
    """The share of characters in common, the same whichever comes first."""
    first, second = sorted((one.text, other.text))
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE else 0.0


def _pieces(old: str, new: str) -> Iterator[Piece]:
    for how, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if how == "equal":
            yield Piece("both", old[start:end])
            continue
        if end > start:
            yield Piece("old", old[start:end])
        if last > first:
            yield Piece("new", new[first:last])
