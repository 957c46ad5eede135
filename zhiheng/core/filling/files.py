"""A form's file: read by its kind, and written again with the entries in it."""

from collections.abc import Mapping, Sequence
from typing import Literal

from zhiheng.core.values.filling import Entry, Form
from zhiheng.core.values.tables import Table

Kind = Literal["sheet", "docx"]


def form_in(kind: Kind, name: str, content: bytes) -> Form:
    """The tables and lines of a form. Raises: Fault M301 nothing to fill · M302 macros · M303 too large."""
    if kind == "sheet":
        from zhiheng.core.filling import workbook

        return workbook.form_in(name, content)
    from zhiheng.core.filling import word

    return word.form_in(name, content)


def form_written(kind: Kind, content: bytes, entries: Sequence[Entry], sources: Table, names: Mapping[str, str]) -> bytes:
    """The same file with the values in it, doubtful ones marked, and its sources behind. `names` of indicators by id."""
    if kind == "sheet":
        from zhiheng.core.filling import workbook

        return workbook.form_written(content, entries, sources, names)
    from zhiheng.core.filling import word

    return word.form_written(content, entries, sources, names)
