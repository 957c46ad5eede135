"""Which line is the title."""

import re
from functools import cache
from typing import NamedTuple

from zhiheng.core.reading.characters import HAN
from zhiheng.core.reading.dates import first_date
from zhiheng.core.reading.furniture import field_values, is_furniture, is_label
from zhiheng.core.reading.lines import Line, is_date, is_numbered, is_prose
from zhiheng.core.reading.wraps import page_width
from zhiheng.core.values.lexicons import Lexicons

LOOK = 60
"""Lines at the top among which the title is sought."""

NEEDED = 3
"""Score that a line needs to be taken for the title."""

BEGINS_TITLE = re.compile(r"关于.{2}|(?:人民政府|国务院|办公[厅室]|委员会|[局厅部委])(?:对|转发|批转|印发|同意).")
BROKEN_OVER = 3
"""Lines over which a title is broken at most."""

BODY_NAME = re.compile(r"(?:委员会|人民政府|办公[厅室]|[局厅委院部署办]|领导小组|省委|市委|县委|区委|党组)$")
ATTACHMENT = re.compile(r"附\s*件\s*[\d一二三四五六七八九十]*\s*[：:]?")
FILE_NAME = re.compile(r"《([^《》]{4,80}?)(?:\.(?:docx?|pdf|wps|txt|html?))?》", re.IGNORECASE)


class Title(NamedTuple):
    """The title's lines, first and last as positions in the list of lines, and its text."""

    first: int
    last: int
    text: str


def find_title(lines: list[Line], lexicons: Lexicons) -> Title | None:
    """The title among the first lines, over up to three lines; None where no line looks like one.

    Of equal lines the last counts: it stands next to the body.
    """
    top = _above_body(lines[:LOOK])
    texts = [line.text for line in top]
    wrapped = page_width(lines) is not None
    scores = [_score(at, texts, lexicons, wrapped) for at in range(len(top))]
    best = max(range(len(top)), key=lambda at: (scores[at], at), default=None)
    if best is None or scores[best] < NEEDED:
        return None
    return _joined(best, lines, lexicons)


def names_in_furniture(text: str) -> list[str]:
    """Names in 《》 on a line about a file, without the file's ending."""
    return FILE_NAME.findall(text)


def ends_as_document(text: str, lexicons: Lexicons) -> bool:
    """Ends in a word for a kind of document, perhaps with (试行) or a number after it."""
    return bool(_document_end(lexicons).search(text))


def _above_body(lines: list[Line]) -> list[Line]:
    """Lines up to the first numbered heading or attachment, with what stands before prose that has no heading."""
    for at, line in enumerate(lines):
        if at and (is_numbered(line.text) or ATTACHMENT.fullmatch(line.text)):
            return lines[:at]
    return lines


def _score(at: int, texts: list[str], lexicons: Lexicons, wrapped: bool) -> int:
    text = texts[at]
    after = texts[at + 1 : at + 4]
    signed = bool(after) and bool(BODY_NAME.search(text)) and is_date(after[0])
    if signed or not _may_be_title(text, lexicons):
        return 0
    opens = at == 0 or all(is_furniture(other, lexicons) or field_values(other, lexicons) for other in texts[:at])
    score = 0
    score += 2 if ends_as_document(text, lexicons) else 0
    score += 1 if "关于" in text else 0
    score += 2 if at and _is_issuer_line(texts[at - 1], text) else 0
    score += 2 if any(_shows_again(text, other) for k, other in enumerate(texts) if k != at) else 0
    score += 2 if opens and not wrapped and len(text) >= 8 else 0
    score += 2 if after and _is_publication_line(after[0], lexicons) else 0
    score += 1 if any(is_prose(other) or first_date(other) or other.endswith(("：", ":")) for other in after) else 0
    score -= 2 if re.search(r"[，,。]", text) else 0
    return score


def _shows_again(text: str, other: str) -> bool:
    """A site's path or list shows the title too; a notice that passes the document on is another title."""
    return text in other and not re.search("印发|转发|发布《", other)


def _is_publication_line(text: str, lexicons: Lexicons) -> bool:
    """When and from where it was published, as news pages print below the title."""
    return len(text) <= 100 and first_date(text) is not None and bool(field_values(text, lexicons))


def _may_be_title(text: str, lexicons: Lexicons) -> bool:
    if not 5 <= len(text) <= 100 or re.search(r"[。；！，、：:;,]$|^[（(]|^\d+[年月]", text) or is_date(text):
        return False
    if "\t" in text or is_numbered(text) or is_label(text, lexicons) or field_values(text, lexicons):
        return False
    if not re.search(f"[{HAN}]{{4}}", text) or (is_prose(text) and len(text) > 60):
        return False
    return not is_furniture(text, lexicons)


def _joined(at: int, lines: list[Line], lexicons: Lexicons) -> Title:
    """The title with the issuer's line before it, or the end of a broken title after it."""
    first, last = _begun(at, lines, lexicons), at
    text = "".join(line.text for line in lines[first : at + 1])
    while first and last - first < 2 and _is_issuer_line(lines[first - 1].text, text):
        first -= 1
        text = f"{lines[first].text} {text}" if BODY_NAME.search(text.split(" ")[0]) else lines[first].text + text
    while "关于" in text and last - at < 2 and last + 1 < len(lines) and _completes(text, lines[last + 1].text, lexicons):
        last += 1
        text += lines[last].text
    return Title(first, last, text)


def _begun(at: int, lines: list[Line], lexicons: Lexicons) -> int:
    """The line, at most two above, on which a title begins that ends here: …关于 above, its end below."""
    if "关于" in lines[at].text or not ends_as_document(lines[at].text, lexicons):
        return at
    for first in range(at - 1, max(-1, at - BROKEN_OVER), -1):
        text = lines[first].text
        if not _may_be_title(text, lexicons) or ends_as_document(text, lexicons):
            return at
        if BEGINS_TITLE.search(text):
            return first
    return at


def _completes(text: str, after: str, lexicons: Lexicons) -> bool:
    """Whether a line ends the title that the line before broke off."""
    if len(after) > 30 or is_prose(after) or is_numbered(after) or re.search("[。：；]", after):
        return False
    if not ends_as_document(after, lexicons):
        return False
    return not ends_as_document(text, lexicons) or after.startswith(("（", "(", "的"))


def _is_issuer_line(before: str, text: str) -> bool:
    if len(before) > 40 or not BODY_NAME.search(before):
        return False
    return text.startswith(("关于", "对")) or bool(BODY_NAME.search(text[:20]))


@cache
def _document_end(lexicons: Lexicons) -> re.Pattern[str]:
    words = "|".join(re.escape(row.word) for row in sorted(lexicons.doc_types, key=lambda row: -len(row.word)))
    return re.compile(rf"(?:{words})(?:[（(][^（）()]{{1,20}}[）)])*$")
