"""Photographs and scans as image files: every frame a page, turned as the camera says."""

import io
from typing import Any

from PIL import Image, ImageOps, UnidentifiedImageError

from zhiheng.core.reading.formats import failing, layout, recognising
from zhiheng.core.reading.formats.drafting import Draft
from zhiheng.core.reading.formats.limits import Limits
from zhiheng.core.reading.formats.page import Page
from zhiheng.core.reading.formats.telling import tell_page
from zhiheng.core.values.extracted import Extracted

_LONG_SIDE = 2600  # pixels; a photograph of a page holds no more text beyond it
_SHORT_SIDE = 900  # smaller ones are enlarged, since tiny characters are misread
FORMATS = ("PNG", "JPEG", "TIFF", "BMP", "WEBP")


def read(data: bytes, name: str, limits: Limits) -> Extracted:
    """The text recognised on an image.

    Raises: Fault R105 damaged, R110 nothing recognised, R113 too many frames, R114 too many pixels.
    """
    draft = Draft(data, name, limits)
    draft.recognised = True
    try:
        with Image.open(io.BytesIO(data), formats=FORMATS) as image:
            count = _frames(image, draft)
            pages = [_page(image, frame, count, draft) for frame in range(count)]
    except Image.DecompressionBombError as error:
        raise failing.image_too_large(name, limits.image_pixels) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise failing.damaged(name, "图片") from error
    draft.note("文字由图像识别得到，请对照原件核对。")
    layout.write(draft, pages)
    return draft.extracted(pages=len(pages))


def _frames(image: Any, draft: Draft) -> int:
    """The number of pages to read; the many sizes and animations of other formats are one."""
    count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
    if count > draft.limits.recognised_pages:
        raise failing.too_many_scanned_pages(draft.name, draft.limits.recognised_pages)
    return count


def _page(image: Any, frame: int, count: int, draft: Draft) -> Page:
    tell_page(frame + 1, count)
    image.seek(frame)
    width, height = image.size
    if width * height > draft.limits.image_pixels:
        raise failing.image_too_large(draft.name, draft.limits.image_pixels)
    return recognising.page_on(prepared(image), frame + 1)


def prepared(image: Any) -> Any:
    """An upright RGB copy of a size that characters are best recognised at."""
    if image.format == "JPEG":
        image.draft("RGB", (_LONG_SIDE, _LONG_SIDE))
    upright = ImageOps.exif_transpose(image)
    if upright.mode in ("RGBA", "LA", "P", "PA"):
        with_alpha = upright.convert("RGBA")
        upright = Image.new("RGB", with_alpha.size, "white")
        upright.paste(with_alpha, mask=with_alpha.getchannel("A"))
    elif upright.mode.startswith(("I", "F")):
        upright = ImageOps.autocontrast(upright.point(lambda value: value / 256).convert("L"))
    upright = upright.convert("RGB")
    long, short = max(upright.size), min(upright.size)
    scale = min(_LONG_SIDE / long, max(1.0, min(_SHORT_SIDE / short, 3.0)))
    if abs(scale - 1.0) < 0.01:
        return upright
    return upright.resize((max(round(upright.width * scale), 1), max(round(upright.height * scale), 1)))
