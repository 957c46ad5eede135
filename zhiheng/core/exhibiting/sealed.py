"""Whether a page shows a red seal: a round red blob of a seal's size."""

from typing import Any

from zhiheng.core.values.exhibits import SealSeen

_SIDE = 240  # pixels of the page's width looked at: under a millimetre each on A4
_LEAST, _MOST = 0.09, 0.36  # of the page's width that a seal is across: 20 to 75 mm on A4
_ROUND = 1.35  # at most, the longer side to the shorter
_SECTORS, _RIM = 24, 0.7  # of the circle, and the share of them that must show red near the rim
_ANY_RED = 0.0004  # of the page
_COLOUR = 0.0002  # of the page; less, and it was scanned in grey: nothing can be told of a seal


def seal_on(image: Any, *, scanned: bool) -> SealSeen:
    """What a page's image (PIL, RGB) shows. A grey scan, or red that is not round, is "unknown", never "no"."""
    import numpy

    width, height = image.size
    small = image.convert("RGB").resize((_SIDE, max(round(_SIDE * height / width), 1)))
    pixels = numpy.asarray(small).astype(numpy.int16)
    red, green, blue = pixels[:, :, 0], pixels[:, :, 1], pixels[:, :, 2]
    mask = (red > 110) & (red - green > 40) & (red - blue > 40)
    if any(_is_round(numpy.array(blob)) for blob in _blobs(mask)):
        return "yes"
    if float(mask.mean()) > _ANY_RED:
        return "unknown"
    spread = pixels.max(axis=2) - pixels.min(axis=2)
    return "unknown" if scanned and float((spread > 30).mean()) < _COLOUR else "no"


def _blobs(mask: Any) -> list[list[tuple[int, int]]]:
    """The red pixels that touch, across gaps of two pixels."""
    rows, columns = mask.nonzero()
    left = set(zip(rows.tolist(), columns.tolist(), strict=True))
    near = [(down, across) for down in range(-3, 4) for across in range(-3, 4) if (down, across) != (0, 0)]
    found = []
    while left:
        waiting = [left.pop()]
        blob = []
        while waiting:
            row, column = waiting.pop()
            blob.append((row, column))
            for down, across in near:
                beside = (row + down, column + across)
                if beside in left:
                    left.remove(beside)
                    waiting.append(beside)
        found.append(blob)
    return found


def _is_round(points: Any) -> bool:
    import numpy

    (top, left), (bottom, right) = points.min(axis=0), points.max(axis=0)
    tall, wide = int(bottom - top) + 1, int(right - left) + 1
    longer, shorter = max(tall, wide), min(tall, wide)
    if not _LEAST * _SIDE <= longer <= _MOST * _SIDE or longer > _ROUND * shorter:
        return False
    down = (points[:, 0] - (top + bottom) / 2) / (tall / 2)
    across = (points[:, 1] - (left + right) / 2) / (wide / 2)
    far = numpy.hypot(down, across)
    rim = (far > 0.75) & (far < 1.12)
    sectors = numpy.floor((numpy.arctan2(down, across)[rim] + numpy.pi) / (2 * numpy.pi) * _SECTORS).astype(int) % _SECTORS
    return len(set(sectors.tolist())) >= _RIM * _SECTORS and float((far > 1.15).mean()) < 0.05
