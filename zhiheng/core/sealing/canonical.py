"""The exact bytes of an entry: the same on every database, and for whoever reads them elsewhere."""

import json
from collections.abc import Callable
from typing import Any

_written = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode


def canonical(value: Any) -> bytes:
    """The bytes that are digested: JSON in UTF-8, keys in the order of their code points, no blanks, no escapes that
    JSON does not demand. Text is taken as it stands, not normalised: two texts that differ have different bytes.

    Raises: ValueError: NaN, infinity, or text that is no Unicode (a lone surrogate).
    Source: docs/methods/sealing.md

    >>> canonical({"理由": "笔误", "seq": 1, "after": None}).decode()
    '{"after":null,"seq":1,"理由":"笔误"}'
    """
    return _written(value).encode()


def plain(value: Any, worded: Callable[[Any], Any]) -> Any:
    """The value as every database gives it back: JSON's own types, whole floats as whole numbers.

    `worded` says what stands for a value of any other type (a day, a decimal): text.
    """
    kind = type(value)
    if kind is str or kind is int or value is None or kind is bool:
        return value
    if kind is float:
        return int(value) if value.is_integer() else value
    if isinstance(value, dict):
        return {str(key): plain(each, worded) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each, worded) for each in value]
    for own in (str, int, float):  # an enumeration's member, a lazy or marked text
        if isinstance(value, own):
            return plain(own(value), worded)
    return worded(value)
