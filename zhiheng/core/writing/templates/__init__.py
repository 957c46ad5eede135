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
from zhiheng.core.writing.templates.checking import refuse_unfit
from zhiheng.core.writing.templates.filling import written
from zhiheng.core.writing.templates.parsing import parsed
from zhiheng.core.writing.templates.printing import still_so
from zhiheng.core.writing.templates.tree import Template


def asked(template: Template) -> Asked:
    """All that a template asks for, whichever of its conditions will hold: the caller measures it in one go."""
    return template.asked


__all__ = [
    "WORDS", "Answer", "Ask", "Asked", "ChartAsk", "Given", "Part", "Rows", "RowsAsk", "Template", "asked", "parsed",
    "refuse_unfit", "still_so", "written",
]  # fmt: skip
