"""Text objects of an OFD page to lines: each TextCode is a run with an origin and steps from character to character."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from zhiheng.core.reading.formats.drafting import Box, clean
from zhiheng.core.reading.formats.page import Line, ems

_ASCENT, _DESCENT = 0.86, 0.14  # of the size, above and below the origin


class Spot(Struct, frozen=True):
    """A run of characters, in millimetres from the top left of the page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float

    @classmethod
    def of(cls, item: Any) -> Iterator["Spot"]:
        """The runs of one TextObject."""
        size = _number(item.get("Size"), 4.0)
        boundary = _numbers(item.get("Boundary")) or [0.0, 0.0, 0.0, 0.0]
        matrix = _numbers(item.get("CTM"))
        a, b, c, d, e, f = matrix if len(matrix) == 6 else [1.0, 0.0, 0.0, 1.0, 0.0, 0.0]
        x = y = 0.0
        for code in item.iter("{*}TextCode"):
            text = clean(code.text or "")
            # A code without an origin goes on at that of the one before (GB/T 33190 11.3).
            x, y = _number(code.get("X"), x), _number(code.get("Y"), y)
            if not text.strip():
                continue
            length = _length(text, steps(code.get("DeltaX", "")), size)
            across, down = abs(a) or abs(c) or 1.0, abs(d) or abs(b) or 1.0
            left, base = boundary[0] + a * x + c * y + e, boundary[1] + b * x + d * y + f
            indent = length * (1 - ems(text.lstrip()) / ems(text)) if text[0].isspace() else 0.0
            yield cls(
                text.lstrip(),
                left + indent * across,
                base - _ASCENT * size * down,
                left + length * across,
                base + _DESCENT * size * down,
            )


def steps(written: str) -> list[float]:
    """The list of a DeltaX; "g 3 4.5" stands for three steps of 4.5."""
    parts = re.split(r"[\s,]+", written.strip())
    found: list[float] = []
    place = 0
    while place < len(parts):
        if parts[place] == "g" and place + 2 < len(parts):
            found += [_number(parts[place + 2], 0.0)] * min(int(_number(parts[place + 1], 0.0)), 10_000)
            place += 3
        else:
            found += [_number(parts[place], 0.0)] if parts[place] else []
            place += 1
    return found


def placed_lines(spots: Iterator[Spot], area: Box) -> list[Line]:
    """Lines with their boxes as shares of the page; runs that go on where the one before ended are one line."""
    return [_line(run, area) for run in _runs(list(spots))]


def _runs(spots: Sequence[Spot]) -> list[list[Spot]]:
    runs: list[list[Spot]] = []
    for spot in spots:
        if runs and _goes_on(runs[-1][-1], spot):
            runs[-1].append(spot)
        else:
            runs.append([spot])
    return runs


def _goes_on(before: Spot, spot: Spot) -> bool:
    height = before.bottom - before.top
    level = abs(before.bottom - spot.bottom) < 0.3 * height and abs(height - (spot.bottom - spot.top)) < 0.3 * height
    return level and -0.5 * height < spot.left - before.right < 0.6 * height


def _line(run: Sequence[Spot], area: Box) -> Line:
    left, top, width, height = area

    def within(value: float) -> float:
        return round(min(max(value, 0.0), 1.0), 5)

    return Line(
        text="".join(spot.text for spot in run).strip(),
        box=(
            within((min(spot.left for spot in run) - left) / width),
            within((min(spot.top for spot in run) - top) / height),
            within((max(spot.right for spot in run) - left) / width),
            within((max(spot.bottom for spot in run) - top) / height),
        ),
    )


def _length(text: str, deltas: Sequence[float], size: float) -> float:
    if not deltas:
        return ems(text) * size
    last = ems(text[-1]) * size
    return sum(deltas[: len(text) - 1]) + max(len(text) - 1 - len(deltas), 0) * size + last


def _numbers(written: str | None) -> list[float]:
    return [_number(part, 0.0) for part in re.split(r"[\s,]+", (written or "").strip()) if part]


def _number(written: str | None, otherwise: float) -> float:
    try:
        return float(written) if written is not None else otherwise
    except ValueError:
        return otherwise
