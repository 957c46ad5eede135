"""The stages of one target: 60% by the first year, 80% by the second. A later stage asks for no less.

Source: docs/methods/goals.md
"""

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from zhiheng.core.aligning.goals import as_strict


class Stage(NamedTuple):
    """What is asked by the end of one year."""

    year: int
    value: Decimal


def falling_back(comparator: str, stages: Sequence[Stage]) -> tuple[Stage, Stage] | None:
    """The first two stages of which the later asks for less, or that have one year and two values; None: there are none.

    >>> falling_back(">=", [Stage(2030, Decimal(80)), Stage(2027, Decimal(60))]) is None
    True
    >>> falling_back("<=", [Stage(2027, Decimal(3)), Stage(2030, Decimal(4))])[1].year
    2030
    """
    for earlier, later in pairwise(sorted(stages)):
        if earlier.year == later.year and earlier.value != later.value:
            return earlier, later
        if not as_strict(comparator, earlier.value, later.value):
            return earlier, later
    return None
