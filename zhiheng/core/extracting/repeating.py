"""The same item said twice is one item with two places."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from zhiheng.core.values.cleaned import Cleaned
from zhiheng.core.values.reading import Item

AnyItem = TypeVar("AnyItem", bound=Item)


def merged(items: list[AnyItem], same: Callable[[AnyItem], Hashable]) -> list[AnyItem]:
    """Items in order, those alike by `same` and in their words joined into the first."""
    first: dict[Hashable, AnyItem] = {}
    kept: list[AnyItem] = []
    for item in sorted(items, key=lambda item: (item.start, item.end)):
        key = (same(item), "".join(item.quote.split()))
        earlier = first.setdefault(key, item)
        if earlier is item:
            kept.append(item)
        else:
            earlier.also_at.append((item.start, item.end))
    return kept


def note_copies(cleaned: Cleaned, items: list[Item]) -> None:
    """Where the body stands in the file a second time, each item's place there."""
    for start, end, kept in cleaned.also:
        for item in items:
            a, b = item.start + start - kept, item.end + start - kept
            if start <= a and b <= end and cleaned.raw[a:b] == item.quote:
                item.also_at.append((a, b))
