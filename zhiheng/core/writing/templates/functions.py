"""Every function that a template may call, by name."""

from zhiheng.core.writing.templates import calls, calls_of_rows
from zhiheng.core.writing.templates.calling import Call

FUNCTIONS: dict[str, type[Call]] = {**calls.FUNCTIONS, **calls_of_rows.FUNCTIONS}
