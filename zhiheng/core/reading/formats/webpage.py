"""Web pages: the article and its tables in order, without scripts and navigation."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any, NamedTuple

import lxml.html
import trafilatura
from lxml import etree

from zhiheng.core.reading.formats import failing
from zhiheng.core.reading.formats.drafting import Cell, Draft
from zhiheng.core.reading.formats.limits import Limits
from zhiheng.core.values.extracted import Extracted

_UNSEEN = ("script", "style", "noscript", "template", "iframe", "object", "svg", "head", "select", "button", "input")
_FURNITURE = ("nav", "header", "footer", "aside", "form")
_BLOCKS = {
    "p", "div", "section", "article", "li", "ul", "ol", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6",
    "pre", "blockquote", "center", "body", "main", "head", "item", "list", "quote", "figcaption", "caption",
    "tbody", "table", "tr", "td", "th", "row", "cell", "hr",
}  # fmt: skip
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6", "head"}
_FIGURE = "data-indicator"  # of the link that a figure is in the documents we write
_MISSING = 0.1  # of the page's sentences; more, and the article was cut too close


def read(text: str, data: bytes, name: str, limits: Limits) -> Extracted:
    """The article of a web page; the whole visible page where the article cannot be told from the rest."""
    page = _page(text, name)
    draft = Draft(data, name, limits)
    article = _article(text)
    if article is None or _lost(page, article) > _MISSING:
        article = _without(page, _FURNITURE) if _says(_without(page, _FURNITURE)) else page
    title = _title(text)
    if title and title not in "".join(_lines(article)):
        draft.add(title, "heading")
    _Walker(draft, [_Printed(_compact(table), table) for table in page.iter("table") if _is_tabular(table)]).walk(article)
    return draft.extracted()


def _title(text: str) -> str | None:
    """The article's title, by the mark that government sites set for it, else its first heading."""
    page = _document(text)
    for meta in page.iter("meta"):
        if meta.get("name", "").lower() == "articletitle" and meta.get("content", "").strip():
            return str(meta.get("content")).strip()
    for heading in page.iter("h1"):
        said = " ".join("".join(map(str, heading.itertext())).split())
        if said:
            return said
    return None


def _document(text: str) -> Any:
    """Parsed from bytes of our own: what a page declares of its encoding is void once it is decoded."""
    return lxml.html.document_fromstring(text.encode("utf-8"), parser=lxml.html.HTMLParser(encoding="utf-8"))


def _page(text: str, name: str) -> Any:
    try:
        page = _document(text)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise failing.damaged(name, "网页") from error
    return _without(page, _UNSEEN)


def _article(text: str) -> Any | None:
    try:
        plain = _with_plain_figures(text)
        found = trafilatura.bare_extraction(plain, include_comments=False, include_tables=True, favor_recall=True)
    except (etree.LxmlError, ValueError, AttributeError, TypeError, RecursionError):
        return None  # its heuristics fail on odd trees; the whole page is read instead
    return getattr(found, "body", None)


def _with_plain_figures(text: str) -> str:
    """The page with the links of its figures as text: a line that is mostly links would be taken for navigation."""
    if _FIGURE not in text:
        return text
    page = _document(text)
    for link in list(page.iter("a")):
        if link.get(_FIGURE):
            link.drop_tag()
    return str(lxml.html.tostring(page, encoding="unicode"))


def _without(page: Any, tags: tuple[str, ...]) -> Any:
    copied: Any = deepcopy(page)
    for element in list(copied.iter(etree.Comment, etree.ProcessingInstruction, *tags)):
        if element.getparent() is not None:
            element.drop_tree() if hasattr(element, "drop_tree") else element.getparent().remove(element)
    return copied


def _says(page: Any) -> bool:
    return len("".join(page.itertext()).strip()) > 0


def _lost(page: Any, article: Any) -> float:
    """Share of the page's sentences that the article lacks, by characters; all where it lacks their lines or cells."""
    if _flattened(page, article):
        return 1.0
    held = "".join("".join(article.itertext()).split())
    sentences = ["".join(line.split()) for line in _lines(_without(page, ("nav", "footer")))]
    sentences = [line for line in sentences if line.endswith(("。", "；", "：", ";")) or "，" in line]
    missing = sum(len(line) for line in sentences if line not in held)
    return missing / max(sum(map(len, sentences)), 1)


def _flattened(page: Any, article: Any) -> bool:
    """Whether the article runs lines or cells together that the page keeps apart."""
    lines = [line for line in _lines(page) if line.rstrip().endswith(("。", "；", ";"))]
    cells = [cell for table in page.iter("table") if _is_tabular(table) for cell in table.iter("td", "th")]
    kept = sum(1 for _ in article.iter("cell"))
    return len(_lines(article)) * 2 <= len(lines) > 1 or kept * 2 < len(cells)


def _lines(page: Any) -> list[str]:
    lines: list[str] = [""]
    for event, element in etree.iterwalk(page, events=("start", "end")):
        starts = event == "start"
        if element.tag in _BLOCKS or (element.tag in ("br", "lb") and starts):
            lines.append("")
        lines[-1] += (element.text if starts else element.tail) or ""
    return [line for line in lines if line.strip()]


class _Printed(NamedTuple):
    """A table of the page itself, which knows what its cells cover, by its text without blanks."""

    text: str
    table: Any


class _Walker:
    """Writes a tree of HTML, or of the article extractor's own names for it, as paragraphs and rows."""

    def __init__(self, draft: Draft, printed: list[_Printed]) -> None:
        self._draft, self._printed = draft, printed
        self._line = ""
        self._is_heading = False

    def walk(self, root: Any) -> None:
        self._element(root)
        self._end()

    def _element(self, root: Any) -> None:
        """Without recursion: pages nest deeper than Python's stack."""
        tables: list[Any] = []
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if tables:
                if event == "end" and element is tables[-1]:
                    tables.pop()
                    self._line += element.tail or ""
                continue
            if event == "start" and element.tag == "table" and _is_tabular(element):
                self._end()
                self._table(element)
                tables.append(element)
                continue
            self._passing(event, element, is_root=element is root)

    def _passing(self, event: str, element: Any, is_root: bool) -> None:
        if element.tag in _BLOCKS:
            self._end()
            self._is_heading = event == "start" and element.tag in _HEADINGS
        elif element.tag in ("br", "lb") and event == "start":
            self._end()
        said = element.text if event == "start" else (None if is_root else element.tail)
        self._line += said or ""

    def _end(self) -> None:
        line = " ".join(self._line.replace("\u200b", "").split())
        if line:
            self._draft.add(line, "heading" if self._is_heading else "paragraph")
        self._line = ""

    def _table(self, table: Any) -> None:
        said = _compact(table)
        table = next((printed.table for printed in self._printed if printed.text == said), table)
        number = self._draft.next_table()
        held: dict[tuple[int, int], bool] = {}  # places that a cell from above or the left covers
        for row, element in enumerate(_rows(table)):
            self._draft.add_row(list(_cells(element, row, held)), number, row)


def _rows(table: Any) -> Iterator[Any]:
    for element in table.iter("tr", "row"):
        if next(element.iterancestors("table")) is table:
            yield element


def _cells(element: Any, row: int, held: dict[tuple[int, int], bool]) -> Iterator[Cell]:
    column = 0
    for cell in element:
        if cell.tag not in ("td", "th", "cell"):
            continue
        while held.get((row, column)):
            yield Cell(text="", column=column)
            column += 1
        down, across = _span(cell, "rowspan"), _span(cell, "colspan")
        yield Cell(text=" ".join("\n".join(_lines(cell)).split()), column=column, down=down, across=across)
        for below in range(1, down):
            for beside in range(across):
                held[row + below, column + beside] = True
        column += across


def _compact(table: Any) -> str:
    return "".join("".join(map(str, table.itertext())).split())


def _span(cell: Any, which: str) -> int:
    value = cell.get(which, "1")
    return min(max(int(value), 1), 200) if value.isdigit() else 1


def _is_tabular(table: Any) -> bool:
    """Whether a table holds data: two columns somewhere, no table inside, no cell that is a whole article."""
    if table.find(".//table") is not None:
        return False
    widths = [sum(cell.tag in ("td", "th", "cell") for cell in row) for row in _rows(table)]
    paragraphs = max((len(cell.findall(".//p")) for cell in table.iter("td", "cell")), default=0)
    return max(widths, default=0) > 1 and paragraphs < 8
