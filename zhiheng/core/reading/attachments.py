"""What is attached to a document: sections of their own below its signature, each begun by 附件 and a title.

The list of attachments above the signature (附件：1.…) begins none.
"""

import re
from typing import NamedTuple

from zhiheng.core.reading.characters import NUMERALS
from zhiheng.core.reading.lines import Line, is_date, is_numbered, lines_of

LISTED = re.compile(r"(?m)^[ 　]*附[ 　]*件[：:].*(?:\n[ 　]*\d{1,2}[.．、].*)*")
LABEL = re.compile(rf"附[ 　]*件[ 　]*(?:\d{{1,2}}|[{NUMERALS}]{{1,3}})?")
BEGINS = re.compile(rf"(?P<label>{LABEL.pattern})(?:[ 　]*[：:．.、]|(?=[ 　]|$))[ 　]*(?P<title>.*)")
FILE = re.compile(r"\.(?:docx?|xlsx?|pdf|wps|et|ofd|zip|rar|jpe?g|png)$", re.IGNORECASE)
"""The end of a file's name: a site lists what can be fetched."""

LONGEST_TITLE = 60


class Attachment(NamedTuple):
    """From its label to its title's end, the label without blanks, and the title."""

    start: int
    end: int
    label: str
    title: str


def attachments(text: str) -> list[Attachment]:
    """The attachments of a text, a paragraph a line, in order."""
    if "附" not in text:
        return []
    lines = lines_of(text)
    found: list[Attachment] = []
    signed = False
    for at, line in enumerate(lines):
        signed = signed or is_date(line.text)
        match = BEGINS.fullmatch(line.text) if line.text.startswith("附") else None
        if match is None:
            continue
        title = _title(match["title"], lines, at, signed or bool(found))
        if title is not None:
            end = line.end if match["title"] else lines[at + 1].end
            found.append(Attachment(line.start, end, re.sub(r"\s", "", match["label"]), title))
    return found


def listed(text: str) -> list[tuple[int, int]]:
    """Lists of attachments: 附件： with the numbered names that follow it."""
    begun = {held.start for held in attachments(text)}
    return [match.span() for match in LISTED.finditer(text) if match.end() - len(match[0].lstrip(" 　")) not in begun]


def _title(beside: str, lines: list[Line], at: int, below: bool) -> str | None:
    """The title of the attachment that line `at` begins; None where it lists names or goes on as a sentence."""
    after = lines[at + 1].text if at + 1 < len(lines) else ""
    if beside:
        goes_on = BEGINS.fullmatch(after) is not None or bool(re.match(r"\d{1,2}[.．、]", after))
        return beside if below and after and not goes_on and not is_numbered(beside) and _may_be_title(beside) else None
    return after if _may_be_title(after) and not is_numbered(after) and not is_date(after) else None


def _may_be_title(text: str) -> bool:
    return 2 <= len(text) <= LONGEST_TITLE and not re.search(r"[。；：，\t]", text) and not FILE.search(text)
