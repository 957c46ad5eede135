"""Two drafts of one rule beside each other, as they were read."""

from typing import NamedTuple

from zhiheng.core.aligning.articles import Change, article_changes, articles_of
from zhiheng.documents.models import Document

KINDS = {"changed": "改动", "added": "新增", "dropped": "删去", "renumbered": "只改条号"}
LONGEST = 120_000  # characters of a text: longer ones are no drafts of a rule


class Compared(NamedTuple):
    """What is otherwise in the later draft, and how much is the same."""

    changes: list[tuple[str, Change]]
    same: int
    too_long: bool = False

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many of each kind."""
        return [(name, sum(kind == name for kind, _ in self.changes)) for name in KINDS.values()]


def compared(old: Document, new: Document) -> Compared:
    """The articles of two drafts that were read."""
    texts = [one.content.text for one in (old, new)]
    if max(map(len, texts)) > LONGEST:
        return Compared([], 0, too_long=True)
    found = article_changes(*(articles_of(text) for text in texts))
    changes = [(KINDS[one.kind], one) for one in found if one.kind != "same"]
    return Compared(changes, len(found) - len(changes))
