"""A manuscript as its template fills it now, with what its person wrote."""

from collections.abc import Mapping
from typing import NamedTuple

from django.utils import timezone

from zhiheng.core.measuring import period_from
from zhiheng.core.values.papers import Origin, Paper, Words
from zhiheng.core.writing.templates import parsed
from zhiheng.core.writing.wording import filled_in, reworded
from zhiheng.directory.queries import scope_of
from zhiheng.publications.about import About
from zhiheng.publications.drafting import Draft, drafted
from zhiheng.publications.models import Manuscript
from zhiheng.publications.versions import last_version, paper_of_version


class Rewritten(NamedTuple):
    """The draft with answers and own words; `plain` without them, `left` paragraphs reworded that it has no more."""

    draft: Draft
    plain: Paper
    left: tuple[str, ...]


def drafted_now(one: Manuscript) -> Draft:
    """What the template says now, without what anybody wrote."""
    scope, period, today = scope_of(one.office.area), period_from(one.period), timezone.localdate()
    return drafted(parsed(one.template_text, one.template), About(scope, one.area, period, one.office, today, one.row))


def rewritten(plain: Draft, answers: Mapping[str, str], wording: Mapping[str, str]) -> Rewritten:
    """The draft with answers and own words."""
    found = reworded(plain.paper, wording)
    return Rewritten(plain._replace(paper=filled_in(found.paper, answers)), plain.paper, found.left)


def as_written(one: Manuscript) -> Rewritten:
    """The manuscript with the figures of now and the words of its last version."""
    last = last_version(one)
    return rewritten(drafted_now(one), last.answers, last.wording)


def moved_figures(kept: Paper, now: Paper) -> list[tuple[str, str]]:
    """The figures, and the words taken from rows, that the records say otherwise now: as kept, and as they are ("" for none)."""
    current = {one.mark: one.text for one in now.printed}
    moved = [(one.text, current.get(one.mark, "")) for one in kept.printed if current.get(one.mark) != one.text]
    said: dict[Origin, list[str]] = {}
    for one in now.facts:
        said.setdefault(_origin(one), []).append(one.text)
    facts = [one for one in kept.facts if _origin(one).column and one.text not in said.get(_origin(one), [])]
    return [*moved, *dict.fromkeys((one.text, "、".join(dict.fromkeys(said.get(_origin(one), [])))) for one in facts)]


def _origin(one: Words) -> Origin:
    assert one.source is not None  # noqa: S101 facts are the words with one
    return one.source


__all__ = [
    "Rewritten", "as_written", "drafted_now", "last_version", "moved_figures", "paper_of_version", "rewritten",
]  # fmt: skip
