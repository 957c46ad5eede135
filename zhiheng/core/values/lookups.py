"""What cells are looked up in: areas, enterprises, rows of other registers."""

from collections.abc import Callable, Mapping
from datetime import date

from msgspec import Struct


class Unreadable(ValueError):
    """The cell is not what its column holds; the message is a Chinese sentence with the remedy."""


def no_enterprise(words: str) -> int:
    """Raises: Unreadable: no enterprise is known here."""
    raise Unreadable(f"企业库里没有“{words}”。请先在企业库里登记，或核对名称和代码。")


def any_reference(register: str, words: str) -> str:
    """The words themselves: nothing is known that they could be compared with."""
    return words


class Lookups(Struct, frozen=True, kw_only=True):
    """What is known while cells are read.

    Shape: `areas` maps codes and names of the areas allowed here to codes; `enterprise` gives the id of a code or name;
           `reference` the natural key of the row of a register that the words mean; both raise Unreadable. `day` is the
           row's own day, by which code lists are dated; None while it is unknown.
    """

    areas: Mapping[str, str] = {}
    enterprise: Callable[[str], int] = no_enterprise
    reference: Callable[[str, str], str] = any_reference
    day: date | None = None
