"""A cleaned text made from a phrase, as if nothing had to be repaired."""

from zhiheng.core.values.cleaned import Cleaned
from zhiheng.core.values.reading import DocType, Meta, Region


def as_cleaned(text: str, doc_type: DocType = "other", issued_on: str | None = "2026-09-01", title: str | None = None) -> Cleaned:
    """Each character stands where it stands."""
    meta = Meta(title=title, issued_on=issued_on, doc_type=doc_type, region=Region(name="示例省"))
    return Cleaned(raw=text, text=text, starts=range(len(text)), ends=range(1, len(text) + 1), meta=meta)
