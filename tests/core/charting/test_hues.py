"""Six hues that everybody tells apart, the same for an area everywhere."""

import math
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.charting.building import bars, code
from zhiheng.core.charting import option_of
from zhiheng.core.charting.hues import HUES, PAPER, STEPS, hue, ink_on, number_of

# Machado, Oliveira, Fernandes: A Physiologically-based Model for Simulation of Color Vision Deficiency (2009), severity 1.
SEEN_BY = {
    "everybody": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "protanopia": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deuteranopia": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritanopia": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}  # fmt: skip
APART = 25  # distance in CIELAB; 2.3 is just noticeable


def light(colour: str) -> list[float]:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def contrast(one: str, other: str) -> float:
    low, high = sorted(sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), light(c), strict=True)) for c in (one, other))
    return (high + 0.05) / (low + 0.05)


def lab(colour: str, seen: tuple[tuple[float, ...], ...]) -> tuple[float, float, float]:
    r, g, b = (min(1, max(0, sum(w * p for w, p in zip(row, light(colour), strict=True)))) for row in seen)
    whole = ((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047, 0.2126 * r + 0.7152 * g + 0.0722 * b,
             (0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883)  # fmt: skip
    x, y, z = (part ** (1 / 3) if part > 0.008856 else 7.787 * part + 16 / 116 for part in whole)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


@pytest.mark.parametrize("who", SEEN_BY)
def test_six_hues_are_told_apart_by(who: str) -> None:
    seen = [lab(colour, SEEN_BY[who]) for colour in HUES]
    assert len(set(HUES)) == 6
    assert min(math.dist(one, other) for one, other in combinations(seen, 2)) > APART


def test_lines_stand_out_from_paper_and_words_from_every_step() -> None:
    assert min(contrast(colour, PAPER) for colour in HUES) >= 3
    assert min(contrast(colour, ink_on(colour)) for colour in STEPS) >= 4.5


def test_steps_grow_darker_for_everybody() -> None:
    for seen in SEEN_BY.values():
        lightness = [lab(colour, seen)[0] for colour in STEPS]
        assert all(one - other > 8 for one, other in pairwise(lightness))


@given(st.text("0123456789", min_size=2, max_size=12) | st.text(min_size=1, max_size=8))
def test_an_area_has_one_of_the_six_by_its_code_alone(area: str) -> None:
    assert hue(area) == hue(area) == HUES[number_of(area)]


@given(st.lists(st.integers(0, 50), min_size=1, max_size=18), st.integers(0, 50))
def test_one_more_area_changes_no_other_area_s_hue(values: list[int], more: int) -> None:
    def colours(chart: object) -> dict[str, str]:
        return {item["name"]: item["itemStyle"]["color"] for item in option_of(chart)["series"][0]["data"]}

    before, after = colours(bars(*values)), colours(bars(*values, more))
    assert before.items() <= after.items()


def test_neighbours_in_the_list_of_codes_differ() -> None:
    assert all(hue(code(place)) != hue(code(place + 1)) for place in range(17))
    assert hue("990101") != hue("990102")
    assert hue("990101001") != hue("990101002")
