"""Reading the registers, one file a question."""

from zhiheng.registers.naming import called
from zhiheng.registers.queries.imports import imported_content, imports, imports_of
from zhiheng.registers.queries.registers import RegisterLine, register_lines, register_or_none, text_digest
from zhiheng.registers.queries.rows import (
    Cell,
    area_names,
    areas_of,
    cells,
    empty_sheet,
    exported,
    kept_data,
    revisions_of,
    rows_of,
    span_of_events,
)
from zhiheng.registers.queries.steps import Way, way_to, ways

__all__ = [
    "Cell",
    "RegisterLine",
    "Way",
    "area_names",
    "areas_of",
    "called",
    "cells",
    "empty_sheet",
    "exported",
    "imported_content",
    "imports",
    "imports_of",
    "kept_data",
    "register_lines",
    "register_or_none",
    "revisions_of",
    "rows_of",
    "span_of_events",
    "text_digest",
    "way_to",
    "ways",
]
