"""A manuscript's Word file comes back edited: what changed, and the words of it that a person takes into the next version."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.core import signing

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.papers import Heading, Paragraph
from zhiheng.core.values.returning import FigureBack, Passage
from zhiheng.core.writing.returning import new_line, returned
from zhiheng.core.writing.wording import reworded, shape
from zhiheng.publications import actions
from zhiheng.publications.models import Manuscript, Version
from zhiheng.publications.rewriting import as_written, last_version, paper_of_version

_SALT = "publications.returning"
_WAYS = ("computed", "hand")


class Edited(NamedTuple):
    """One line that was edited.

    Shape: `key` is the paragraph of the template that its words go into, "" where they cannot be taken here and a person changes
           them herself; `by_hand` are its figures that were written over or left out.
    """

    passage: Passage
    key: str
    by_hand: tuple[FigureBack, ...]


class Review(NamedTuple):
    """A file that came back beside the version it is held against; `ticket` carries its words to the decision."""

    edited: tuple[Edited, ...]
    version: int
    ticket: str


def reviewed(one: Manuscript, content: bytes, name: str) -> Review:
    """What became of the manuscript in Word or WPS. Raises: Fault W190 the file cannot be opened."""
    last = last_version(one)
    back = returned(paper_of_version(last), content, name)
    keys = _keys(one, last)
    edited = tuple(_edited(passage, keys) for _, passage in back.edited)
    offered = {
        str(at): [each.key, *(shape(new_line(each.passage, marks)) for marks in (frozenset(), _marks(each)))]
        for at, each in enumerate(edited) if each.key
    }  # fmt: skip
    return Review(edited, last.number, signing.dumps([one.pk, last.number, offered], salt=_SALT, compress=True))


def take(one: Manuscript, by: Any, ticket: str, chosen: Mapping[str, str], name: str) -> Version:
    """The next version, with the lines that were chosen by their number; "hand" keeps the numbers written by hand as words.

    Raises: NotAllowed U401. Fault B121 it is no draft · B122 it has another version by now · W191 nothing was chosen, or the
            page is of another manuscript.
    """
    try:
        pk, seen, offered = signing.loads(ticket, salt=_SALT)
    except signing.BadSignature:
        pk, seen, offered = None, 0, {}
    own = {offered[at][0]: offered[at][1 + _WAYS.index(way)] for at, way in chosen.items() if at in offered and way in _WAYS}
    if pk != one.pk or not own:
        raise Fault("W191", f"“{one.title}”：没有选中要采纳的段。请重新交回退回的 Word 文件，逐段选择后再存。")
    last = last_version(one)
    wording = last.wording | own
    return actions.revise(one.pk, by, answers=last.answers, wording=wording, reason=f"采纳退回的《{name}》", seen=seen)


def _marks(each: Edited) -> frozenset[str]:
    return frozenset(one.printed.mark for one in each.by_hand)


def _edited(passage: Passage, keys: Mapping[str, str]) -> Edited:
    key = keys.get(shape(passage.line), "") if passage.state == "changed" and passage.line else ""
    return Edited(passage, key, tuple(one for one in passage.figures if one.state in ("changed", "lost")))


def _keys(one: Manuscript, last: Version) -> dict[str, str]:
    """The paragraph of the template behind each paragraph as it is worded now."""
    plain = as_written(one).plain
    now = reworded(plain, last.wording).paper
    pairs = zip(now.blocks, plain.blocks, strict=True)
    held = (Heading, Paragraph)
    return {shape(b.inlines): shape(a.inlines) for b, a in pairs if isinstance(a, held) and isinstance(b, held)}
