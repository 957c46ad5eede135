"""A template born from a document: its lines as they stand, a hole for each figure that the records confirm."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from zhiheng.core.values.renewing import Hole

_MARKS = re.compile(r"[\\*#|_~>`\[\]]")
_ITEM = re.compile(r"^(\d+)([.)])")
_DASH = re.compile(r"^([-+=])")
_BRACES = str.maketrans("{}", "｛｝")


def template_of(text: str, id: str, holes: Sequence[Hole], period: str) -> str:
    """The template: written for the old period it says the old text, for another one the figures of that.

    Shape: the first line is the title, lines with tabs are tables, every other line a paragraph; headings keep the numbers that
           were typed. `period` is how the old period is called: where it stands as such, it becomes a hole too.
    """
    lines = list(_lines(text, holes, period))
    title = lines[0].strip() if lines else id
    name = text.strip().split("\n")[0].strip().replace("\\", "").replace('"', "“")
    head = f'+++\nid = "{id}"\ntitle = "{name}"\n+++\n'
    blocks = ["\n".join(_table(list(group)) if tabbed else _paragraphs(group)) for tabbed, group in groupby(lines[1:], _is_row)]
    return f"{head}# {title}\n\n" + "\n\n".join(blocks) + "\n"


def _is_row(line: str) -> bool:
    return "\t" in line


def _lines(text: str, holes: Sequence[Hole], period: str) -> Iterator[str]:
    """The lines that are not empty, escaped, with their holes."""
    named = re.compile(rf"{re.escape(period)}(?!\d)")
    at = 0
    for line in text.split("\n"):
        end = at + len(line)
        inside = sorted((one for one in holes if at <= one.start and one.end <= end), key=lambda one: one.start)
        pieces, start = [], at
        for one in inside:
            pieces += [_words(text[start : one.start], named), f"{{{{ {one.asked} }}}}"]
            start = one.end
        said = "".join([*pieces, _words(text[start:end], named)]).strip(" \u3000")
        if said.strip():
            yield _DASH.sub(r"\\\1", _ITEM.sub(r"\1\\\2", said))
        at = end + 1


def _words(text: str, named: re.Pattern[str]) -> str:
    return named.sub("{{ period }}", _MARKS.sub(r"\\\g<0>", text.translate(_BRACES)))


def _paragraphs(lines: Iterator[str]) -> list[str]:
    return ["\n\n".join(lines)]


def _table(lines: list[str]) -> list[str]:
    rows = [[cell.strip() for cell in line.split("\t")] for line in lines]
    width = max(map(len, rows))
    rows = [[*row, *[""] * (width - len(row))] for row in rows]
    return [f"| {' | '.join(row)} |" for row in (rows[0], ["---"] * width, *rows[1:])]
