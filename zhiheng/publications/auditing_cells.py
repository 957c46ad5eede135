"""The numbers in the tables of a draft as claims, among those of its sentences."""

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from zhiheng.core.auditing import Places
from zhiheng.core.values.auditing import Claim
from zhiheng.core.values.cleaned import Cleaned
from zhiheng.core.values.filling import Days, Known
from zhiheng.publications.renewing_tables import Cells, in_cells

PART_OF_ALL = "表中只列了部分地区，合计只核对相加"


class Claims(NamedTuple):
    """All claims of a draft; `columns` say by the place of a number in a table under which heads it stands."""

    said: list[Claim]
    columns: dict[int, str]


def with_cells(
    said: Sequence[Claim], cleaned: Cleaned, known: list[Known], areas: list[tuple[str, str]], base: Days, places: Places
) -> Claims:
    """All claims in the order of the text; a number in a table is what its heads say.

    A total of a table that leaves areas out is not held against the whole area.
    """
    if not cleaned.cells:
        return Claims(list(said), {})
    cells = in_cells(cleaned, known, areas, base)
    found: dict[int, Claim] = {}
    columns: dict[int, str] = {}
    for claim in cells.claims:
        start, end = cleaned.slice_of(claim.number.start, claim.number.end)
        if start < end:
            at = cleaned.slice_of(claim.number.at, claim.number.end)[0]
            number = replace(claim.number, start=start, end=end, at=at)
            columns[at] = cells.heads[claim.number.at]
            found[at] = replace(claim, number=number, doubt=_doubt(claim, cells, places), clear=_clear(claim, cells))
    others = [one for one in said if one.number.at not in found]
    return Claims(sorted([*others, *found.values()], key=lambda one: one.number.start), columns)


def _clear(claim: Claim, cells: Cells) -> bool:
    """Whether the heads name one figure; what the title over the table leaves open is no doubt, the period is given."""
    others = [doubt for doubt in cells.doubts[claim.number.at] if not doubt.startswith("表头“")]
    return claim.clear or (not others and claim.options[0].score == 1)


def _doubt(claim: Claim, cells: Cells, places: Places) -> str:
    at = claim.number.at
    if at not in cells.totals or claim.areas[0] != places.area:
        return ""
    listed = {one.areas[0] for one in cells.claims if cells.tables[one.number.at] == cells.tables[at]} - {places.area}
    return PART_OF_ALL if listed and len(listed) < places.nearest else ""
