"""Filling somebody else's form: its tables and lines come in, what goes into each place comes out.

Enters: a `Form` (read by `workbook` or `word`), a `Setting` (area, period, figures that could be asked for), then the figures.
Leaves: `Meaning` of each place, then `Entry`; the file with them in it. Open first: `matching.py`, then `grids.py`.
"""

from zhiheng.core.filling.amounts import entered
from zhiheng.core.filling.cells import NUMBER, filled_form
from zhiheng.core.filling.files import form_in, form_written
from zhiheng.core.filling.gapping import place_of
from zhiheng.core.filling.grids import slots_of
from zhiheng.core.filling.matching import form_key, meanings
from zhiheng.core.filling.showing import grid_shown

__all__ = [
    "NUMBER", "entered", "filled_form", "form_in", "form_key", "form_written", "grid_shown", "meanings", "place_of", "slots_of",
]  # fmt: skip
