"""Steps of scores in the words of an office: an indicator by its name, not by its id."""

from collections.abc import Iterable

from zhiheng.core.values.schemes import Item, Scheme
from zhiheng.indicators.known import known_indicators


def name_of(indicator: str) -> str:
    """What an indicator is called; the id where there is none any more."""
    known = known_indicators().get(indicator)
    return known.name if known else indicator


def steps_of(item: Item, steps: Iterable[str]) -> list[str]:
    """The steps of an item."""
    return [step.replace(f"（{item.of}）", f"（{name_of(item.of)}）") if item.by == "computed" else step for step in steps]


def without_ids(scheme: Scheme, text: str) -> str:
    """A sentence about a veto, or of the way to a total."""
    for veto in scheme.vetoes:
        if veto.when.indicator:
            text = text.replace(veto.when.indicator, f"“{name_of(veto.when.indicator)}”")
    return text
