"""Checks rows of a register against its definition.

Enters: a `Register` and the cells of one row, as a spreadsheet or a form holds them.
Leaves: `CheckedRow`: the values to keep and every problem with its remedy. Open rows.py first, then cells.py.
Of returns: a `Form` and the cells of one file; `Answer`s and `Finding`s (returns.py).
"""

from zhiheng.core.checking.across import across_problems, checks_across, group_of
from zhiheng.core.checking.columns import Columns, matched_columns
from zhiheng.core.checking.referring import referred
from zhiheng.core.checking.returns import answer_in, findings, written_number
from zhiheng.core.checking.rows import Checker, checked_row, natural_key, row_problems

__all__ = [
    "Checker",
    "Columns",
    "across_problems",
    "answer_in",
    "checked_row",
    "checks_across",
    "findings",
    "group_of",
    "matched_columns",
    "natural_key",
    "referred",
    "row_problems",
    "written_number",
]
