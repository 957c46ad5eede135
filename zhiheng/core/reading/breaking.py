"""Lines that a site ran together: a title before its text, a heading and a blank before its paragraph."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from zhiheng.core.reading.aligned import Aligned, Edit
from zhiheng.core.reading.characters import HAN
from zhiheng.core.reading.doc_numbers import only_number
from zhiheng.core.reading.numbering import NUMBER
from zhiheng.core.reading.titles import ends_as_document
from zhiheng.core.values.lexicons import Lexicons

RULE = "line"
BLANK_AFTER_HEADING = re.compile(rf"(?<=[{HAN}”）)])[ 　\xa0]+(?=[{HAN}“])")
INDENT = re.compile(rf"(?<=[{HAN}。；：！？”）)])　{{2,}}(?=[{HAN}“（(《\d])")
LONGEST_TITLE = 100
LONGEST_HEADING = 45


class Broken(NamedTuple):
    """The text with such lines apart, and the title if one was found at its very beginning."""

    body: Aligned
    title: str | None


def broken(body: Aligned, names: Sequence[str], lexicons: Lexicons) -> Broken:
    """Titles and headings on lines of their own; `names` are titles that the site gave for the file."""
    edits, title = _title_edits(body.text, names, lexicons)
    after = edits[-1].end if edits else 0
    spans = {*_heading_blanks(body.text), *(match.span() for match in INDENT.finditer(body.text))}
    edits += [Edit(*span, "\n", RULE, "a line ended at this blank") for span in sorted(spans) if span[0] >= after]
    return Broken(body.edited(edits), title)


def _title_edits(text: str, names: Sequence[str], lexicons: Lexicons) -> tuple[list[Edit], str | None]:
    first = text.split("\n", 1)[0]
    for name in names:
        if first.startswith(name) and len(first) > len(name) + 20:
            return [Edit(len(name), len(name), "\n", RULE, "the file's name is the title")], name
    if len(first) <= LONGEST_TITLE:
        return [], None
    for blank in re.finditer(r"[ 　\xa0]+", first[:LONGEST_TITLE]):
        if ends_as_document(first[: blank.start()], lexicons):
            edits = [Edit(*blank.span(), "\n", RULE, "the title ends at a blank")]
            number = re.match(r"\S{6,30}(?=([ 　\xa0]+))", first[blank.end() :])
            if number and only_number(number[0]):
                start = blank.end() + number.end()
                edits.append(Edit(start, start + len(number[1]), "\n", RULE, "the document number ends at a blank"))
            return edits, first[: blank.start()]
    return [], None


def _heading_blanks(text: str) -> list[tuple[int, int]]:
    """Blanks that part a numbered heading from a long paragraph on the same line."""
    found, at = [], 0
    for line in text.split("\n"):
        number = NUMBER.match(line)
        blank = BLANK_AFTER_HEADING.search(line, number.end() + 4) if number else None
        if (
            number
            and blank
            and blank.start() - number.end() <= LONGEST_HEADING
            and not re.search("[。；：，,]", line[number.end() : blank.start()])
            and len(line) - blank.end() >= 30
        ):
            found.append((at + blank.start(), at + blank.end()))
        at += len(line) + 1
    return found
