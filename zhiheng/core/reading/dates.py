"""Dates as documents print them, in Arabic or Chinese numerals, to ISO."""

import re
from datetime import date

from zhiheng.core.reading.numbering import numeral

_YEAR = r"(?:[12]\d{3}|[一二][〇○零一二三四五六七八九０OoＯ]{3})"
_SMALL = r"(?:\d{1,2}|[〇零一二三四五六七八九十]{1,3})"
WRITTEN = re.compile(rf"(?P<y>{_YEAR})\s*年\s*(?P<m>{_SMALL})\s*月\s*(?P<d>{_SMALL})\s*日")
SHORT = re.compile(r"(?<!\d)(?P<y>[12]\d{3})(?P<s>[-/.])(?P<m>\d{1,2})(?P=s)(?P<d>\d{1,2})(?!\d)")


def first_date(text: str) -> str | None:
    """The first whole date in a text as ISO; None where there is none."""
    matches = [found for form in (WRITTEN, SHORT) for found in form.finditer(text)]
    for match in sorted(matches, key=lambda match: match.start()):
        if day := iso(match["y"], match["m"], match["d"]):
            return day
    return None


def iso(year: str, month: str, day: str) -> str | None:
    """An ISO date from its printed parts; None for a day that no calendar has."""
    year = re.sub("[○０OoＯ]", "〇", year)
    try:
        return date(numeral(year), numeral(month), numeral(day)).isoformat()
    except ValueError:
        return None
