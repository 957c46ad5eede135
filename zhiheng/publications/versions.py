"""The versions of a manuscript."""

import msgspec

from zhiheng.core.values.papers import Paper
from zhiheng.publications.models import Manuscript, Version


def last_version(one: Manuscript) -> Version:
    """What it says now; there is always one."""
    found = one.versions.order_by("-number").first()
    assert found is not None  # noqa: S101 begun with its first
    return found


def paper_of_version(version: Version) -> Paper:
    """The document as it was kept."""
    return msgspec.convert(version.paper, Paper)
