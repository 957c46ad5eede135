"""Slips of character recognition: letters for figures. Proposed, never put in by the program."""

import re

from zhiheng.core.reading.aligned import Aligned, Proposal
from zhiheng.core.reading.characters import HAN

RULE = "ocr"
FIRST_ITEM = re.compile(rf"[lLI](?<![A-Za-z0-9].)(?=[{HAN}]{{2,12}}[：。])")
SECOND_ITEM = re.compile(r"2(?<!\d.)[.．、](?!\d)")
STANDARD = re.compile(r"(?:IS0|1S0|1SO|lSO|ISo)(?<![A-Za-z0-9]...)(?=\s?\d{4,5}(?!\d))")
GROUPED = re.compile(r"[OolI](?<=\d.)(?=[\d%])")

NEAR = 2000
"""Characters within which the second item of a list must follow its misread first."""


def propose_slips(body: Aligned) -> None:
    """Remember what recognition most likely misread: `L总体目标` for `1.`, `IS09000` for ISO 9000, `1O0` for 100."""
    text = body.text
    found = [
        Proposal(*match.span(), "1.", RULE, "an item 2 follows", 0.9, ("1.",))
        for match in FIRST_ITEM.finditer(text)
        if SECOND_ITEM.search(text, match.end(), match.end() + NEAR)
    ]
    found += [
        Proposal(*match.span(), "ISO", RULE, "the name of a standard", 0.95, ("ISO",))
        for match in STANDARD.finditer(text)
    ]
    for match in GROUPED.finditer(text):
        figure = "1" if match[0] in "lI" else "0"
        found.append(Proposal(*match.span(), figure, RULE, "a letter among figures", 0.9, (figure,)))
    body.propose(found)
