"""A document as a file: .docx, .pdf, .html or .txt, all of the same paper."""

from urllib.parse import urlencode

from zhiheng.core.values.papers import Paper, Printed
from zhiheng.core.writing.papers import docx, fonts_used, html, pdf, text
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


_ROLES = {"biaosong": "小标宋", "fangsong": "仿宋", "heiti": "黑体", "kaiti": "楷体", "songti": "宋体"}


def fonts_told(paper: Paper) -> str:
    """Which fonts of this machine stand for the types of the standard in the PDF, in words."""
    used = fonts_used(paper, machine_fonts())
    return "；".join(f"{_ROLES[role]}用 {'、'.join(families)}" for role, families in used.items())


def source_of(figure: Printed) -> str:
    """The address of the page that a figure comes from."""
    return f"/indicators/{figure.indicator}/?{urlencode({'area': figure.area, 'period': figure.period})}"
