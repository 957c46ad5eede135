"""Looking for a pattern only where it can stand."""

import re
from collections.abc import Iterator


def matches(pattern: re.Pattern[str], starts: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """What `pattern` finds in a text, one after the other; it can begin only where `starts`, a far simpler one, is found."""
    reached = 0
    for start in starts.finditer(text):
        at = start.start()
        if at >= reached and (match := pattern.match(text, at)):
            reached = match.end()
            yield match


def past(pattern: re.Pattern[str], text: str) -> str:
    """A text without a pattern at its beginning."""
    match = pattern.match(text)
    return text[match.end() :] if match else text
