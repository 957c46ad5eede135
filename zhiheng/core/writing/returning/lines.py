"""The lines of a Word file with their bookmarks: insertions are read, deletions are not, whether pending or not."""

import io
from collections.abc import Iterator
from typing import Any, NamedTuple
from zipfile import BadZipFile

import docx
from docx.opc.exceptions import OpcError
from docx.oxml.ns import qn

from zhiheng.core.values.faults import Fault
from zhiheng.core.word_text import remedy

_GONE = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:instrText"), qn("w:txbxContent")}
_SIGNS = {qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:tab"): "\t", qn("w:noBreakHyphen"): "-"}
_REVISED = (qn("w:ins"), qn("w:del"), qn("w:moveFrom"), qn("w:moveTo"))


class Bookmark(NamedTuple):
    """A stretch of a line under its name; `end` is −1 while it goes on."""

    name: str
    start: int
    end: int


class FileLine(NamedTuple):
    """One paragraph: its text, its bookmarks, whether revisions in it are pending, what comments begin in it."""

    text: str
    bookmarks: tuple[Bookmark, ...]
    pending: bool
    comments: tuple[str, ...]  # with who made them
    by: tuple[str, ...] = ()  # who made the revisions


def lines_in(content: bytes, name: str) -> list[FileLine]:
    """The paragraphs of the body and of its tables that are not empty, in order.

    Raises: Fault W190 the file cannot be opened as a .docx (macros, a password, another format).
    """
    try:
        document = docx.Document(io.BytesIO(content))
        body = document.element.body
    except (OpcError, KeyError, ValueError, BadZipFile, AttributeError):
        raise Fault("W190", f"{name}：不是不带宏、不带密码的 .docx 文档。请换成 .docx 文件。{remedy(content)}") from None
    said = {str(one.comment_id): f"{one.author}：{one.text}" if one.author else one.text for one in document.comments}
    found = (_line(paragraph, said) for paragraph in body.iter(qn("w:p")) if not _inside_gone(paragraph))
    return [line for line in found if line.text.strip()]


def _inside_gone(paragraph: Any) -> bool:
    return any(parent.tag in _GONE for parent in paragraph.iterancestors())


def _line(paragraph: Any, said: dict[str, str]) -> FileLine:
    pieces: list[str] = []
    open_: dict[str, tuple[str, int]] = {}
    bookmarks: list[Bookmark] = []
    comments: list[str] = []
    at = 0
    for node in _nodes(paragraph):
        id = node.get(qn("w:id"))
        if node.tag == qn("w:bookmarkStart"):
            open_[id] = node.get(qn("w:name")), at
        elif node.tag == qn("w:bookmarkEnd") and id in open_:
            bookmarks.append(Bookmark(*open_.pop(id), at))
        elif node.tag == qn("w:commentRangeStart") and id in said:
            comments.append(said[id])
        else:
            text = node.text or "" if node.tag == qn("w:t") else _SIGNS.get(node.tag, "")
            pieces.append(text)
            at += len(text)
    revised = list(paragraph.iter(*_REVISED))
    by = tuple(dict.fromkeys(name for one in revised if (name := one.get(qn("w:author")))))
    return FileLine("".join(pieces), tuple(bookmarks), bool(revised), tuple(comments), by)


def _nodes(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag in _GONE:
            continue
        yield child
        yield from _nodes(child)
