"""Each phrase of the scoring rules comes to the points that a person reckons from it."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from core.scoring.making import cards_of, small_scheme

CASES = tomllib.loads((Path(__file__).parents[2] / "cases" / "scoring" / "phrases.toml").read_text("utf-8"))["case"]
FILLER = '"1.1.1" = {name = "其余", worth = 10, by = "visit"}'
EXTRA = {"aspects": '9 = {name = "另计", worth = 0}', "points": '"9.1" = {name = "另计", worth = 0}'}


def of_case(case: dict[str, Any]) -> Any:
    if case.get("bonus") or case.get("penalty"):
        more = "bonus_most = 3" if case.get("bonus") else "penalty_most = 6"
        return small_scheme(FILLER, f'"9.1.1" = {case["item"]}', more=more, **EXTRA), "9.1.1"
    return small_scheme(f'"1.1.1" = {case["item"]}', total=case.get("total", str(worth(case)))), "1.1.1"


def worth(case: dict[str, Any]) -> Any:
    return tomllib.loads(f"item = {case['item']}")["item"]["worth"]


@pytest.mark.parametrize("case", CASES, ids=[case["phrase"] for case in CASES])
def test_a_phrase_comes_to_the_points_a_person_reckons(case: dict[str, Any]) -> None:
    scheme, id = of_case(case)
    cards = cards_of(scheme, {f"{place}": {id: value} for place, value in enumerate(case["given"])})
    scores = [next(one for one in card.items if one.id == id) for card in cards.values()]
    assert [str(one.score) for one in scores] == case["expect"]
    assert case["says"] in "；".join(step for one in scores for step in one.trace)
    assert case["source"]
