"""Tables of limits from `limits/*.csv`: one limit a kind of thing, dated, each found in its own text and signed by itself."""

from datetime import date
from pathlib import Path

from msgspec import Struct

from zhiheng.definitions.strict import files, refuse_unknown
from zhiheng.definitions.tables import rows_of_csv


class LimitLine(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One limit: for which value of the field that the clock names, how long, since and until when, by which text."""

    id: str
    case: str
    limit: str
    since: date | None = None
    until: date | None = None
    source: str
    confirmed: bool = False
    note: str = ""


def limit_lines(table: str, where: str, office: Path | None = None) -> tuple[LimitLine, ...]:
    """The lines of a table; an office's file replaces ours of that name. Raises: Fault D101–D106, D202."""
    known = files("limits", ".csv", office)
    refuse_unknown([table], known, f"{where} table")
    return tuple(rows_of_csv(known[table], LimitLine).values())
