"""A drawing as SVG text: no script, no style sheet, a title and a description for who does not see it."""

from html import escape

from zhiheng.core.charting.shapes import Area, Dot, Drawing, Line, Mark, Shape, Text

FAMILY = "PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, sans-serif"


def svg_of(drawing: Drawing, name: str = "chart", *, links: bool = False) -> str:
    """The drawing. `name` keeps ids apart on a page; with `links` each mark leads to its figure.

    Shape: an image (role img) of one title and description; with links a group, since what can be opened is no picture.
    """
    role = "group" if links else "img"
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" role="{role}" aria-labelledby="{name}-title {name}-desc" '
        f'viewBox="0 0 {_n(drawing.width)} {_n(drawing.height)}" width="{_n(drawing.width)}" '
        f'height="{_n(drawing.height)}" font-family="{FAMILY}">'
        f'<title id="{name}-title">{escape(drawing.title)}</title><desc id="{name}-desc">{escape(drawing.describes)}</desc>'
    )
    return head + "".join(_shape(shape, links) for shape in drawing.shapes) + "</svg>"


def _shape(shape: Shape, links: bool) -> str:
    match shape:
        case Line():
            return f'<polyline points="{_points(shape.points)}" fill="none"{_stroke(shape.colour, shape.width, shape.dash)}/>'
        case Area():
            path = "".join(f"M{_points(ring, 'L')}Z" for ring in shape.rings)
            edge = _stroke(shape.edge, 1, shape.dash) if shape.edge else ""
            return f'<path d="{path}" fill="{shape.fill}" fill-rule="evenodd"{edge}/>'
        case Dot():
            inside = "#ffffff" if shape.hollow else shape.colour
            return (
                f'<circle cx="{_n(shape.x)}" cy="{_n(shape.y)}" r="{_n(shape.radius)}" fill="{inside}"'
                f"{_stroke(shape.colour, 1.5, ())}/>"
            )
        case Text():
            anchor = "" if shape.anchor == "start" else f' text-anchor="{shape.anchor}"'
            weight = ' font-weight="600"' if shape.bold else ""
            halo = ' stroke="#ffffff" stroke-width="3" paint-order="stroke"' if shape.halo else ""
            return (
                f'<text x="{_n(shape.x)}" y="{_n(shape.y)}" font-size="{_n(shape.size)}" fill="{shape.colour}"'
                f"{anchor}{weight}{halo}>{escape(shape.text)}</text>"
            )
        case Mark():
            inner = f"<title>{escape(shape.says)}</title>" + "".join(_shape(part, links) for part in shape.shapes)
            if links and shape.link:  # the table beneath has the same links for the keyboard
                return f'<a href="{escape(shape.link)}" tabindex="-1">{inner}</a>'
            return f"<g>{inner}</g>"


def _points(points: tuple[tuple[float, float], ...], between: str = " ") -> str:
    return between.join(f"{_n(x)},{_n(y)}" for x, y in points)


def _stroke(colour: str, width: float, dash: tuple[int, ...]) -> str:
    dashes = f' stroke-dasharray="{" ".join(map(str, dash))}"' if dash else ""
    return f' stroke="{colour}" stroke-width="{_n(width)}"{dashes}'


def _n(number: float) -> str:
    return f"{number:.1f}".removesuffix(".0")
