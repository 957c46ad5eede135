"""OFD (GB/T 33190-2016), the national fixed layout: a zip of XML whose text objects say what stands where."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from typing import Any

from lxml import etree
from PIL import Image, UnidentifiedImageError

from zhiheng.core.reading.formats import archive, failing, layout, markup
from zhiheng.core.reading.formats.drafting import Box, Draft
from zhiheng.core.reading.formats.limits import Limits
from zhiheng.core.reading.formats.ofd_text import Spot, placed_lines
from zhiheng.core.reading.formats.page import Page
from zhiheng.core.values.extracted import Extracted

_WHAT = "OFD"
_SIGNED = "文件含电子印章或签名，未验证。"
_A4 = (0.0, 0.0, 210.0, 297.0)  # millimetres, where a document does not say


def read(data: bytes, name: str, limits: Limits) -> Extracted:
    """The text layer page by page; a page that is only an image is recognised.

    Raises: Fault R105 damaged, R106, R107 harmful, R112 too many pages.
    """
    draft = Draft(data, name, limits)
    with archive.opened(data, name, limits, _WHAT) as opened:
        try:
            pages = _Package(opened, draft).pages()
        except (etree.LxmlError, KeyError, ValueError) as error:
            raise failing.damaged(name, _WHAT) from error
    layout.write(draft, pages)
    return draft.extracted(pages=len(pages))


class _Package:
    """An open OFD file; paths inside it are relative to the file that names them, or to its root."""

    def __init__(self, opened: zipfile.ZipFile, draft: Draft) -> None:
        self._zip, self._draft = opened, draft
        self._members = {member.lower(): member for member in opened.namelist()}

    def pages(self) -> list[Page]:
        pages: list[Page] = []
        root = self._root(next(path for path in self._members.values() if path.lower() == "ofd.xml"))
        if self._is_signed(root):
            self._draft.note(_SIGNED)
        for body in _named(root, "DocBody"):
            path = _text(body, "DocRoot")
            if path:
                self._add_document(_resolved("", path), pages)
        return pages

    def _is_signed(self, root: Any) -> bool:
        return bool(_text(root, "Signatures")) or any("signature.xml" in member for member in self._members)

    def _add_document(self, path: str, pages: list[Page]) -> None:
        document = self._root(path)
        area = _area(document, _A4)
        images = self._images(document, path)
        listed = [page for tree in _named(document, "Pages") for page in _named(tree, "Page")]
        if len(listed) + len(pages) > self._draft.limits.pages:
            raise failing.too_many_pages(self._draft.name, len(listed) + len(pages), self._draft.limits.pages)
        for entry in listed:
            content = self._root(_resolved(path, entry.get("BaseLoc", "")))
            pages.append(self._page(content, _area(content, area), images, len(pages) + 1))

    def _page(self, content: Any, area: Box, images: dict[str, str], number: int) -> Page:
        lines = placed_lines(_spots(content), area)
        if lines:
            return Page(number=number, lines=tuple(lines))
        path = next((images[i] for item in _named(content, "ImageObject") if (i := item.get("ResourceID")) in images), None)
        return self._recognised(path, number) if path else Page(number=number, lines=())

    def _recognised(self, path: str, number: int) -> Page:
        from zhiheng.core.reading.formats import picture, recognising

        draft = self._draft
        try:
            with Image.open(io.BytesIO(self._zip.read(self._member(path)))) as image:
                if image.width * image.height > draft.limits.image_pixels:
                    raise failing.image_too_large(draft.name, draft.limits.image_pixels)
                page = recognising.page_on(picture.prepared(image), number)
        except Image.DecompressionBombError as error:
            raise failing.image_too_large(draft.name, draft.limits.image_pixels) from error
        except (UnidentifiedImageError, OSError, SyntaxError) as error:
            raise failing.unsupported(draft.name, "用特殊压缩图像存放的 OFD 扫描件", "另存为 PDF 后再传") from error
        draft.recognised = True
        draft.note(f"第{number}页是扫描件，文字由图像识别得到，请对照原件核对。")
        return page

    def _images(self, document: Any, path: str) -> dict[str, str]:
        """Paths of the images by resource id, from the document's resource files."""
        found = {}
        for kind in ("PublicRes", "DocumentRes"):
            for element in _named(document, kind):
                where = _resolved(path, (element.text or "").strip())
                if where.lower() not in self._members:
                    continue
                resources = self._root(where)
                base = resources.get("BaseLoc", "")
                for media in _named(resources, "MultiMedia"):
                    file = _text(media, "MediaFile")
                    if file and media.get("Type", "Image") == "Image":
                        found[media.get("ID", "")] = _resolved(where, posixpath.join(base, file))
        return found

    def _root(self, path: str) -> Any:
        return markup.parsed(self._zip.read(self._member(path)))

    def _member(self, path: str) -> str:
        return self._members[path.lower()]


def _resolved(beside: str, path: str) -> str:
    if path.startswith("/"):
        return posixpath.normpath(path).lstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(beside), path))


def _named(root: Any, name: str) -> Iterator[Any]:
    """Descendants of a local name: producers disagree on the namespace."""
    return (element for element in root.iter(f"{{*}}{name}"))


def _text(root: Any, name: str) -> str | None:
    found = next(_named(root, name), None)
    return found.text.strip() if found is not None and found.text else None


def _area(root: Any, otherwise: Box) -> Box:
    for name in ("PhysicalBox", "ApplicationBox"):
        numbers = [float(part) for part in re.split(r"[\s,]+", _text(root, name) or "") if part]
        if len(numbers) == 4 and numbers[2] > 0 and numbers[3] > 0:
            return numbers[0], numbers[1], numbers[2], numbers[3]
    return otherwise


def _spots(content: Any) -> Iterator[Spot]:
    for item in _named(content, "TextObject"):
        if item.get("Visible", "true").lower() != "false":
            yield from Spot.of(item)
