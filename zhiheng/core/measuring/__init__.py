"""Measures indicators from rows of registers.

Enters: an `Indicator`, and the kept values of the rows of one area and one period.
Leaves: `Measured`: value, exact numerator, how many rows. Open values.py first; periods.py reads 2025H1.
"""

from zhiheng.core.measuring.periods import Period, period_from
from zhiheng.core.measuring.remapping import Passing, Remapped, Undivided, remapped
from zhiheng.core.measuring.values import measured

__all__ = ["Passing", "Period", "Remapped", "Undivided", "measured", "period_from", "remapped"]
