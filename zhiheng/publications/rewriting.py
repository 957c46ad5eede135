"""A manuscript as its template fills it now, with what its person wrote."""

from collections.abc import Mapping
from typing import NamedTuple

import msgspec
from django.utils import timezone

from zhiheng.core.measuring import period_from
from zhiheng.core.values.papers import Paper
from zhiheng.core.writing.templates import parsed
from zhiheng.core.writing.wording import filled_in, reworded
from zhiheng.directory.queries import scope_of
from zhiheng.publications.about import About
from zhiheng.publications.drafting import Draft, drafted
from zhiheng.publications.models import Manuscript, Version


class Rewritten(NamedTuple):
    """The draft with answers and own words; `plain` without them, `left` paragraphs reworded that it has no more."""

    draft: Draft
    plain: Paper
    left: tuple[str, ...]


def drafted_now(one: Manuscript) -> Draft:
    """What the template says now, without what anybody wrote."""
    scope, period, today = scope_of(one.office.area), period_from(one.period), timezone.localdate()
    return drafted(parsed(one.template_text, one.template), About(scope, one.area, period, one.office, today))


def rewritten(plain: Draft, answers: Mapping[str, str], wording: Mapping[str, str]) -> Rewritten:
    """The draft with answers and own words."""
    found = reworded(plain.paper, wording)
    return Rewritten(plain._replace(paper=filled_in(found.paper, answers)), plain.paper, found.left)


def as_written(one: Manuscript) -> Rewritten:
    """The manuscript with the figures of now and the words of its last version."""
    last = last_version(one)
    return rewritten(drafted_now(one), last.answers, last.wording)


def last_version(one: Manuscript) -> Version:
    """What it says now; there is always one."""
    found = one.versions.order_by("-number").first()
    assert found is not None  # noqa: S101 begun with its first
    return found


def paper_of_version(version: Version) -> Paper:
    """The document as it was kept."""
    return msgspec.convert(version.paper, Paper)


def moved_figures(kept: Paper, now: Paper) -> list[tuple[str, str]]:
    """The figures of a document that the records say otherwise now: as kept, and as they are ("" where there is none)."""
    current = {one.mark: one.text for one in now.printed}
    return [(one.text, current.get(one.mark, "")) for one in kept.printed if current.get(one.mark) != one.text]
