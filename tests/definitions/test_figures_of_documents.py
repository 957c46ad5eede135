"""Every figure of the documents that the mission began from is counted by an indicator, or the page says why not."""

import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from core.reading.cleaning import cleaned
from definitions.worked_figures import cases
from zhiheng.definitions.indicators import indicators

PAGE = Path(__file__).parents[2] / "docs" / "methods" / "figures-of-documents.md"
NAMED = re.compile(r"`([^`]+)`")
COUNTED_NAMES = re.compile(r"names?$")  # printed as names, not as a number
NO_FIGURE = re.compile(
    r"\d{4}/\d+/\d+|〔\d+〕\d+号|\d+(?:\.\d+)?”"  # dates, numbers of files, events called by their day
    r"|\d{4}年|\d+[月日]|(?:ISO|GB/T ?)\d+"  # days, standards
)
FIGURE = re.compile(r"\d+(?:\.\d+)?(?:至\d+)?")


@cache
def table(document: str) -> list[tuple[str, str]]:
    """What is printed, and the indicator or the reason, of one document."""
    _, part = PAGE.read_text("utf-8").split(f"\n## {document}: ")
    lines = [line.split("|") for line in part.split("\n## ")[0].splitlines() if line.startswith("|")][2:]
    return [(line[1].strip(), line[3].strip()) for line in lines]


@pytest.mark.shared
@pytest.mark.parametrize("document", ["000", "002", "004"])
def test_no_number_of_a_document_is_missing_from_the_page(document: str, shared: Path) -> None:
    text = cleaned(next((shared / "seeds").glob(f"{document}*")).read_text("utf-8")).text
    numbers = Counter(FIGURE.findall(NO_FIGURE.sub("", text)))
    printed = [one for one, _ in table(document) if not COUNTED_NAMES.search(one)]
    listed = Counter(found for one in printed for found in FIGURE.findall(one))
    assert set(numbers) == set(listed)
    assert numbers <= listed  # one that is printed once may be of three figures


@pytest.mark.parametrize("document", ["000", "002", "004"])
def test_each_figure_has_an_indicator_with_a_worked_value_or_a_reason(document: str) -> None:
    worked = {figure["id"] for case in cases() for figure in case.figures if "expect" in figure}
    for printed, by in table(document):
        named = NAMED.fullmatch(by)
        assert (named[1] in indicators() and named[1] in worked) if named else len(by) > 20, printed
