"""Values into files: tables as .xlsx and .docx, rounds of comments, forms of returns, text from templates.

In:  `Table`, `BreakdownRow`, `Reading`, `Answer`, `Figure` of `core/values`.
Out: bytes of a file, or text. Nothing here reads a clock: dates are arguments.
Open first: `task_table.py`, then `sheet.py`; for official documents `templates/calls.py`,
then `papers/parts.py`.

What writes spreadsheets and office files is loaded on first use: a web page of a document needs neither.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from zhiheng.core.writing.answers import read_answer
    from zhiheng.core.writing.comments import comment_sheets, rows_by_unit
    from zhiheng.core.writing.form_back import filled_sheet
    from zhiheng.core.writing.form_out import UnitSheet, form_workbook
    from zhiheng.core.writing.merging import adoption_table, merge_answers
    from zhiheng.core.writing.reading_rows import rows_of_reading, target_text
    from zhiheng.core.writing.sheet import workbook
    from zhiheng.core.writing.task_table import breakdown_table, units_text
    from zhiheng.core.writing.word import document

_LIES_IN = {
    "UnitSheet": "form_out", "adoption_table": "merging", "breakdown_table": "task_table", "comment_sheets": "comments",
    "document": "word", "filled_sheet": "form_back", "form_workbook": "form_out", "merge_answers": "merging",
    "read_answer": "answers", "rows_by_unit": "comments", "rows_of_reading": "reading_rows", "target_text": "reading_rows",
    "units_text": "task_table", "workbook": "sheet",
}  # fmt: skip

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


def __getattr__(name: str) -> Any:
    if name in _LIES_IN:
        return getattr(import_module(f"{__name__}.{_LIES_IN[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
