"""The level shift of units: upper bodies become the office's own, in protocol order.

In:  names as a document wrote them, the office's `Counterpart` rows, an order, `UnitWords`.
Out: `Alignment`: own units, phrases, what has no counterpart, what must be asked.
Open first: `matching.py`.
"""

from zhiheng.core.aligning.matching import own_assignment, own_units
from zhiheng.core.aligning.naming import Names
from zhiheng.core.aligning.ordering import default_order, in_protocol_order
from zhiheng.core.aligning.proposing import propose_counterpart
from zhiheng.core.aligning.wholes import whole_names
from zhiheng.core.values.lexicons import Lexicons
from zhiheng.core.values.units import UnitWords

__all__ = [
    "Names",
    "default_order",
    "in_protocol_order",
    "own_assignment",
    "own_units",
    "propose_counterpart",
    "unit_words",
    "whole_names",
]


def unit_words(lexicons: Lexicons) -> UnitWords:
    """The word lists that aligning needs."""
    return UnitWords(
        protocol_order=lexicons.protocol_order,
        aliases=lexicons.unit_aliases,
        renames=lexicons.unit_renames,
        naming=lexicons.unit_naming,
        general=lexicons.general_units,
    )
