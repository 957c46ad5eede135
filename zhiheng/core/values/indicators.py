"""An indicator as its definition file says it, and one measured value."""

from decimal import Decimal
from typing import Literal

from msgspec import Struct

from zhiheng.core.values.registers import Source

Operation = Literal["count", "sum"]
State = Literal["complete", "partial", "unknown"]


class Measure(Struct, frozen=True, kw_only=True):
    """What is done with the rows; `field` is "" for a count."""

    operation: Operation
    field: str = ""


class Printing(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a value is written. `scale` comes from the unit: how many kept units one printed unit has."""

    unit: str
    decimals: int = 0


class Indicator(Struct, frozen=True, kw_only=True):
    """One figure: which register, which measure, how it is printed and which clause asks for it."""

    id: str
    name: str
    register: str
    measure: Measure
    printing: Printing
    source: Source
    scale: int = 1
    text: str  # the file itself


class Measured(Struct, frozen=True, kw_only=True):
    """One value of one indicator for an area and a period.

    Unit:  `value` in the unit the definition prints, rounded half up to its decimals; `numerator` exact, as
           kept (money in 分).
    None:  `value` and `numerator` when no row, or no row with the field filled, was found: unknown is not
           zero. `denominator` for a figure that is no rate.
    """

    indicator: str
    unit: str
    decimals: int
    value: Decimal | None
    numerator: int | None
    denominator: int | None
    rows: int
    empty: int  # rows whose field is not filled: a sum over the others is a lower bound
    state: State

    @property
    def printed(self) -> str:
        """The value as it is written: "332.67", no separators; "" when unknown."""
        return "" if self.value is None else f"{self.value:.{self.decimals}f}"
