"""Where in a Word file each character of its text stands, and its runs parted there; what marks drafts builds on it."""

from collections.abc import Iterator, Sequence, Set
from copy import deepcopy
from typing import Any

from docx.oxml.ns import qn

SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_GONE = {qn("w:del"), qn("w:moveFrom"), qn("w:pPr"), qn("w:rPr"), qn("w:instrText"), qn("w:txbxContent")}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_AHEAD = 60  # characters that may stand in the text and not in the file: numbers that Word prints by itself
Place = tuple[Any, int]  # a w:t element and the place of a character in it


def counted(text: str) -> list[int]:
    """How many characters that are no blanks stand before each place of a text, and before its end."""
    found, count = [], 0
    for char in text:
        found.append(count)
        count += not char.isspace()
    return [*found, count]


def aligned(text: str, document: Any) -> dict[int, Place]:
    """Where in the file each character of the text stands that is no blank, by its number among them."""
    return aligned_in(text, [document.element.body])


def aligned_in(text: str, roots: Sequence[Any]) -> dict[int, Place]:
    """The same in some parts of the file, one after the other."""
    whole = "".join(text.split())
    found: dict[int, Place] = {}
    at = 0
    for paragraph in (one for root in roots for one in root.iter(qn("w:p"))):
        if any(parent.tag in (_FALLBACK, qn("w:del")) for parent in paragraph.iterancestors()):
            continue
        places = [(node, k) for node in texts(paragraph) for k, char in enumerate(node.text or "") if not char.isspace()]
        said = "".join((node.text or "")[k] for node, k in places)
        start = whole.find(said, at, at + len(said) + _AHEAD) if said else -1
        if start >= 0:
            found |= dict(zip(range(start, start + len(said)), places, strict=True))
            at = start + len(said)
    return found


def texts(element: Any) -> Iterator[Any]:
    """The text elements of a paragraph with revisions accepted, without text boxes."""
    for child in element:
        if child.tag == qn("w:t"):
            yield child
        elif child.tag not in _GONE and child.tag != _FALLBACK:
            yield from texts(child)


def cut(places: dict[int, Place], cuts: Set[int]) -> None:
    """Parts runs so that one begins at each cut; each part keeps the format of the whole."""
    for at in sorted(cuts, reverse=True):
        if at in places:
            node, place = places[at]
            _part(node, place)


def _part(node: Any, place: int) -> None:
    run = run_of(node)
    siblings = [child for child in run if child.tag != qn("w:rPr")]
    if place == 0 and siblings[0] is node:
        return
    behind = deepcopy(run)
    for child in [child for child in behind if child.tag != qn("w:rPr")]:
        behind.remove(child)
    tail = deepcopy(node)
    node.text, tail.text = node.text[:place], node.text[place:]
    for each in (node, tail):
        each.set(SPACE, "preserve")
    behind.append(tail)
    for child in siblings[siblings.index(node) + 1 :]:
        behind.append(child)
    run.addnext(behind)


def run_of(node: Any) -> Any:
    """The run that a text element stands in."""
    return next(parent for parent in node.iterancestors() if parent.tag == qn("w:r"))


def remedy(content: bytes) -> str:
    """What to do with a file that is no .docx, by what it holds: an old format, a PDF, a photograph."""
    head = content[:8]
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        return "这是 .doc 或 .wps 旧格式（或带密码）：用 Word 或 WPS 打开，另存为不带密码的 .docx 再交，修订和批注都会留着。"
    if head.startswith(b"%PDF"):
        return "这是 PDF，里面没有修订：要原来的 Word 文件；只有 PDF 的，照着在网页上改。"
    if head.startswith((b"\xff\xd8\xff", b"\x89PNG", b"BM", b"II*\x00", b"MM\x00*")):
        return "这是照片或扫描件：要原来的 Word 文件；只有纸稿的，照着在网页上改，纸稿存档。"
    return "用 Word 或 WPS 另存为不带宏、不带密码的 .docx 后再交。"
