"""The draft back as .docx with comments in its margin: the file itself where it was one, else a .docx of its text."""

import io
from collections.abc import Iterator, Sequence
from copy import deepcopy
from typing import Any

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn
from docx.shared import Pt
from docx.text.run import Run

from zhiheng.core.values.auditing import Margin

AUTHOR, INITIALS = "质衡核稿", "核"
_GONE = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:instrText"), qn("w:txbxContent")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_AHEAD = 60  # characters that may stand in the text and not in the file: numbers that Word prints by itself
Place = tuple[Any, int]  # a w:t element and the place of a character in it


def commented(content: bytes, text: str, margins: Sequence[Margin]) -> bytes:
    """The Word file with the comments at their runs; nothing else of it is changed. `text` is what was read from it.

    Raises: ValueError: the file cannot be opened as a plain .docx (macros, another format).
    """
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
    counted = _counted(text)
    spans = _merged(margins, counted)
    places = _aligned(text, document)
    _cut(places, {at for start, end in spans for at in (start, end)})
    places = _aligned(text, document)
    last: Any = None
    for (start, end), says in spans.items():
        held = [places[at] for at in range(start, end) if at in places]
        if held:
            first, last = (_run_of(held[at][0]) for at in (0, -1))
        elif last is None:
            first = last = _run_of(next(iter(places.values()))[0])
        else:
            first = last
        runs = [Run(first, document), Run(last, document)]
        document.add_comment(runs, text="\n".join(says), author=AUTHOR, initials=INITIALS)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _counted(text: str) -> list[int]:
    """How many characters that are no blanks stand before each place of a text."""
    found, count = [], 0
    for char in text:
        found.append(count)
        count += not char.isspace()
    return [*found, count]


def _merged(margins: Sequence[Margin], counted: Sequence[int]) -> dict[tuple[int, int], list[str]]:
    """What is said of each stretch, in the order of the text."""
    found: dict[tuple[int, int], list[str]] = {}
    for one in sorted(margins, key=lambda one: (one.start, one.end)):
        start, end = counted[one.start], counted[one.end]
        if end > start:
            found.setdefault((start, end), []).append(one.says)
    return found


def _aligned(text: str, document: Any) -> dict[int, Place]:
    """Where in the file each character of the text stands that is no blank, by its number among them."""
    whole = "".join(text.split())
    found: dict[int, Place] = {}
    at = 0
    for paragraph in document.element.body.iter(qn("w:p")):
        if any(parent.tag in (_FALLBACK, qn("w:del")) for parent in paragraph.iterancestors()):
            continue
        places = [(node, k) for node in _texts(paragraph) for k, char in enumerate(node.text or "") if not char.isspace()]
        said = "".join((node.text or "")[k] for node, k in places)
        start = whole.find(said, at, at + len(said) + _AHEAD) if said else -1
        if start >= 0:
            found |= dict(zip(range(start, start + len(said)), places, strict=True))
            at = start + len(said)
    return found


def _texts(element: Any) -> Iterator[Any]:
    """The text elements of a paragraph with revisions accepted, without text boxes."""
    for child in element:
        if child.tag == qn("w:t"):
            yield child
        elif child.tag not in _GONE and child.tag != _FALLBACK:
            yield from _texts(child)


def _cut(places: dict[int, Place], cuts: set[int]) -> None:
    """Parts runs so that one begins at each cut; each part keeps the format of the whole."""
    for at in sorted(cuts, reverse=True):
        if at in places:
            node, place = places[at]
            _part(node, place)


def _part(node: Any, place: int) -> None:
    run = _run_of(node)
    siblings = [child for child in run if child.tag != qn("w:rPr")]
    if place == 0 and siblings[0] is node:
        return
    behind = deepcopy(run)
    for child in [child for child in behind if child.tag != qn("w:rPr")]:
        behind.remove(child)
    tail = deepcopy(node)
    node.text, tail.text = node.text[:place], node.text[place:]
    for each in (node, tail):
        each.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    behind.append(tail)
    for child in siblings[siblings.index(node) + 1 :]:
        behind.append(child)
    run.addnext(behind)


def _run_of(node: Any) -> Any:
    return next(parent for parent in node.iterancestors() if parent.tag == qn("w:r"))
