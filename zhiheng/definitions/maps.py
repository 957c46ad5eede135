"""Maps and grids of tiles, which an office lays under `maps/` in its own tree: none is shipped.

`maps/990000.toml` says of `maps/990000.geojson` under which 审图号 it may be shown; `maps/990000.csv` says where the tile of
each area stands (code, row, column, counted from 1).
"""

from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from zhiheng.core.charting import outline_from
from zhiheng.core.values.charts import Outline
from zhiheng.core.values.faults import Fault
from zhiheng.definitions.strict import converted, files, table_of, text_of
from zhiheng.definitions.tables import rows_of_csv


class MapFile(Struct, kw_only=True, forbid_unknown_fields=True):
    """What an office says of its map: its 审图号, and which property of a shape is the code of the area."""

    approval: str = ""
    file: str = ""  # beside the TOML; "" is the same name with .geojson
    code: str = ""


class Tile(Struct, frozen=True, kw_only=True):
    """Where one area's tile stands, counted from 1."""

    code: str
    row: int
    column: int


def outline_of(area: str, office: Path | None) -> Outline | None:
    """The shapes of the areas below one; None where the office has laid no map.

    None:   `approval` is "" where no 审图号 is said: such a map is refused when it is drawn.
    Raises: Fault D201–D203, M502–M505.
    """
    path = files("maps", ".toml", office).get(area)
    if path is None:
        return None
    about = converted(table_of(path, text_of(path)), MapFile, path)
    shapes = path.with_name(Path(about.file).name if about.file else f"{area}.geojson")
    if not shapes.is_file():
        raise Fault("M505", f"maps/{path.name} 说的地图文件 {shapes.name} 不在同一个目录。请把它放进去，或改正 file。")
    seen = shapes.stat()
    return _read(shapes, about.approval.strip(), about.code, (seen.st_mtime_ns, seen.st_size))


@lru_cache(maxsize=8)
def _read(path: Path, approval: str, code: str, state: tuple[int, int]) -> Outline:
    """The file as it is in this `state`: read again when it has changed."""
    return outline_from(path.read_bytes(), path.name, approval, code)


def grid_of(area: str, office: Path | None) -> dict[str, tuple[int, int]]:
    """Row and column, counted from 0, of the tile of each area below one; empty where the office says nothing.

    Raises: Fault D101–D106, M506: two tiles in one place, or one outside.
    """
    path = files("maps", ".csv", office).get(area)
    if path is None:
        return {}
    places: dict[str, tuple[int, int]] = {}
    for tile in rows_of_csv(path, Tile).values():
        place = (tile.row - 1, tile.column - 1)
        if min(place) < 0 or place in places.values():
            why = "已被占用" if place in places.values() else "不在格子里（从 1 数起）"
            raise Fault("M506", f"maps/{path.name}：“{tile.code}”的位置 第{tile.row}行第{tile.column}列{why}。请改正。")
        places[tile.code] = place
    return places
