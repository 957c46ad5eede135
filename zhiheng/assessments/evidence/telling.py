"""What a file says of itself: title, number, issuer, date, pages, when it was last saved, whether a seal is seen."""

import io
import re
import zipfile
from datetime import UTC, date, datetime
from pathlib import PurePosixPath
from typing import Any, NamedTuple

import pypdfium2
from django.conf import settings
from PIL import Image

from zhiheng.core.composing import open_file
from zhiheng.core.exhibiting import digest_of_words, seal_on
from zhiheng.core.reading import clean
from zhiheng.core.reading.formats import failing, picture, portable
from zhiheng.core.values.exhibits import SealSeen
from zhiheng.core.values.extracted import Extracted
from zhiheng.core.values.faults import Fault
from zhiheng.definitions import lexicons

_STAMP = re.compile(r"(\d{4})\D?(\d\d)\D?(\d\d)(?:\D?(\d\d)\D?(\d\d)\D?(\d\d))?")
_SAVED = re.compile(rb"<dcterms:modified[^>]*>([^<]{10,40})<|<(?:\w+:)?ModDate>([^<]{10,40})<")
_PAGES = re.compile(rb"<Pages>(\d{1,5})</Pages>")
_YEAR = r"[（(]?(?:19|20)\d\d(?:[-—－至](?:19|20)\d\d)?[）)]?[\u4e00-\u9fff]"  # 2024年…, （2024）…: words of the title
_LEAD = re.compile(rf"^(?:(?!{_YEAR})[\d.．\-—_、\s（）()])+")
_EXIF = (36867, 306)  # when a photograph was taken, when it was changed
_SHOWN = 700  # pixels of a page's longer side, enough to see a seal


class Told(NamedTuple):
    """What one file says. None: unknown.

    Shape: `opened` is its text as far as it was read: of a PDF the first two pages and the last; None where it could not be
           read, for the reason in `trouble`; what needs no reading (pages, seal, when it was saved) is said all the same.
    """

    opened: Extracted | None
    title: str
    number: str
    issuer: str
    dated_on: date | None
    saved_at: datetime | None
    pages: int | None
    sealed: SealSeen
    words: str
    trouble: str = ""


def told(data: bytes, name: str, kind: str) -> Told:
    """What a file of a kind that the box takes says."""
    try:
        part, pages, seals = _excerpt(data, name, kind)
    except Fault as fault:
        return _untold(data, name, kind, None, [], fault)
    try:
        opened = open_file(part, name)
    except Fault as fault:
        return _untold(data, name, kind, pages, seals, fault)
    meta = clean(opened, lexicons(settings.DEFINITIONS)).meta
    return Told(
        opened=opened, title=(meta.title or titled(name))[:300], number=(meta.doc_number or "")[:80],
        issuer="、".join(meta.issuers)[:120], dated_on=date.fromisoformat(meta.issued_on) if meta.issued_on else None,
        saved_at=saved_at(data, kind), pages=pages or opened.pages, sealed=_sealed(seals, pages),
        words=digest_of_words(_words(data, kind, opened)),
    )  # fmt: skip


def _untold(data: bytes, name: str, kind: str, pages: int | None, seals: list[SealSeen], fault: Fault) -> Told:
    return Told(
        opened=None, title=titled(name)[:300], number="", issuer="", dated_on=None, saved_at=saved_at(data, kind), pages=pages,
        sealed=_sealed(seals, pages), words="", trouble=fault.says[:300],
    )  # fmt: skip


def titled(name: str) -> str:
    """A title for want of a better one: the file's name without its number and its ending."""
    stem = PurePosixPath(name).stem
    return _LEAD.sub("", stem) or stem


def saved_at(data: bytes, kind: str) -> datetime | None:
    """When the file itself says it was last saved; None where it does not say."""
    try:
        if kind == "pdf":
            with portable.ONE_AT_A_TIME:
                document = pypdfium2.PdfDocument(data)
                try:
                    return _moment(document.get_metadata_value("ModDate") or document.get_metadata_value("CreationDate"))
                finally:
                    document.close()
        if kind in ("docx", "xlsx", "ofd"):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                inside = "OFD.xml" if kind == "ofd" else "docProps/core.xml"
                found = _SAVED.search(archive.read(inside))
                return _moment((found[1] or found[2]).decode("ascii", "replace")) if found else None
        if kind == "image":
            with Image.open(io.BytesIO(data), formats=picture.FORMATS) as image:
                said = image.getexif()
                return next((_moment(str(said[tag])) for tag in _EXIF if tag in said), None)
    except (pypdfium2.PdfiumError, zipfile.BadZipFile, KeyError, OSError, SyntaxError, ValueError):
        return None
    return None


def _moment(said: str) -> datetime | None:
    found = _STAMP.search(said or "")
    try:
        return datetime(*(int(part or 0) for part in found.groups()), tzinfo=UTC) if found else None  # type: ignore[misc,arg-type]
    except ValueError:
        return None


def _excerpt(data: bytes, name: str, kind: str) -> tuple[bytes, int | None, list[SealSeen]]:
    """What is read of the file, how many pages it has in all, and what seals are seen on the pages looked at."""
    if kind == "pdf":
        return _of_pdf(data, name)
    if kind == "image":
        with Image.open(io.BytesIO(data), formats=picture.FORMATS) as image:
            pages = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
            image.thumbnail((_SHOWN, _SHOWN))
            return data, pages, [seal_on(image.convert("RGB"), scanned=True)]
    if kind == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            found = _PAGES.search(archive.read("docProps/app.xml")) if "docProps/app.xml" in archive.namelist() else None
        return data, int(found[1]) if found else None, []
    return data, None, []


def _of_pdf(data: bytes, name: str) -> tuple[bytes, int | None, list[SealSeen]]:
    with portable.ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError:
            return data, None, []  # the reader says why
        try:
            count = len(document)
            looked = sorted({0, min(1, count - 1), count - 1}) if count else []
            seals = [_seal_on(document[at]) for at in looked]
            if count <= len(looked):
                return data, count, seals
            part, out = pypdfium2.PdfDocument.new(), io.BytesIO()
            part.import_pages(document, looked)
            part.save(out)
            part.close()
            return out.getvalue(), count, seals
        except pypdfium2.PdfiumError:
            raise failing.damaged(name, "PDF") from None
        finally:
            document.close()


def _seal_on(page: Any) -> SealSeen:
    shown = page.render(scale=_SHOWN / max(*page.get_size(), 1.0)).to_pil()
    text = page.get_textpage()
    scanned = text.count_chars() < 20
    text.close()
    return seal_on(shown, scanned=scanned)


def _sealed(seals: list[SealSeen], pages: int | None) -> SealSeen:
    """"no" only where every page was looked at and none shows a seal."""
    if "yes" in seals:
        return "yes"
    return "no" if seals and pages == len(seals) and set(seals) == {"no"} else "unknown"


def _words(data: bytes, kind: str, opened: Extracted) -> str:
    """All words of the file as far as they stand in it; none of what was recognised from an image, which errs each time anew."""
    if opened.recognised:
        return ""
    if kind != "pdf":
        return opened.text
    with portable.ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(data)
        try:
            return "".join(page.get_textpage().get_text_bounded() for page in document)
        finally:
            document.close()
