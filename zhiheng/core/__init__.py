"""The pure library: bytes, words and dates come in, values go out. No Django, no database, no network.

    from zhiheng.core import read
    from zhiheng.definitions import lexicons
    reading = read(Path("意见.pdf").read_bytes(), "意见.pdf", lexicons())

Open first: composing.py (how the packages compose), then values/reading.py (what comes out).
The readers of file formats are loaded on first use, so that `zhiheng.core.values` stays light.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zhiheng.core.composing import (
        find_items,
        learn,
        open_file,
        read,
        read_case,
        understand,
        understand_closely,
    )

__all__ = ["find_items", "learn", "open_file", "read", "read_case", "understand", "understand_closely"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from zhiheng.core import composing

        return getattr(composing, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
