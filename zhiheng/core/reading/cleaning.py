"""From extracted text to the cleaned body: one step after another, each keeping the ties to the raw text."""

from zhiheng.core.reading.aligned import Aligned
from zhiheng.core.reading.body import find_body
from zhiheng.core.reading.breaking import broken
from zhiheng.core.reading.chunks import unchunked
from zhiheng.core.reading.footnotes import without_footnotes
from zhiheng.core.reading.mending import mended
from zhiheng.core.reading.meta import meta_of
from zhiheng.core.reading.mirror import unannotated
from zhiheng.core.reading.outline import outlined
from zhiheng.core.reading.recognition import propose_slips
from zhiheng.core.reading.simplifying import simplified
from zhiheng.core.reading.spacing import closed_up
from zhiheng.core.reading.width import widened
from zhiheng.core.reading.wraps import unwrapped
from zhiheng.core.values.cleaned import Cleaned
from zhiheng.core.values.extracted import Extracted
from zhiheng.core.values.lexicons import Lexicons


def clean(extracted: Extracted, lexicons: Lexicons) -> Cleaned:
    """The repaired body of a document with its outline and meta.

    Shape: see `Cleaned`; applying the applied repairs to raw and leaving out non-body gives `text`.
    Source: docs/methods/cleaning.md
    """
    repaired = simplified(unannotated(mended(Aligned.of(extracted.text), lexicons)), lexicons)
    whole = unchunked(repaired)
    found = find_body(whole, lexicons)
    noted, has_footnotes = without_footnotes(found.body)
    apart = broken(unwrapped(noted, lexicons), found.front.names, lexicons)
    body = widened(closed_up(apart.body))
    propose_slips(body)
    outline = outlined(body, lexicons)
    return Cleaned(
        raw=extracted.text,
        text=outline.body.text,
        starts=outline.body.starts,
        ends=outline.body.ends,
        repairs=outline.body.repairs(),
        outline=outline.headings,
        heading_at=outline.at,
        meta=meta_of(body.text, found.front, apart.title, lexicons),
        also=found.also,
        has_footnotes=has_footnotes,
        left_out=outline.body.left_out(),
        cells=tuple(block for block in extracted.blocks if block.kind == "cell"),
    )
