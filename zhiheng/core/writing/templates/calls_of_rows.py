"""The functions that speak of the row a document is about, and of the rows beside it."""

from typing import Annotated

from msgspec import Meta

from zhiheng.core.writing.templates.calling import Call, Each
from zhiheng.core.writing.templates.calls import BlankCall
from zhiheng.core.writing.templates.tables import Table

Name = Annotated[str, Meta(min_length=1, max_length=40)]


class OfRow(Call, frozen=True, kw_only=True):
    """What speaks of one column of the row that the document is about, or of the row that a loop stands at."""

    column: str
    of: str | Each = ""


class RowCell(OfRow, frozen=True, kw_only=True):
    """The cell in words: 2025年7月5日, 12人, names. What is empty becomes a blank called like the column."""

    unit: str = ""


class Has(OfRow, frozen=True, kw_only=True):
    """Whether the cell is filled; with `value`, whether it says that."""

    roles = frozenset({"test"})
    value: str = ""


class DaysSince(OfRow, frozen=True, kw_only=True):
    """How many days have passed since the date in the cell; less than nothing before it."""

    roles = frozenset({"print", "number"})


class EachValue(OfRow, frozen=True, kw_only=True):
    """The values of a cell that may have many, one by one."""

    roles = frozenset({"loop"})


class OfRows(Call, frozen=True, kw_only=True):
    """What speaks of the rows beside the one that the document is about: of all, or of the group that a loop stands at."""

    list: str
    of: str | Each = ""


class RowList(OfRows, frozen=True, kw_only=True):
    """The rows, in their order."""

    roles = frozenset({"loop"})


class Groups(OfRows, frozen=True, kw_only=True):
    """The rows parted by what they say in one column, in the order of its codes, else as they come."""

    roles = frozenset({"loop"})
    by: str


class CountRows(OfRows, frozen=True, kw_only=True):
    """How many rows there are."""

    roles = frozenset({"print", "number"})


class ListTable(Table, frozen=True, kw_only=True):
    """The rows as a table."""

    list: str
    columns: Annotated[tuple[str, ...], Meta(min_length=1, max_length=14)]
    of: str | Each = ""
    numbered: bool = True


class BoxesCall(Call, frozen=True, kw_only=True):
    """Empty boxes to be signed on paper, `tall` lines each."""

    roles = frozenset({"block"})
    names: Annotated[tuple[Name, ...], Meta(min_length=1, max_length=12)]
    tall: Annotated[int, Meta(ge=1, le=20)] = 4


class AnnexCall(Call, frozen=True, kw_only=True):
    """What follows is an attachment of that name, on pages of its own."""

    roles = frozenset({"block"})
    name: Annotated[str, Meta(min_length=1, max_length=80)]


FUNCTIONS: dict[str, type[Call]] = {
    "row": RowCell, "has": Has, "days_since": DaysSince, "each": EachValue, "rows": RowList, "groups": Groups,
    "count_rows": CountRows, "list_table": ListTable, "boxes": BoxesCall, "annex": AnnexCall,
}  # fmt: skip
ANYWHERE = (BoxesCall, AnnexCall, BlankCall)  # what says nothing of a row
