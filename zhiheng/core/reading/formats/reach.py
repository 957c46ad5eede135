"""How far a sheet's cells reach, before a reader lays out every place between the first and the last."""

import re
import zipfile

from zhiheng.core.reading.formats.percents import column_number

_PLACE = re.compile(rb'<(?:\w+:)?c\s[^>]*?\br="([A-Z]{1,3})(\d{1,7})"')
_CHUNK = 1024 * 1024


def widest_reach(archive: zipfile.ZipFile) -> int:
    """Rows times columns of the rectangle around all cells, of the sheet where that is most."""
    sheets = [name for name in archive.namelist() if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name)]
    return max((_reach(archive, name) for name in sheets), default=0)


def _reach(archive: zipfile.ZipFile, name: str) -> int:
    rows, columns = [10**9, -1], [10**9, -1]
    tail = b""
    with archive.open(name) as stream:
        while chunk := stream.read(_CHUNK):
            window = tail + chunk
            for letters, digits in _PLACE.findall(window):
                _widen(rows, int(digits))
                _widen(columns, column_number(letters.decode("ascii")))
            tail = window[-200:]
    return max(rows[1] - rows[0] + 1, 0) * max(columns[1] - columns[0] + 1, 0)


def _widen(reach: list[int], place: int) -> None:
    reach[0], reach[1] = min(reach[0], place), max(reach[1], place)
