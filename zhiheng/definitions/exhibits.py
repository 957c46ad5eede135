"""The rules by which evidence is doubted, from `exhibits/exhibits.toml`: an office's own file replaces ours whole."""

from functools import lru_cache
from pathlib import Path

from zhiheng.core.values.exhibits import Doubting
from zhiheng.definitions.strict import Change, changes_of, converted, files, table_of, text_of


def doubting(office: Path | None = None) -> Doubting:
    """The rules; loaded once, and again when a file of the office has changed. Raises: Fault D201–D203."""
    changes = changes_of(office, "exhibits/*.toml") if office else ()
    return _loaded(office if changes else None, changes)


@lru_cache(maxsize=4)
def _loaded(office: Path | None, changes: tuple[Change, ...]) -> Doubting:
    path = files("exhibits", ".toml", office)["exhibits"]
    return converted(table_of(path, text_of(path)), Doubting, path)
