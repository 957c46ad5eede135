"""The key figures of the dashboard, in their order: `dashboard.csv`, which an office replaces by its own."""

from pathlib import Path

from msgspec import Struct

from zhiheng.definitions.strict import trees
from zhiheng.definitions.tables import rows_of_csv


class KeyFigure(Struct, frozen=True, kw_only=True):
    """One figure that stands on the dashboard."""

    indicator: str


def key_figures(office: Path | None) -> tuple[str, ...]:
    """The ids of the key figures. Raises: Fault D101–D106."""
    lists = [path for tree in trees(office) if (path := tree / "dashboard.csv").exists()]
    return tuple(rows_of_csv(lists[-1], KeyFigure))
