"""How large a picture stands on the page."""

import io

from PIL import Image

from zhiheng.core.values.papers import Picture
from zhiheng.core.writing.papers.measures import POINT, WIDTH

_TALLEST = 110.0 / POINT  # points


def picture_size(picture: Picture) -> tuple[int, int]:
    """Its width and height in pixels."""
    with Image.open(io.BytesIO(picture.png)) as image:
        return image.size


def picture_room(picture: Picture) -> tuple[float, float]:
    """Its width and height on the page, in points: as wide as the text, but not too tall."""
    wide, tall = picture_size(picture)
    width = min(WIDTH, _TALLEST * wide / tall)
    return width, width * tall / wide
