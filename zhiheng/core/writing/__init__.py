"""Values into files: tables as .xlsx and .docx, rounds of comments, forms of returns, text from templates.

In:  `Table`, `BreakdownRow`, `Reading`, `Answer`, `Figure` of `core/values`.
Out: bytes of a file, or text. Nothing here reads a clock: dates are arguments.
Open first: `task_table.py`, then `sheet.py`; for official documents `templates/calls.py`,
then `papers/parts.py`.
"""

from zhiheng.core.writing.answers import read_answer
from zhiheng.core.writing.comments import comment_sheets, rows_by_unit
from zhiheng.core.writing.form_back import filled_sheet
from zhiheng.core.writing.form_out import UnitSheet, form_workbook
from zhiheng.core.writing.merging import adoption_table, merge_answers
from zhiheng.core.writing.reading_rows import rows_of_reading, target_text
from zhiheng.core.writing.sheet import workbook
from zhiheng.core.writing.task_table import breakdown_table, units_text
from zhiheng.core.writing.word import document

__all__ = [
    "UnitSheet",
    "adoption_table",
    "breakdown_table",
    "comment_sheets",
    "document",
    "filled_sheet",
    "form_workbook",
    "merge_answers",
    "read_answer",
    "rows_by_unit",
    "rows_of_reading",
    "target_text",
    "units_text",
    "workbook",
]
