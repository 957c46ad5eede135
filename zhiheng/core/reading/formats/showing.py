"""A page of a scan as an image to look at; boxes of its lines are shares of this image."""

import io
from typing import Any

import pypdfium2
from PIL import Image, UnidentifiedImageError

from zhiheng.core.reading.formats import failing, picture, portable, sniffing

_LONG_SIDE = 1400  # pixels: sharp at half a screen's width


def page_shown(data: bytes, name: str, number: int) -> bytes:
    """One page of a PDF or an image file as JPEG, made anew from its pixels; `number` from 1.

    Raises: Fault R103 for formats without pages to show, R105 damaged; IndexError: no such page.
    """
    match sniffing.kind(data, name):
        case "pdf":
            shown = _of_pdf(data, name, number)
        case "image":
            shown = _of_image(data, name, number)
        case _:
            raise failing.unsupported(name, "没有页面图像的文件", "对照原文一栏核对")
    shown.thumbnail((_LONG_SIDE, _LONG_SIDE))
    out = io.BytesIO()
    shown.save(out, "JPEG", quality=72)
    return out.getvalue()


def _of_pdf(data: bytes, name: str, number: int) -> Any:
    with portable.ONE_AT_A_TIME:
        try:
            document = pypdfium2.PdfDocument(data)
            try:
                if not 1 <= number <= len(document):
                    raise IndexError(number)
                page = document[number - 1]
                scale = min(_LONG_SIDE / max(*page.get_size(), 1.0), 4.0)
                return page.render(scale=scale).to_pil().convert("RGB")
            finally:
                document.close()
        except pypdfium2.PdfiumError as error:
            raise failing.damaged(name, "PDF") from error


def _of_image(data: bytes, name: str, number: int) -> Any:
    try:
        with Image.open(io.BytesIO(data), formats=picture.FORMATS) as image:
            if not 1 <= number <= getattr(image, "n_frames", 1):
                raise IndexError(number)
            image.seek(number - 1)
            return picture.prepared(image)
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError, ValueError) as error:
        raise failing.damaged(name, "图片") from error
