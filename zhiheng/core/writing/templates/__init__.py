"""Documents from templates: Markdown under a TOML head, with holes for figures, filled to a `Paper`.

Enters: the text of a template; then what the caller measured for what it asks (`Given`). Leaves: `Template`, `Asked`, `Paper`.
Open first: calls.py, which is all that a template can say; then parsing.py and filling.py.
Source: docs/methods/templates.md
"""

from zhiheng.core.writing.templates.asking import (
    WORDS,
    Answer,
    Ask,
    Asked,
    ChartAsk,
    Given,
    Part,
    Rows,
    RowsAsk,
)
from zhiheng.core.writing.templates.cells import cell_of
from zhiheng.core.writing.templates.checking import refuse_unfit
from zhiheng.core.writing.templates.filling import written
from zhiheng.core.writing.templates.head import cells_of
from zhiheng.core.writing.templates.parsing import parsed
from zhiheng.core.writing.templates.printing import still_so
from zhiheng.core.writing.templates.steps import refuse_other_step
from zhiheng.core.writing.templates.things import BATCH, column_of, list_of, thing_of
from zhiheng.core.writing.templates.tree import Template


def asked(template: Template) -> Asked:
    """All that a template asks for, whichever of its conditions will hold: the caller measures it in one go."""
    return template.asked


__all__ = [
    "BATCH", "WORDS", "Answer", "Ask", "Asked", "ChartAsk", "Given", "Part", "Rows", "RowsAsk", "Template", "asked", "cell_of",
    "cells_of", "column_of", "list_of", "parsed", "refuse_other_step", "refuse_unfit", "still_so", "thing_of", "written",
]  # fmt: skip
