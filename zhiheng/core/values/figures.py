"""A figure on its way into a text."""

from decimal import Decimal

from msgspec import Struct


class Figure(Struct, frozen=True, kw_only=True):
    """One value with its name, as a template asks for it.

    Unit: `value` in `unit`; money in integer 分 with unit 分, which is printed in 万元.
    None: `value` is None where nothing is known; `reason` says why. Unknown is not zero.
    """

    id: str
    name: str
    value: int | Decimal | None
    unit: str = ""
    decimals: int = 0
    reason: str = ""


class TemplateHead(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What a template says of itself between its +++ lines."""

    id: str
    title: str
    note: str = ""
    kind: str = ""  # of document: an issued one is counted in the register of bulletins
