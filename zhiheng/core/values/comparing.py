"""Whether what was read is what was expected: only what is expected is compared."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec

from zhiheng.core.values.reading import Item

NOTHING = "无"  # TOML has no null


def told(wanted: Mapping[str, Any], item: Item) -> dict[str, Any]:
    """What an item says of the names that are expected, in the shape of the expectation; what it has not is 无."""
    return _told(wanted, msgspec.to_builtins(item))


def as_wanted(wanted: Sequence[Mapping[str, Any]], items: Sequence[Item]) -> bool:
    """Whether the items are those expected, one for one, in order."""
    return len(wanted) == len(items) and all(told(want, item) == dict(want) for want, item in zip(wanted, items, strict=True))


def _told(wanted: Mapping[str, Any], has: Mapping[str, Any] | None) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for name, value in wanted.items():
        got = (has or {}).get(name)
        if isinstance(value, Mapping) and isinstance(got, Mapping):
            got = _told(value, got)
        said[name] = NOTHING if got is None or (got == "" and value == NOTHING) else got
    return said
