"""Where the document begins and ends within what was found, and which lines between are not its own.

Several signals decide; what is unsure is kept.
"""

from itertools import pairwise
from typing import NamedTuple

from zhiheng.core.reading.aligned import Aligned
from zhiheng.core.reading.copies import Copy, repeated_preamble, second_copies
from zhiheng.core.reading.furniture import (
    SURE,
    field_values,
    furniture_weight,
    is_furniture,
    is_label,
    is_small_furniture,
)
from zhiheng.core.reading.lines import Line, is_date, is_numbered, is_prose, lines_of
from zhiheng.core.reading.paragraphs import continuing_lines
from zhiheng.core.reading.titles import BODY_NAME, Title, find_title, names_in_furniture
from zhiheng.core.values.lexicons import Lexicons

HEAD = 40
"""Lines after the title among which labels and a repeated preamble are sought."""


class Front(NamedTuple):
    """What stood around the body and speaks of it."""

    fields: list[tuple[str, str]]  # field of front matter, value
    names: list[str]  # names in 《》 on furniture lines
    title: str | None
    lines: list[str]  # what stood above the body and is no furniture word, and labels below the title


class Found(NamedTuple):
    """The body, what stood around it, and second copies: raw start, raw end, raw start of the kept one."""

    body: Aligned
    front: Front
    also: tuple[tuple[int, int, int], ...]


def find_body(body: Aligned, lexicons: Lexicons) -> Found:
    """The body without furniture, front matter, blank edges and second copies."""
    every = lines_of(body.text)
    continuing = continuing_lines(every)
    copies = second_copies(every, continuing)
    again = {line.number for copy in copies for line in copy.lines}
    lines = [line for line in every if line.number not in again]
    inside = {every[k].number for k in continuing}
    inner = {k for k, line in enumerate(lines) if line.number in inside}
    title = find_title(lines, lexicons)
    if title and title.first in inner:
        title = None
    drop = _front(lines, title, lexicons)
    drop |= _tail(lines, title.last + 1 if title else 0, inner, lexicons)
    drop |= {k for k, line in enumerate(lines) if _is_stray(line, lexicons)}
    drop -= inner | {k - 1 for k in inner if not _page_or_field(lines, k - 1, lexicons)}
    start = title.last + 1 if title else 0
    repeats = repeated_preamble(lines, range(start, min(len(lines), start + HEAD)), drop)
    drop |= repeats.keys()
    front = Front(
        _fields(lines, drop, lexicons),
        [name for k in sorted(drop) for name in names_in_furniture(lines[k].text)],
        title.text if title else None,
        [lines[k].text for k in sorted(drop) if title and k <= title.last + HEAD and k not in repeats],
    )
    kept = [line for k, line in enumerate(lines) if k not in drop]
    copies += [Copy([lines[again]], lines[first]) for again, first in repeats.items()]
    also = tuple(sorted(_raw_copy(body, copy) for copy in copies))
    return Found(body.without(_cuts(body.text, kept, _title_breaks(lines, title))), front, also)


def _front(lines: list[Line], title: Title | None, lexicons: Lexicons) -> set[int]:
    """Lines above the body that are not of it."""
    drop: set[int] = set()
    if title is None:
        at = 0
        while at < len(lines) and (_is_page_line(lines[at], lexicons) or _is_field_line(lines, at, lexicons)):
            drop.add(at)
            at += 1
        return drop
    above = range(title.first)
    later = {line.text for line in lines[title.last + 1 : title.last + 40]}
    own = [k for k in above if not _page_or_field(lines, k, lexicons)]
    prose = any(is_prose(lines[k].text) and lines[k].text not in later for k in own)
    drop |= set(above).difference(own if prose else ())
    return drop | _after_title(lines, title, lexicons)


def _after_title(lines: list[Line], title: Title, lexicons: Lexicons) -> set[int]:
    """Labels and the title again, between the title and the first heading."""
    drop: set[int] = set()
    titles = {line.text for line in lines[title.first : title.last + 1] if not BODY_NAME.search(line.text)}
    for k in range(title.last + 1, min(len(lines), title.last + HEAD)):
        if is_numbered(lines[k].text):
            break
        if lines[k].text in titles or _page_or_field(lines, k, lexicons):
            drop.add(k)
    return drop


def _page_or_field(lines: list[Line], k: int, lexicons: Lexicons) -> bool:
    return _is_page_line(lines[k], lexicons) or _is_field_line(lines, k, lexicons)


def _is_page_line(line: Line, lexicons: Lexicons) -> bool:
    return is_furniture(line.text, lexicons) or is_small_furniture(line.text, lexicons)


def _is_field_line(lines: list[Line], k: int, lexicons: Lexicons) -> bool:
    """A label with its value, a label alone, or the value on the line after a label."""
    text = lines[k].text
    if is_prose(text) and len(text) > 80:
        return False
    if field_values(text, lexicons) or is_label(text, lexicons):
        return True
    return k > 0 and is_label(lines[k - 1].text, lexicons) and len(text) <= 40


def _tail(lines: list[Line], first: int, inner: set[int], lexicons: Lexicons) -> set[int]:
    """Lines from the first sure furniture after the last line of the body proper."""
    cut = at = len(lines)
    while at > first:
        line = lines[at - 1]
        if at - 1 in inner:
            break
        if _is_page_line(line, lexicons):
            cut = at - 1
        elif not _is_weak(line, lexicons):
            break
        at -= 1
    return set(range(cut, len(lines)))


def _is_weak(line: Line, lexicons: Lexicons) -> bool:
    """A line that may belong to a list of links under furniture: short, no sentence, no heading, no date."""
    text = line.text
    if is_date(text) or is_numbered(text) or text.startswith(("附", "（此件", "(此件", "抄送")):
        return False
    return (text.startswith(("- ", "-", "·", "•", "◆", ">")) and "。" not in text) or (len(text) <= 40 and not is_prose(text))


def _is_stray(line: Line, lexicons: Lexicons) -> bool:
    """A furniture line within the body: short, sure, no sentence and no heading."""
    text = line.text
    return (
        len(text) <= 40
        and not is_numbered(text)
        and "。" not in text
        and furniture_weight(text, lexicons) >= SURE
    )


def _fields(lines: list[Line], drop: set[int], lexicons: Lexicons) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for k in sorted(drop):
        values = field_values(lines[k].text, lexicons)
        if not values and is_label(lines[k].text, lexicons):
            values = field_values(lines[k].text.strip(" |：:") + "：", lexicons)
        for kind, value in values:
            if not value and k + 1 < len(lines) and not field_values(lines[k + 1].text, lexicons):
                value = lines[k + 1].text
            found.append((kind, value))
    return found


def _raw_copy(body: Aligned, copy: Copy) -> tuple[int, int, int]:
    start, end = body.raw_span(copy.lines[0].start, copy.lines[-1].end)
    return start, end, body.raw_span(copy.kept.start, copy.kept.end)[0]


def _title_breaks(lines: list[Line], title: Title | None) -> set[int]:
    """Numbers of the lines after which a title goes on; two issuers stay on lines of their own."""
    if title is None:
        return set()
    pairs = pairwise(lines[title.first : title.last + 1])
    return {a.number for a, b in pairs if not (BODY_NAME.search(a.text) and BODY_NAME.search(b.text[:20]))}


def _cuts(text: str, kept: list[Line], joined: set[int]) -> list[tuple[int, int]]:
    """What is between kept lines, but for the one line break that ends each of them if nothing joins them."""
    cuts, at = [], 0
    for k, line in enumerate(kept):
        cuts.append((at, line.start))
        at = line.end
        if k + 1 < len(kept) and line.number not in joined:
            line_break = text.index("\n", line.end)
            cuts.append((line.end, line_break))
            at = line_break + 1
    cuts.append((at, len(text)))
    return cuts
