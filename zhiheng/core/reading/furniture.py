"""What a web page puts around a document: site furniture, and labels with values before the title."""

import re
from functools import cache
from typing import NamedTuple

from zhiheng.core.values.lexicons import Lexicons

SURE = 3
"""Weight from which a short line is furniture by itself."""

LONGEST = 300
"""Characters from which a line is too long to be thrown away whole."""


FIELD_MARK = re.compile("[|：:【]")


class _Words(NamedTuple):
    line: dict[str, int]
    start: re.Pattern[str]
    part: re.Pattern[str]
    weights: dict[str, int]


class Fields(NamedTuple):
    """Label words of front matter, and how a line of them looks."""

    kinds: dict[str, str]
    labelled: re.Pattern[str]


def furniture_weight(text: str, lexicons: Lexicons) -> int:
    """How much speaks for a line being furniture: the summed weights of different words found in it."""
    words = _words(lexicons)
    text = text.replace(":", "：")
    plain = text.strip(" -·•*>》【】[]|　")
    found = {match[0] for match in words.part.finditer(text)}
    first = words.start.match(text.lstrip(" -·•*>【[①②③※　"))
    if first:
        found.add(first[0])
    if plain in words.line:
        found.add(plain)
    controls = plain.split()
    labels = (words.start.match(part) for part in controls[1:])  # 供稿：某科 终审：某人
    found.update(label[0] for label in labels if label and label[0].endswith("："))
    if len(controls) > 1 and all(word in words.line for word in controls):
        found.update(controls)
    return sum(words.weights[word] for word in found)


def is_furniture(text: str, lexicons: Lexicons) -> bool:
    """Furniture by several signals: a sure word on a short line, more words on a longer one; never a long text."""
    if len(text) > LONGEST:
        return False
    weight = furniture_weight(text, lexicons)
    return weight >= (SURE if len(text) <= 100 else SURE + 1)


def is_small_furniture(text: str, lexicons: Lexicons) -> bool:
    """A lone word of a page's controls (收藏, 打印), as it stands at a page's edge."""
    return len(text) <= 12 and furniture_weight(text, lexicons) >= 2


def field_values(text: str, lexicons: Lexicons) -> list[tuple[str, str]]:
    """Label and value of every front-matter field on a line; a value of "" where it stands elsewhere."""
    if not FIELD_MARK.search(text):
        return []
    fields = front_fields(lexicons)
    cells = [cell.strip() for cell in text.split("|")]
    if len(cells) > 1:
        return _from_cells([cell for cell in cells if cell], fields)
    found = []
    matches = list(fields.labelled.finditer(text))
    for at, match in enumerate(matches):
        end = matches[at + 1].start() if at + 1 < len(matches) else len(text)
        found.append((fields.kinds[_closed(match["a"] or match["b"])], text[match.end() : end].strip(" -　|；;")))
    lead = text[: matches[0].start()] if matches else ""
    return found if len(lead) <= 30 and not re.search(r"[。；，]", lead) else []


def _from_cells(cells: list[str], fields: Fields) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    at = 0
    while at < len(cells):
        kind = fields.kinds.get(_closed(cells[at].rstrip("：:")))
        if kind:
            value = cells[at + 1] if at + 1 < len(cells) else ""
            if _closed(value.rstrip("：:")) in fields.kinds:
                value = ""
            found.append((kind, value))
            at += 1 if not value else 2
        else:
            at += 1
    return found


def is_label(text: str, lexicons: Lexicons) -> bool:
    """A line that is nothing but a front-matter label."""
    return _closed(text.strip(" |：:【】-")) in front_fields(lexicons).kinds


@cache
def front_fields(lexicons: Lexicons) -> Fields:
    """The labels, compiled: `【标签】`, `标签：` or `标签 |`; blanks may stand between their characters."""
    kinds = {row.word: row.field for row in lexicons.front_fields}
    words = "|".join(r"[ 　]*".join(map(re.escape, word)) for word in sorted(kinds, key=len, reverse=True))
    return Fields(dict(kinds), re.compile(rf"(?:【\s*(?P<a>{words})\s*】|(?<![一-鿿])(?P<b>{words})\s*[：:|])"))


@cache
def _words(lexicons: Lexicons) -> _Words:
    by_place: dict[str, list[str]] = {"line": [], "start": [], "part": []}
    for row in lexicons.furniture:
        by_place[row.place].append(row.word)
    return _Words(
        {row.word: row.weight for row in lexicons.furniture if row.place == "line"},
        _any_of(by_place["start"]),
        _any_of(by_place["part"]),
        {row.word: row.weight for row in lexicons.furniture},
    )


def _any_of(words: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)")


def _closed(label: str) -> str:
    return "".join(label.split())
