"""A drawing that stands alone, as a file: the finding above it, below it what its figures rest on."""

from msgspec import structs

from zhiheng.core.charting.hues import INK, SECOND
from zhiheng.core.charting.shapes import Area, Drawing, Line, Mark, Shape, Text, width_of
from zhiheng.core.values.charts import Chart

_TITLE, _NOTE, _EDGE = 24.0, 18.0, 16.0


def framed(drawing: Drawing, chart: Chart) -> Drawing:
    """The drawing with its title and notes in the picture."""
    title = _lines(chart.title, drawing.width, 16)
    notes = [line for head, text in chart.notes for line in _lines(f"{head}：{text}", drawing.width, 11)]
    down = _EDGE + _TITLE * len(title) + 8
    foot = down + drawing.height + 8
    shapes: list[Shape] = [
        Text(x=_EDGE, y=_EDGE + _TITLE * place + 16, text=line, size=16, colour=INK, bold=True)
        for place, line in enumerate(title)
    ]
    shapes += [_moved(shape, _EDGE, down) for shape in drawing.shapes]
    shapes += [
        Text(x=_EDGE, y=foot + _NOTE * place + 12, text=line, size=11, colour=SECOND) for place, line in enumerate(notes)
    ]
    height = foot + _NOTE * len(notes) + _EDGE
    return structs.replace(drawing, width=drawing.width + 2 * _EDGE, height=height, shapes=tuple(shapes))


def _lines(text: str, room: float, size: float) -> list[str]:
    """The text in lines that fit."""
    lines, line = [], ""
    for sign in text:
        if width_of(line + sign, size) > room and sign not in "，。、；：）":
            lines.append(line)
            line = ""
        line += sign
    return [*lines, line]


def _moved(shape: Shape, right: float, down: float) -> Shape:
    match shape:
        case Line():
            return structs.replace(shape, points=tuple((x + right, y + down) for x, y in shape.points))
        case Area():
            return structs.replace(
                shape, rings=tuple(tuple((x + right, y + down) for x, y in ring) for ring in shape.rings)
            )
        case Mark():
            return structs.replace(shape, shapes=tuple(_moved(part, right, down) for part in shape.shapes))
        case _:
            return structs.replace(shape, x=shape.x + right, y=shape.y + down)
