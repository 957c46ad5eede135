"""A document as a file: .docx, .pdf, .html or .txt, all of the same paper."""

from urllib.parse import urlencode

from zhiheng.core.values.papers import Paper, Printed
from zhiheng.core.writing.papers import docx, html, pdf, text
from zhiheng.engines.fonts import machine_fonts

TYPES = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
}


def content(paper: Paper, form: str) -> bytes:
    """The bytes of the file, the same for the same document. Raises: Fault W130, W131 of a PDF; KeyError another form."""
    match form:
        case "docx":
            return docx(paper)
        case "pdf":
            return pdf(paper, machine_fonts())
        case "html":
            return html(paper, source_of).encode()
        case "txt":
            return text(paper).encode()
    raise KeyError(form)


def source_of(figure: Printed) -> str:
    """The address of the page that a figure comes from."""
    return f"/indicators/{figure.indicator}/?{urlencode({'area': figure.area, 'period': figure.period})}"
