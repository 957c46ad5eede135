"""All that becomes of a text in one order, nothing of it twice."""

from collections.abc import Iterable

from zhiheng.core.values.renewing import Kept, Renewal, Swap


def assembled(text: str, found: Iterable[Swap | Kept]) -> Renewal:
    """What was found, in the order of the text; of two swaps or two remarks at one place the first found stays.

    Shape: a swap that changes nothing is left out; a remark inside a swap, or the other way round, gives way to it.
    """
    swaps: list[Swap] = []
    kept: list[Kept] = []
    taken: set[int] = set()
    for one in found:
        places = range(one.start, one.end)
        if not taken.isdisjoint(places):
            continue
        taken.update(places)
        if isinstance(one, Kept):
            kept.append(one)
        elif one.new != text[one.start : one.end]:
            swaps.append(one)
    return Renewal(text=text, swaps=tuple(sorted(swaps, key=_at)), kept=tuple(sorted(kept, key=_at)))


def _at(one: Swap | Kept) -> tuple[int, int]:
    return one.start, one.end
