"""Measures indicators from rows of registers.

Enters: indicators, areas, periods, and what an engine gathered for them.
Leaves: `Measured`: value, exact numerator and denominator, how many rows, who is missing, why there is none. Open planning.py
first: plan, ask, answer; periods.py reads 2025H1, gathering.py is the engine in plain Python.
"""

from zhiheng.core.measuring.adding import summed
from zhiheng.core.measuring.answering import Given, Spot, answered
from zhiheng.core.measuring.owing import DueOne
from zhiheng.core.measuring.periods import Period, period_from
from zhiheng.core.measuring.planning import Ask, Catalogue, Plan, planned
from zhiheng.core.measuring.remapping import Passing, Remapped, Undivided, remapped
from zhiheng.core.measuring.turnout import Handed, Turnout, turnout
from zhiheng.core.measuring.values import measured

__all__ = [
    "Ask", "Catalogue", "DueOne", "Given", "Handed", "Passing", "Period", "Plan", "Remapped", "Spot", "Turnout", "Undivided",
    "answered", "measured", "period_from", "planned", "remapped", "summed", "turnout",
]  # fmt: skip
