"""PDF: the text layer with its places and ruled tables; pages without a usable one are recognised from their image."""

import threading
import unicodedata
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from zhiheng.core.reading.formats import failing, layout, second_opinion
from zhiheng.core.reading.formats.drafting import Draft, clean
from zhiheng.core.reading.formats.glyphs import Sheet, glyph_runs, lines_of
from zhiheng.core.reading.formats.gridding import UNSURE, tabled
from zhiheng.core.reading.formats.limits import Limits
from zhiheng.core.reading.formats.page import Page
from zhiheng.core.reading.formats.strokes import strokes_of
from zhiheng.core.reading.formats.telling import tell_page
from zhiheng.core.values.extracted import Extracted

_WHAT = "PDF"
ONE_AT_A_TIME = threading.Lock()  # the library is not safe for several threads
_FEW = 40  # characters beside a page-wide image: a stamp or a page number, not the text


def read(data: bytes, name: str, limits: Limits) -> Extracted:
    """The text of a PDF page by page.

    Raises: Fault R104 with a password, R105 cut off, R112, R113 with too many pages, R110 nothing recognised.
    """
    if b"%%EOF" not in data[-4096:] and b"startxref" not in data[-4096:]:
        raise failing.damaged(name, _WHAT)
    with ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
                raise failing.has_password(name) from error
            raise failing.damaged(name, _WHAT) from error
        try:
            return _read(document, data, Draft(data, name, limits))
        except pypdfium2.PdfiumError as error:
            raise failing.damaged(name, _WHAT) from error
        finally:
            document.close()


def _read(document: Any, data: bytes, draft: Draft) -> Extracted:
    count, limits = len(document), draft.limits
    if count == 0:
        raise failing.damaged(draft.name, _WHAT)
    if count > limits.pages:
        raise failing.too_many_pages(draft.name, count, limits.pages)
    pages, recognised, tabled = [], [], 0
    for number in range(1, count + 1):
        tell_page(number, count)
        page = document[number - 1]
        read_page, was_image = _page(page, number, data, draft, with_tables=tabled < limits.tabled_pages)
        page.close()
        pages.append(read_page)
        tabled += bool(read_page.grids)
        if was_image:
            recognised.append(number)
        if len(recognised) > limits.recognised_pages:
            raise failing.too_many_scanned_pages(draft.name, limits.recognised_pages)
    if recognised:
        draft.recognised = True
        draft.note(f"{_listed(recognised)}是扫描件，文字由图像识别得到，请对照原件核对。")
    layout.write(draft, pages)
    return draft.extracted(pages=count)


def _page(page: Any, number: int, data: bytes, draft: Draft, with_tables: bool) -> tuple[Page, bool]:
    """One page, and whether it was recognised from its image."""
    sheet = Sheet(page)
    textpage = page.get_textpage()
    runs, slanted = glyph_runs(textpage, sheet)
    textpage.close()
    if second_opinion.is_wanted(page, runs):
        runs = second_opinion.glyph_runs(data, number) or runs
    text = "".join(glyph.char for run in runs for glyph in run if not glyph.char.isspace())
    covered = _image_share(page, sheet)
    if _is_garbage(text) or (len(text) < _FEW and covered > 0.5) or (not text and _draws_something(page)):
        from zhiheng.core.reading.formats import recognising

        image, dpi = _rendered(page, sheet)
        return recognising.page_on(image, number, dpi), True
    if covered > 0.8:
        draft.note(f"第{number}页是扫描图像，文字层由别的软件识别，把握不明，请对照原件核对数字。")
    if slanted.strip():
        draft.margins.append(clean(slanted))
    if not with_tables:
        return Page(number=number, lines=tuple(lines_of(runs, sheet))), False
    grids, rest, unsure = tabled(strokes_of(page, sheet), runs, sheet.share)
    if unsure:
        draft.note(UNSURE.format(number=number))
    return Page(number=number, lines=tuple(lines_of(rest, sheet)), grids=tuple(grids)), False


def _is_garbage(text: str) -> bool:
    """Whether a text layer lacks its character map: private, unassigned and control characters in it."""
    strange = sum(unicodedata.category(char) in {"Co", "Cn", "Cc"} or char == "\ufffd" for char in clean(text))
    return strange > 0.2 * max(len(text), 1)


def _image_share(page: Any, sheet: Sheet) -> float:
    """The share of the page under its largest image."""
    shares = [0.0]
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        left, bottom, right, top = item.get_bounds()
        shares.append(abs((right - left) * (top - bottom)) / (sheet.width * sheet.height))
    return max(shares)


def _draws_something(page: Any) -> bool:
    return next(iter(page.get_objects(max_depth=2)), None) is not None


def _rendered(page: Any, sheet: Sheet) -> tuple[Any, float]:
    """The page's image and its dots per inch."""
    from zhiheng.core.reading.formats.recognising import DPI, LONG_SIDE

    scale = min(DPI / 72, LONG_SIDE / max(sheet.width, sheet.height, 1.0))
    return page.render(scale=scale).to_pil().convert("RGB"), scale * 72


def _listed(numbers: list[int]) -> str:
    if len(numbers) == 1:
        return f"第{numbers[0]}页"
    if numbers == list(range(numbers[0], numbers[-1] + 1)):
        return f"第{numbers[0]}–{numbers[-1]}页"
    return "第" + "、".join(map(str, numbers[:20])) + ("等页" if len(numbers) > 20 else "页")
