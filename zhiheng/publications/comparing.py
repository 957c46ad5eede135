"""Two versions of a manuscript beside each other: what was put in and taken out, and why each figure is another."""

from typing import NamedTuple

from zhiheng.core.values.papers import Paper, Printed
from zhiheng.core.values.returning import Stretch
from zhiheng.core.writing.papers import text
from zhiheng.core.writing.tracking import tracked
from zhiheng.core.writing.tracking_word import tracked_docx
from zhiheng.indicators.known import known_indicators
from zhiheng.publications.models import Manuscript, Version
from zhiheng.publications.rewriting import paper_of_version


class FigureChange(NamedTuple):
    """A figure that is not the same in both versions; "" where one has it not."""

    name: str
    old: str
    new: str
    why: str


class Comparison(NamedTuple):
    """The lines that changed, each as stretches, and the figures that did."""

    old: Version
    new: Version
    lines: list[list[Stretch]]
    figures: list[FigureChange]


def compared_versions(one: Manuscript, old: int, new: int) -> Comparison | None:
    """What the one version says and the other does not; by default the last and the one before it. None: no such version."""
    versions = {each.number: each for each in one.versions.select_related("by")}
    last = max(versions)
    new = new or last
    old = old or max(new - 1, 1)
    if old not in versions or new not in versions:
        return None
    before, after = paper_of_version(versions[old]), paper_of_version(versions[new])
    lines = [line for line in tracked(text(before), text(after)) if any(piece.kind != "same" for piece in line)]
    return Comparison(versions[old], versions[new], lines, _figures(before, after))


def tracked_file(found: Comparison) -> bytes:
    """The newer version as .docx, with revision marks against the older one, in the name of who wrote it."""
    before, after = paper_of_version(found.old), paper_of_version(found.new)
    return tracked_docx(before, after, found.new.by.get_full_name(), found.new.at)


def _figures(before: Paper, after: Paper) -> list[FigureChange]:
    old, new = ({one.mark: one for one in paper.printed} for paper in (before, after))
    both = [(old.get(mark), new.get(mark)) for mark in dict.fromkeys([*new, *old])]
    return [_change(a, b) for a, b in both if not (a and b and a.text == b.text)]


def _change(old: Printed | None, new: Printed | None) -> FigureChange:
    one = new or old
    assert one is not None  # noqa: S101 one of both holds the mark
    known = known_indicators().get(one.indicator)
    if old and new:
        why = "台账有变动，更新了数据" if (old.value, old.run) != (new.value, new.run) else "写法不同，数没有变"
    else:
        why = "这一稿新写进的" if new else "这一稿没有写"
    return FigureChange(known.name if known else one.indicator, old.text if old else "", new.text if new else "", why)
