"""One document, every format: `docx`, `pdf`, `html`, `pasted_html` and `text` of a `Paper`, laid out after GB/T 9704-2012.

In:  a `Paper` of `core/values/papers`, and for a PDF the fonts of the machine. Out: bytes or text; the same for the same.
What all formats print stands in `parts.py`, what it measures in `measures.py`; the page of the PDF is `page.typ`.
Open first: `parts.py`, then `word.py`; the PDF is `typesetting.py`.

What sets pages (typst, python-docx) is loaded when the first file is written: a page that shows a document needs neither.
"""

from zhiheng.core.values.fonts import Fonts
from zhiheng.core.values.papers import Paper
from zhiheng.core.writing.papers.characters import Missing, fonts_used, missing_characters
from zhiheng.core.writing.papers.plain import text
from zhiheng.core.writing.papers.sources import with_sources
from zhiheng.core.writing.papers.web import html, pasted_html

__all__ = ["Missing", "docx", "fonts_used", "html", "missing_characters", "pasted_html", "pdf", "text", "with_sources"]


def docx(paper: Paper) -> bytes:
    """The document as .docx: see `word.docx`."""
    from zhiheng.core.writing.papers.word import docx as written

    return written(paper)


def pdf(paper: Paper, fonts: Fonts) -> bytes:
    """The document as PDF: see `typesetting.pdf`. Raises: as it."""
    from zhiheng.core.writing.papers.typesetting import pdf as set_in_type

    return set_in_type(paper, fonts)
