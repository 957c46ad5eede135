"""Where in a line of text a gap stands: underscores, underlined blanks, blanks behind a colon."""

import re

UNDERLINED_TAB = "\ue001"
_GAP = re.compile(
    rf"[_＿﹍{UNDERLINED_TAB}]{{2,}}|{UNDERLINED_TAB}"
    r"|(?<=[(（])[ \u3000\xa0]{2,}(?=[)）])|(?<=[:：])[ \u3000\xa0]{2,}(?=[^\s:：])"
)


def gaps_in(text: str) -> list[tuple[int, int]]:
    """The stretches of a line that wait for words or figures."""
    return [found.span() for found in _GAP.finditer(text)]
