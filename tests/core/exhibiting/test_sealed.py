"""A red seal is seen where one is, and nowhere else; what cannot be told is not guessed."""

import pytest
from PIL import ImageDraw

from assessments.evidence.samples import page
from zhiheng.core.exhibiting import seal_on


def test_a_round_red_seal_is_seen() -> None:
    assert seal_on(page("round"), scanned=True) == "yes"


def test_a_page_without_red_has_none() -> None:
    assert seal_on(page(), scanned=False) == "no"


def test_a_red_line_or_red_letters_are_no_seal_and_not_certainly_none() -> None:
    made = page("bar")
    assert seal_on(made, scanned=False) == "unknown"
    ImageDraw.Draw(made).rectangle((300, 150, 900, 260), fill=(210, 30, 40))
    assert seal_on(made, scanned=False) == "unknown"


def test_a_red_square_or_a_red_dot_is_no_round_seal() -> None:
    made = page()
    ImageDraw.Draw(made).rectangle((700, 1200, 950, 1450), outline=(210, 30, 40), width=9)
    assert seal_on(made, scanned=False) == "unknown"
    made = page()
    ImageDraw.Draw(made).ellipse((700, 1200, 730, 1230), fill=(210, 30, 40))
    assert seal_on(made, scanned=False) != "yes"


def test_nothing_is_told_of_a_page_scanned_in_grey() -> None:
    assert seal_on(page("round", grey=True), scanned=True) == "unknown"


@pytest.mark.parametrize("turn", [3, -6])
def test_a_seal_on_a_page_laid_askew_is_seen(turn) -> None:
    assert seal_on(page("round").rotate(turn, fillcolor="white"), scanned=True) == "yes"
