"""Scores those assessed by a scheme.

Enters: a scheme, subjects with their groups, and findings: observed values, judgements, evidence on hand, incidents.
Leaves: `Scorecard`: every item with its steps in words, sums, total, vetoes, grade, rank; and what would move it.
Open carding.py first. Everything is Decimal; peers are scored together.
"""

from zhiheng.core.scoring.carding import scorecards
from zhiheng.core.scoring.gaining import Gain, Moves, gains, smallest_moves
from zhiheng.core.scoring.supposing import Moved, Supposed, supposed
from zhiheng.core.scoring.telling import as_json, explained

__all__ = ["Gain", "Moved", "Moves", "Supposed", "as_json", "explained", "gains", "scorecards", "smallest_moves", "supposed"]
