"""The draft back as .docx with comments in its margin: the file itself where it was one, else a .docx of its text."""

import io
from collections.abc import Sequence
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.run import Run

from zhiheng.core.values.auditing import Margin
from zhiheng.core.word_macros import has_macros, without_macros
from zhiheng.core.word_text import aligned, counted, cut, run_of

AUTHOR, INITIALS = "质衡核稿", "核"


def commented(content: bytes, text: str, margins: Sequence[Margin]) -> bytes:
    """The Word file with the comments at their runs; nothing else of it is changed, but that macros are left out.

    `text` is what was read from it. Raises: ValueError: the file is no Word file.
    """
    content = without_macros(content) if has_macros(content) else content
    try:
        document = docx.Document(io.BytesIO(content))
    except (OpcError, KeyError) as error:
        raise ValueError(str(error)) from error
    return _with_margins(document, text, margins)


def written(text: str, margins: Sequence[Margin]) -> bytes:
    """A .docx of a text, a paragraph a line, with the comments."""
    document = docx.Document()
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(16)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "仿宋_GB2312")
    for line in text.split("\n"):
        document.add_paragraph("".join(char for char in line if char.isprintable() or char == "\t"))
    return _with_margins(document, text, margins)


def _with_margins(document: Any, text: str, margins: Sequence[Margin]) -> bytes:
    spans = _merged(margins, counted(text))
    places = aligned(text, document)
    cut(places, {at for start, end in spans for at in (start, end)})
    places = aligned(text, document)
    last: Any = None
    for (start, end), says in spans.items():
        held = [places[at] for at in range(start, end) if at in places]
        if held:
            first, last = (run_of(held[at][0]) for at in (0, -1))
        elif last is None:
            first = last = run_of(next(iter(places.values()))[0])
        else:
            first = last
        runs = [Run(first, document), Run(last, document)]
        document.add_comment(runs, text="\n".join(says), author=AUTHOR, initials=INITIALS)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _merged(margins: Sequence[Margin], before: Sequence[int]) -> dict[tuple[int, int], list[str]]:
    """What is said of each stretch, in the order of the text."""
    found: dict[tuple[int, int], list[str]] = {}
    for one in sorted(margins, key=lambda one: (one.start, one.end)):
        start, end = before[one.start], before[one.end]
        if end > start:
            found.setdefault((start, end), []).append(one.says)
    return found
