"""One document, every format: `docx`, `pdf`, `html`, `pasted_html` and `text` of a `Paper`, laid out after GB/T 9704-2012.

In:  a `Paper` of `core/values/papers`, and for a PDF the fonts of the machine. Out: bytes or text; the same for the same.
What all formats print stands in `parts.py`, what it measures in `measures.py`; the page of the PDF is `page.typ`.
Open first: `parts.py`, then `word.py`.
"""

from zhiheng.core.writing.papers.characters import Missing, fonts_used, missing_characters
from zhiheng.core.writing.papers.pdf import pdf
from zhiheng.core.writing.papers.plain import text
from zhiheng.core.writing.papers.sources import with_sources
from zhiheng.core.writing.papers.web import html, pasted_html
from zhiheng.core.writing.papers.word import docx

__all__ = ["Missing", "docx", "fonts_used", "html", "missing_characters", "pasted_html", "pdf", "text", "with_sources"]
