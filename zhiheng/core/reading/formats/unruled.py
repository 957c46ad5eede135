"""Tables with few rules or none: columns from the gaps that all rows leave, rows from what stands level.

Where the rows cannot be told for certain the lines stay as they were printed, and `unsure` counts such places.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median

from msgspec import Struct

from zhiheng.core.reading.formats.glyphs import Glyph, bounds
from zhiheng.core.reading.formats.leading import Place, row_edges
from zhiheng.core.reading.formats.ruling import Ruled, Stroke

_GAP = 0.5  # characters that rows leave free between columns
_APART = 1.2  # characters between two cells of one row, at least, where no rule tells
_LEAST_COLUMNS, _LEAST_ROWS = 3, 3  # where no rule tells
_LINES_BEFORE = 6  # of one cell that may stand above the others of its row
_LEVEL = 4.0  # points within which the ends of rules are level
_CENTRED = 0.5  # of what it spans, by which twice the middle of a head word may be off
_FAR = 4.5  # heights between two rows of one table, at most
_MOST = 1500  # pieces of a page; more, and it is a drawing


class Opened(Struct, frozen=True):
    """The tables of a page that are told by more than rules, and how many places look like one but are not sure."""

    tables: tuple[Ruled, ...] = ()
    unsure: int = 0


class _Piece(Struct, frozen=True):
    """Characters side by side, in points."""

    text: str
    place: Place


def opened(runs: Sequence[Sequence[Glyph]], strokes: Sequence[Stroke], columned: bool) -> Opened:
    """Tables among `runs`, which stand in no ruled one; only between rules where the page is set in columns."""
    pieces = sorted((piece for run in runs for piece in _pieces(run)), key=lambda piece: piece.place.middle)
    if not 4 <= len(pieces) <= _MOST:
        return Opened()
    tables: list[Ruled] = []
    unsure = 0
    for rules in _bands(strokes):
        held = [piece for piece in pieces if _within(piece.place, rules)]
        table = _between(held, rules, strokes)
        if table is not None:
            tables.append(table)
            pieces = [piece for piece in pieces if piece not in held]
    for rows in _runs_of_rows(pieces) if not columned else ():
        held = [piece for row in rows for piece in row]
        groups = [row[0] for row in rows if _names_group(row, held)]
        edges = _paired(rows[0], [piece for row in rows[1:] for piece in row if piece not in groups])
        tops = row_edges(_by_column(held, edges)) if edges else None
        if edges is None or tops is None:
            unsure += 1
        elif len(tops) > _LEAST_ROWS:
            tables.append(_table(edges, tops, held, groups))
    return Opened(tuple(tables), unsure)


def _pieces(run: Sequence[Glyph]) -> Iterator[_Piece]:
    part: list[Glyph] = []
    for glyph in run:
        if glyph.char.isspace():
            continue
        if part and glyph.left - part[-1].right > _GAP * (glyph.bottom - glyph.top):
            yield _piece(part)
            part = []
        part.append(glyph)
    if part:
        yield _piece(part)


def _piece(glyphs: Sequence[Glyph]) -> _Piece:
    return _Piece("".join(glyph.char for glyph in glyphs), Place(*bounds(glyphs)))


def _bands(strokes: Sequence[Stroke]) -> Iterator[list[Stroke]]:
    """Level rules of one width, three or more, one below the other with nothing upright between."""
    level = sorted(stroke for stroke in strokes if stroke[2] - stroke[0] > 100 and stroke[3] - stroke[1] < 2.5)
    upright = [stroke for stroke in strokes if stroke[3] - stroke[1] > 6 and stroke[2] - stroke[0] < 2.5]
    groups: list[list[Stroke]] = []
    for rule in level:
        group = next((held for held in groups if _as_wide(held[0], rule)), None)
        if group is None:
            groups.append([rule])
        else:
            group.append(rule)
    for group in groups:
        rules = sorted(group, key=lambda rule: rule[1])
        rules = [rule for k, rule in enumerate(rules) if not k or rule[1] - rules[k - 1][1] > _LEVEL]
        top, bottom = rules[0][1], rules[-1][1]
        crossed = any(rules[0][0] + _LEVEL < x < rules[0][2] - _LEVEL and y < bottom and top < z for x, y, _, z in upright)
        if len(rules) >= 3 and not crossed:
            yield rules


def _as_wide(one: Stroke, other: Stroke) -> bool:
    return abs(one[0] - other[0]) < _LEVEL and abs(one[2] - other[2]) < _LEVEL


def _within(place: Place, rules: Sequence[Stroke]) -> bool:
    left, top, right, _ = rules[0]
    return left - _LEVEL < (place.left + place.right) / 2 < right + _LEVEL and top < place.middle < rules[-1][1]


def _between(held: Sequence[_Piece], rules: Sequence[Stroke], strokes: Sequence[Stroke]) -> Ruled | None:
    """The table between rules: its head above the second one, its body below."""
    zones = [[piece for piece in held if above[1] < piece.place.middle < below[1]] for above, below in pairwise(rules)]
    if not all(zones) or any("。" in piece.text for piece in zones[0]):  # a head has no sentence: the rules are a letter-head's
        return None
    body = [piece for zone in zones[1:] for piece in zone]
    groups = [row[0] for row in _rows(body) if _names_group(row, body)]
    cells = [piece for piece in body if piece not in groups]
    edges = _paired(zones[0], cells) or _columns(cells)
    if len(edges) < 3:
        return None
    edges = (min(edges[0], rules[0][0]), *edges[1:-1], max(edges[-1], rules[0][2]))
    tops = [rules[1][1]]
    for zone, (_, below) in zip(zones[1:], list(pairwise(rules))[1:], strict=True):
        inner = row_edges(_by_column(zone, edges))
        if inner is None and len(rules) == 3:
            return None
        tops += [*(inner or ())[1:-1], below[1]] if len(rules) == 3 else [below[1]]
    return _with_head(_table(edges, tops, body, groups), edges, zones[0], rules, strokes)


def _with_head(
    body: Ruled, edges: Sequence[float], head: Sequence[_Piece], rules: Sequence[Stroke], strokes: Sequence[Stroke]
) -> Ruled:
    """The table with its head: one row, or two where a word of it stands over several columns."""
    top, bottom = rules[0][1], rules[1][1]
    spans = sorted(_spans(head, edges, (top, bottom), strokes))
    depth = 2 if spans else 1
    cells: list[tuple[int, int, Stroke]] = []
    covered: dict[int, float] = {}
    for first, last, level in spans:
        cells.append((0, first, (edges[first], top, edges[last + 1], level)))
        covered |= dict.fromkeys(range(first, last + 1), level)
    for k, (left, right) in enumerate(pairwise(edges)):
        level = covered.get(k, 0.0)
        cells.append((0, k, (left, top, right, bottom)) if not level else (1, k, (left, level, right, bottom)))
    cells += [(row + depth, column, rect) for row, column, rect in body.cells]
    return Ruled(lefts=body.lefts, cells=tuple(cells), widths=body.widths)


def _spans(
    head: Sequence[_Piece], edges: Sequence[float], zone: tuple[float, float], strokes: Sequence[Stroke]
) -> Iterator[tuple[int, int, float]]:
    """First and last column under each head word that spans several, and where it ends."""
    columns = list(pairwise(edges))
    highest = min(piece.place.bottom for piece in head)
    upper = [piece.place for piece in head if piece.place.top < highest - 2 and piece.place.middle < highest]
    lower = [piece.place for piece in head if piece.place.top > highest - 2]
    upper = [p for p in upper if any(_in(p, *column) and any(_in(q, *column) for q in lower) for column in columns)]
    begins = {k: [p for p in upper if _in(p, *column)] for k, column in enumerate(columns)}
    over: dict[int, Place] = {}
    for k, (left, right) in enumerate(columns):
        if not any(_in(place, left, right) for place in lower) or not upper:
            continue
        middle = (left + right) / 2
        nearest = min(upper, key=lambda place: abs((place.left + place.right) / 2 - middle))
        if not begins[k] or nearest in begins[k]:
            over[k] = nearest
    for place in dict.fromkeys(over.values()):
        held = [k for k, other in over.items() if other is place]
        rule = _rule_under(place, zone, strokes)
        if rule is not None:
            held = [k for k in over if rule[0] < sum(columns[k]) / 2 < rule[2]]
        if len(held) < 2 or held != list(range(held[0], held[-1] + 1)):
            continue
        left, right = columns[held[0]][0], columns[held[-1]][1]
        if rule is not None or abs(place.left + place.right - left - right) < _CENTRED * (right - left):
            yield held[0], held[-1], rule[1] if rule is not None else place.bottom + 1


def _rule_under(place: Place, zone: tuple[float, float], strokes: Sequence[Stroke]) -> Stroke | None:
    """The short rule under a word of the head."""
    for rule in strokes:
        inside = zone[0] + _LEVEL < rule[1] < zone[1] - _LEVEL and rule[2] - rule[0] > 10 and rule[3] - rule[1] < 2.5
        if inside and rule[1] > place.middle and rule[0] < place.right and place.left < rule[2]:
            return rule
    return None


def _in(place: Place, left: float, right: float) -> bool:
    return left < (place.left + place.right) / 2 < right


def _runs_of_rows(pieces: Sequence[_Piece]) -> Iterator[list[list[_Piece]]]:
    """Rows, one below the other, that leave the same gaps: those of at least three columns."""
    rows = _rows(pieces)
    at = 0
    while at < len(rows):
        end = _reach(rows, at) if len(_wide_apart(rows[at])) >= _LEAST_COLUMNS else at
        if _is_table(rows[at:end]):
            yield rows[at:end]
            at = end
        else:
            at += 1


def _reach(rows: Sequence[list[_Piece]], at: int) -> int:
    """Behind the last row that leaves the gaps of those before it; the head, which may be set otherwise, is not asked."""
    end, held = at + 1, list[_Piece]()
    while end < len(rows) and _is_near(rows[end - 1], rows[end]):
        if not _names_group(rows[end], rows[at] + held):
            more = held + rows[end]
            columns = len(_columns(more)) - 1
            if held and columns < len(_columns(held)) - 1 and columns < len(_extents(rows[at])):
                break
            if columns < _LEAST_COLUMNS and end - at > _LINES_BEFORE:
                break
            held = more
        end += 1
    while end > at and _names_group(rows[end - 1], rows[at] + held):
        end -= 1
    return end


def _is_table(rows: Sequence[Sequence[_Piece]]) -> bool:
    """Whether enough rows under a head fill enough columns."""
    held = [piece for row in rows[1:] for piece in row if not _names_group(row, rows[0])]
    columns = list(pairwise(_columns(held)))
    filled = [sum(any(_in(piece.place, *column) for piece in row) for column in columns) for row in rows[1:]]
    return sum(count >= _LEAST_COLUMNS for count in filled) >= _LEAST_ROWS - 1


def _rows(pieces: Sequence[_Piece]) -> list[list[_Piece]]:
    rows: list[list[_Piece]] = []
    for piece in pieces:
        if rows and piece.place.middle - rows[-1][0].place.middle < 0.4 * rows[-1][0].place.height:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [sorted(row, key=lambda piece: piece.place.left) for row in rows]


def _wide_apart(row: Sequence[_Piece]) -> list[_Piece]:
    """The pieces of a row, those counted once that stand closer than cells do."""
    apart = [row[0]]
    for before, piece in pairwise(row):
        if piece.place.left - before.place.right > _APART * piece.place.height:
            apart.append(piece)
    return apart


def _is_near(above: Sequence[_Piece], below: Sequence[_Piece]) -> bool:
    height = max(piece.place.height for piece in above)
    return below[0].place.middle - above[0].place.middle < _FAR * height


def _names_group(row: Sequence[_Piece], held: Sequence[_Piece]) -> bool:
    """Whether a row is one text from the first column on: the name of a group of rows, or a note below the last."""
    left = min(other.place.left for other in held)
    return len(row) == 1 and len(row[0].text) > 3 and row[0].place.left < left + row[0].place.height


def _columns(held: Sequence[_Piece]) -> tuple[float, ...]:
    """The edges of the columns: the middles of the gaps that every piece leaves free, and the outer edges."""
    if not held:
        return ()
    wide = _GAP * median(piece.place.height for piece in held)
    places = sorted((piece.place.left, piece.place.right) for piece in held)
    edges, reached = [places[0][0] - 2], places[0][1]
    for left, right in places:
        if left - reached > wide:
            edges.append((left + reached) / 2)
        reached = max(reached, right)
    return (*edges, reached + 2)


def _paired(head: Sequence[_Piece], body: Sequence[_Piece]) -> tuple[float, ...] | None:
    """The edges of columns whose heads are not set as their cells are; None where heads and columns do not pair."""
    columns = _columns(body)
    words = _extents(head)
    if len(words) != len(columns) - 1:
        return None
    cells = [
        (min(place.left for _, place in column), max(place.right for _, place in column))
        for column in _by_column(body, columns)
    ]
    lefts = [min(word[0], cell[0]) for word, cell in zip(words, cells, strict=True)]
    rights = [max(word[1], cell[1]) for word, cell in zip(words, cells, strict=True)]
    if any(right + 1 > left for right, left in zip(rights, lefts[1:], strict=False)):
        return None
    between = [(right + left) / 2 for right, left in zip(rights, lefts[1:], strict=False)]
    return (lefts[0] - 2, *between, rights[-1] + 2)


def _extents(head: Sequence[_Piece]) -> list[tuple[float, float]]:
    """From where to where each word of a head reaches, its lines put together."""
    found: list[tuple[float, float]] = []
    for piece in sorted(head, key=lambda held: held.place.left):
        if found and piece.place.left - found[-1][1] < _APART * piece.place.height:
            found[-1] = (found[-1][0], max(found[-1][1], piece.place.right))
        else:
            found.append((piece.place.left, piece.place.right))
    return found


def _by_column(held: Sequence[_Piece], edges: Sequence[float]) -> list[list[tuple[str, Place]]]:
    return [
        sorted(((piece.text, piece.place) for piece in held if _in(piece.place, left, right)), key=lambda said: said[1].middle)
        for left, right in pairwise(edges)
    ]


def _table(
    edges: Sequence[float], tops: Sequence[float], held: Sequence[_Piece], groups: Sequence[_Piece] = ()
) -> Ruled:
    """The cells between edges; the row of a group's name is one cell."""
    cells: list[tuple[int, int, Stroke]] = []
    for row, (top, bottom) in enumerate(pairwise(tops)):
        if any(top < group.place.middle < bottom for group in groups):
            cells.append((row, 0, (edges[0], top, edges[-1], bottom)))
        else:
            cells += [(row, k, (left, top, right, bottom)) for k, (left, right) in enumerate(pairwise(edges))]
    columns = _by_column([piece for piece in held if piece not in groups], edges)
    widths = (max((p.right for _, p in own), default=0.0) - min((p.left for _, p in own), default=0.0) for own in columns)
    return Ruled(lefts=tuple(edges[:-1]), cells=tuple(cells), widths=tuple(widths))
