"""What cells are looked up in: areas, enterprises, rows of other registers."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from msgspec import Struct

DAY_ZERO = date(1899, 12, 30)  # day 0 of spreadsheet dates after 1900-03-01
DAY_ZERO_1904 = date(1904, 1, 1)  # of workbooks that count from 1904


class Unreadable(ValueError):
    """The cell is not what its column holds; the message is a Chinese sentence with the remedy."""


def no_enterprise(words: str) -> int:
    """Raises: Unreadable: no enterprise is known here."""
    raise Unreadable(f"企业库里没有“{words}”。请先在企业库里登记，或核对名称和代码。")


def any_reference(register: str, words: str) -> str:
    """The words themselves: nothing is known that they could be compared with."""
    return words


class Broken(Struct, frozen=True):
    """A cell that the file does not say: `says` tells why, with the remedy."""

    says: str

    def __str__(self) -> str:
        return ""


class Merged(Struct, frozen=True):
    """The one value of a cell that was merged over several rows; `place` is where it stands: D3:D5.

    Words and days hold for each of the rows; a number does not: it may be the sum of them.
    """

    value: str | int | float | bool | date | datetime | time
    place: str

    def __str__(self) -> str:
        return str(self.value)


def no_row(register: str, key: str) -> Mapping[str, Any]:
    """Nothing: no row is known here."""
    return {}


class Lookups(Struct, frozen=True, kw_only=True):
    """What is known while cells are read.

    Shape: `areas` maps codes and names of the areas allowed here to codes; `enterprise` gives the id of a code or name;
           `reference` the natural key of the row of a register that the words mean; both raise Unreadable. `row_of` gives
           the usable values of the row of a register with that key, none where there is no such row. `day` is the row's
           own day, by which code lists are dated; None while it is unknown. `day_zero` is that of the workbook's dates.
    """

    areas: Mapping[str, str] = {}
    enterprise: Callable[[str], int] = no_enterprise
    reference: Callable[[str, str], str] = any_reference
    row_of: Callable[[str, str], Mapping[str, Any]] = no_row
    day: date | None = None
    day_zero: date = DAY_ZERO
