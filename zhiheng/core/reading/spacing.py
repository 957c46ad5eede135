"""Hard line wraps and page numbers of a printed page, and blanks inside sentences."""

import re
from collections import Counter

from zhiheng.core.reading.aligned import Aligned
from zhiheng.core.reading.characters import HAN, WIDE
from zhiheng.core.reading.lines import Line, is_date, is_numbered, lines_of

BLANK = re.compile(
    rf"(?<=[{WIDE}])[ \t\u3000\xa0]+(?=[{WIDE}\d.%（(）)])|(?<=[\d.%）)])[ \t\u3000\xa0]+(?=[{WIDE}])"
    r"|(?<=\d)[ \t\xa0]+(?=%)"
)
PAGE_NUMBER = re.compile(r"[—\-–－·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?[—\-–－·\s]*(?:/\s*\d{1,4})?")
GLUED = re.compile(rf"(\d{{1,4}})(?=[{HAN}“《（])")
ENDED = "。！？；：!?;:"
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\u200b-\u200f\u2028\u2029\ufffe\uffff]+")


def unwrapped(body: Aligned) -> Aligned:
    """Paragraphs in one line each, where lines break at the width of a page; page numbers cut."""
    lines = lines_of(body.text)
    width = page_width(lines)
    if width is None:
        return body
    cuts: list[tuple[int, int]] = []
    pages = _page_numbers(lines)
    previous: Line | None = None
    for k, line in enumerate(lines):
        start = line.start
        if k in pages:
            start += pages[k]
        if previous is not None and _continues(previous, line, width, pages.get(k, 0)):
            cuts.append((previous.end, start))
        elif start > line.start:
            cuts.append((line.start, start))
        if start < line.end:
            previous = line
    return body.without(_merged(cuts))


def page_width(lines: list[Line]) -> int | None:
    """The length at which most lines break inside a sentence; None where lines are paragraphs."""
    inner = [line for line in lines[:-1] if len(line.text) >= 12 and line.text[-1] not in ENDED]
    if len(inner) < 5 or len(inner) < 0.4 * len(lines):
        return None
    sizes = Counter(len(line.text) for line in inner)
    middle, _ = max(((size, _near(sizes, size)) for size in sizes), key=lambda pair: (pair[1], pair[0]))
    if middle > 60 or _near(sizes, middle) < 0.5 * len(inner):
        return None
    return middle


def _near(sizes: Counter[int], size: int) -> int:
    return sum(sizes[size + k] for k in range(-3, 4))


def _continues(before: Line, line: Line, width: int, cut: int) -> bool:
    """Whether a line goes on with the sentence of the one before it."""
    if before.number < line.number - 1 and cut == 0 and not _blank_page_break(before, line):
        return False
    text = line.text[cut:]
    if not text or is_date(text) or is_date(before.text):
        return False
    if is_numbered(text) and before.text[-1] in ENDED:
        return False
    if len(before.text) >= width - 3 and before.text[-1] not in ENDED:
        return True
    return len(before.text) >= width - 4 and not is_numbered(text) and before.text[-1] in "，、,（《“"


def _blank_page_break(before: Line, line: Line) -> bool:
    return line.number - before.number <= 3 and before.text[-1] not in ENDED


def _page_numbers(lines: list[Line]) -> dict[int, int]:
    """Lines that are a page number or begin with one glued on, and its length: numbers that go up by pages."""
    found: dict[int, int] = {}
    for k, line in enumerate(lines):
        if PAGE_NUMBER.fullmatch(line.text):
            found[k] = len(line.text)
        elif k and lines[k - 1].text[-1] not in ENDED and not re.search(r"\d$", lines[k - 1].text):
            glued = GLUED.match(line.text)
            if glued and not re.match(r"\d+(?:年|月|日|个|项|家|万|亿|人|次|%|件|户|种|类|级|号|条|公里|米|吨|元|世纪|小时|分钟|时|岁|所|张|名|台|套|平方)", line.text):
                found[k] = glued.end()
    return found


def closed_up(body: Aligned) -> Aligned:
    """The text without control characters and blanks inside a sentence; blanks between words of Latin stay."""
    text = body.text
    cuts = [match.span() for match in BLANK.finditer(text) if not _parts_names(text, *match.span())]
    cuts += [match.span() for match in CONTROL.finditer(text)]
    return body.without(_merged(sorted(cuts)))


def _parts_names(text: str, start: int, end: int) -> bool:
    """Whether a blank stands between two names or headings on a short line, as in a title's two issuers."""
    first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
    last = len(text) if last < 0 else last
    line = text[first:last]
    return len(line) <= 60 and not re.search(r"[。；，,;]", line) and not re.search(r"\d", text[start - 1] + text[end : end + 1])


def _merged(cuts: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in cuts:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
