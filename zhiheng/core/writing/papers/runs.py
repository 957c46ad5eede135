"""Paragraphs and runs of a .docx, their XML children in the order of the schema. Source: ECMA-376, part 1, 17.3.1 and 17.3.2."""

import re
from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import lru_cache
from itertools import count
from typing import Any, Literal, NamedTuple

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from zhiheng.core.values.papers import Inline, Printed
from zhiheng.core.writing.layout import printable
from zhiheng.core.writing.office import BODY, add
from zhiheng.core.writing.papers import measures

LINE = 28.95  # points: 22 lines fit, where 29 would make 21
CHARACTER = round(measures.CHARACTER * 20)  # twips
_TIGHTER = "-5"  # twentieths of a point after each character of 3号: 28 fit, in Word and in LibreOffice
_TAGS = {"\n": "w:br", "\t": "w:tab"}
_BREAKS = re.compile(r"([\n\t])")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
Align = Literal["both", "left", "center", "right"]


class Border(NamedTuple):
    """A rule along a paragraph. Unit: `eighths` of a point thick, `space` points away."""

    kind: str
    eighths: int
    space: int = 0
    colour: str = "000000"


class Look(NamedTuple):
    """How a paragraph is set.

    Unit: `size`, `line`, `before`, `after` in points; `first` in characters; `left`, `right`, `hanging` and tabs in twips.
    """

    font: str = BODY
    size: float = measures.BODY
    align: Align = "both"
    line: float = LINE
    before: float = 0
    after: float = 0
    first: int = 0
    left: int = 0
    right: int = 0
    hanging: int = 0
    tabs: tuple[tuple[str, int], ...] = ()
    borders: tuple[tuple[str, Border], ...] = ()
    colour: str = ""
    narrowed: float = 1.0
    level: int | None = None  # in the outline
    keeps: bool = False  # on the page of what follows
    new_page: bool = False
    at_foot: bool = False  # in a frame at the foot of the page


class Marks:
    """Numbers the bookmarks of one document."""

    def __init__(self) -> None:
        self._next: Iterator[int] = count(1)

    def around(self, name: str) -> tuple[Any, Any]:
        """The beginning and the end of a bookmark."""
        number = str(next(self._next))
        start, end = OxmlElement("w:bookmarkStart"), OxmlElement("w:bookmarkEnd")
        start.set(qn("w:id"), number)
        start.set(qn("w:name"), name)
        end.set(qn("w:id"), number)
        return start, end


def set_look(paragraph: Any, look: Look) -> None:
    """Give a paragraph element its properties, in the place of those that it has."""
    if paragraph.pPr is not None:
        paragraph.remove(paragraph.pPr)
    paragraph.insert(0, deepcopy(_paragraph_properties(look)))


@lru_cache(maxsize=256)
def _paragraph_properties(look: Look) -> Any:
    properties = OxmlElement("w:pPr")
    if look.keeps:
        add(properties, "w:keepNext")
    if look.new_page:
        add(properties, "w:pageBreakBefore")
    if look.at_foot:
        frame = {"hAnchor": "margin", "vAnchor": "margin", "xAlign": "left", "yAlign": "bottom", "wrap": "around"}
        add(properties, "w:framePr", w=str(_area()), **frame)
    add(properties, "w:widowControl", val="0")
    if look.borders:
        borders = add(properties, "w:pBdr")
        for side, border in look.borders:
            add(borders, f"w:{side}", val=border.kind, sz=str(border.eighths), space=str(border.space), color=border.colour)
    if look.tabs:
        tabs = add(properties, "w:tabs")
        for kind, place in look.tabs:
            add(tabs, "w:tab", val=kind, pos=str(place))
    for spacing in ("w:autoSpaceDE", "w:autoSpaceDN"):  # LibreOffice does not take it from the style
        add(properties, spacing, val="0")
    if look.size != measures.BODY:
        add(properties, "w:snapToGrid", val="0")
    line = {"line": _twips(look.line), "lineRule": "exact"}
    add(properties, "w:spacing", before=_twips(look.before), after=_twips(look.after), **line)
    if indents := _indents(look):
        add(properties, "w:ind", **indents)
    add(properties, "w:jc", val=look.align)
    if look.level is not None:
        add(properties, "w:outlineLvl", val=str(look.level))
    return properties


def _indents(look: Look) -> dict[str, str]:
    sides = {side: str(value) for side, value in (("left", look.left), ("right", look.right)) if value}
    if look.hanging:
        return {**sides, "hanging": str(look.hanging)}
    if look.first:
        return {**sides, "firstLineChars": str(100 * look.first), "firstLine": str(CHARACTER * look.first)}
    return sides


def write(paragraph: Any, look: Look, inlines: Sequence[Inline], marks: Marks) -> None:
    """Add inlines to a paragraph element; around each figure stands a bookmark of its name."""
    for inline in inlines:
        run = text_run(inline.text, look, strong=inline.strong)
        if isinstance(inline, Printed) and inline.mark:
            start, end = marks.around(inline.mark)
            paragraph.extend((start, run, end))
        else:
            paragraph.append(run)


def text_run(text: str, look: Look, *, strong: bool = False, font: str = "") -> Any:
    """A run of text; line ends and tabs in it are kept."""
    run = OxmlElement("w:r")
    run.append(deepcopy(_run_properties(look, strong, font or look.font)))
    for piece in _BREAKS.split(printable(text)):
        if piece in _TAGS:
            add(run, _TAGS[piece])
        elif piece:
            written = add(run, "w:t")
            written.text = piece
            written.set(_SPACE, "preserve")
    return run


@lru_cache(maxsize=256)
def _run_properties(look: Look, strong: bool, font: str) -> Any:
    properties = OxmlElement("w:rPr")
    add(properties, "w:rFonts", ascii=font, hAnsi=font, eastAsia=font, cs=font)
    if strong:
        add(properties, "w:b")
        add(properties, "w:bCs")
    if look.colour:
        add(properties, "w:color", val=look.colour)
    if look.size == measures.BODY:
        add(properties, "w:spacing", val=_TIGHTER)
    if look.narrowed != 1:
        add(properties, "w:w", val=str(round(100 * look.narrowed)))
    add(properties, "w:sz", val=str(round(2 * look.size)))
    add(properties, "w:szCs", val=str(round(2 * look.size)))
    return properties


def _twips(points: float) -> str:
    return str(round(20 * points))


def _area() -> int:
    return round(20 * measures.WIDTH)
