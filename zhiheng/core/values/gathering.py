"""What an engine is asked of the rows of a register, and what it answers: sums and counts, never a quotient."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from msgspec import Struct
from msgspec import field as made

from zhiheng.core.values.indicators import Measure, Part, Time
from zhiheng.core.values.registers import Condition, Register

Closure = Mapping[str, Sequence[str]]  # an area's code: the codes of the wanted areas that its rows count for


class Question(Struct, frozen=True, kw_only=True):
    """The rows of one register that a figure counts, and how.

    Shape: `by` are fields whose values keep figures apart; `references` the registers that `a.b` leads to, by field `a`.
           Without `numerator` and `denominator` the measure alone is asked for.
    """

    register: Register
    references: Mapping[str, Register] = made(default_factory=dict)
    where: Condition = {}
    measure: Measure
    numerator: Part | None = None
    denominator: Part | None = None
    by: tuple[str, ...] = ()
    time: Time = Time()


class Gathered(Struct, frozen=True, kw_only=True):
    """What one wanted area and one period have, for one combination of the values of `by`.

    Unit:  as kept: money in 分, decimals exact; a mean is asked for as sum and count: `numerator` and `denominator`.
    None:  `numerator` of a sum, minimum, maximum or last of rows of which none has the field filled. `denominator` where the
           question has none. A group without rows is not answered at all.
    Shape: `rows` in the base; `empty` those among the rows counted whose field is not filled; `outside` rows of the
           numerator that the denominator leaves out: there must be none.
    """

    area: str
    period: str
    dims: tuple[str | None, ...] = ()
    numerator: Decimal | None
    denominator: Decimal | None = None
    rows: int
    empty: int = 0
    outside: int = 0


class KeyQuestion(Struct, frozen=True, kw_only=True):
    """Who has rows: the distinct values of a field, with how many rows each has.

    Shape: `key` is a field, or "area"; `step` also keeps the months (quarters, years, days) of the row's date apart; `part`
           also keeps the values of that field apart.
    """

    register: Register
    references: Mapping[str, Register] = made(default_factory=dict)
    where: Condition = {}
    key: str
    time: Time = Time()
    step: str = ""  # day, month, quarter, year
    part: str = ""


class GatheredKey(Struct, frozen=True, kw_only=True):
    """One who has rows in an area and a period; `step` is the day, month (2025-03), quarter (2025Q1) or year of them."""

    area: str
    period: str
    key: str
    rows: int
    step: str = ""
    part: str = ""
