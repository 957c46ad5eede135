"""Reading the registers, one file a question."""

from zhiheng.registers.naming import called
from zhiheng.registers.personal import purposes
from zhiheng.registers.queries.dues import (
    COUNTED,
    SOON,
    Asker,
    Kind,
    Whose,
    clock_of,
    counted,
    days_with_rows,
    rows_of_days,
    rows_that_wait,
)
from zhiheng.registers.queries.forms import derived_words, draft_of, first_words, row_words
from zhiheng.registers.queries.imports import attached_content, imported_content, imports, imports_of
from zhiheng.registers.queries.lists import exported_rows, listing, neighbours, print_sheet, wanted_rows
from zhiheng.registers.queries.pages import row_page
from zhiheng.registers.queries.registers import RegisterLine, register_lines, register_or_none, text_digest
from zhiheng.registers.queries.rows import (
    Cell,
    area_names,
    areas_of,
    areas_round,
    cells,
    cells_in_clear,
    empty_sheet,
    exported,
    kept_data,
    names_of,
    revisions_of,
    rows_of,
    span_of_events,
)
from zhiheng.registers.queries.steps import Way, way_to, ways

__all__ = [
    "COUNTED",
    "SOON",
    "Asker",
    "Cell",
    "Kind",
    "RegisterLine",
    "Way",
    "Whose",
    "area_names",
    "areas_of",
    "areas_round",
    "attached_content",
    "called",
    "cells",
    "cells_in_clear",
    "clock_of",
    "counted",
    "days_with_rows",
    "derived_words",
    "draft_of",
    "empty_sheet",
    "exported",
    "exported_rows",
    "first_words",
    "imported_content",
    "imports",
    "imports_of",
    "kept_data",
    "listing",
    "names_of",
    "neighbours",
    "print_sheet",
    "purposes",
    "register_lines",
    "register_or_none",
    "revisions_of",
    "row_page",
    "row_words",
    "rows_of",
    "rows_of_days",
    "rows_that_wait",
    "span_of_events",
    "text_digest",
    "wanted_rows",
    "way_to",
    "ways",
]
