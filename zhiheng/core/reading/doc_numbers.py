"""Document numbers (发文字号): how they look, and which is the document's own."""

import re
from typing import NamedTuple

from zhiheng.core.reading.characters import HAN

FORM = re.compile(
    rf"(?P<agency>[{HAN}]{{1,14}}?)\s*[〔\[（(【﹝［]\s*(?P<year>(?:19|20)\d\d)\s*[〕\]）)】﹞］]\s*第?\s*(?P<serial>\d{{1,5}})\s*号"
)


class DocNumber(NamedTuple):
    """A number in its normal form, and where it stands."""

    text: str
    start: int
    end: int


def doc_numbers(text: str) -> list[DocNumber]:
    """All document numbers of a text, as 琼府办〔2008〕114号."""
    return [
        DocNumber(f"{match['agency']}〔{match['year']}〕{int(match['serial'])}号", *match.span())
        for match in FORM.finditer(text)
    ]


def only_number(line: str) -> str | None:
    """The number of a line that holds nothing else (brackets and a signer aside)."""
    plain = re.sub(r"(?:签发人|签发)[：:].*$", "", line).strip(" 　（）()")
    match = FORM.fullmatch(plain) or FORM.fullmatch(line.strip(" 　"))
    return doc_numbers(match[0])[0].text if match else None


def without_number(line: str) -> tuple[str, str | None]:
    """A line less a document number in brackets at its end, and the number."""
    for number in doc_numbers(line):
        left, right = line[: number.start].rstrip(" 　（("), line[number.end :].strip(" 　）)")
        if left and not right:
            return left, number.text
    return line, None
