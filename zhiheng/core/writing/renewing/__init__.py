"""只换数: last year's document becomes this year's; its figures, comparisons and dates change, its words and format stay.

Enters: the text of the document, its figures read against the records of both periods (`Fresh`), both periods.
Leaves: `Renewal`; the .docx with revision marks; a template. Open first: figures.py, then dates.py and marking.py.
Source: docs/methods/renewing.md
"""

from zhiheng.core.writing.renewing.assembling import assembled
from zhiheng.core.writing.renewing.dates import of_dates, period_in
from zhiheng.core.writing.renewing.figures import of_doubtful, of_figure
from zhiheng.core.writing.renewing.margins import margin_text
from zhiheng.core.writing.renewing.marking import marked
from zhiheng.core.writing.renewing.moving import moved
from zhiheng.core.writing.renewing.templating import template_of

__all__ = ["assembled", "margin_text", "marked", "moved", "of_dates", "of_doubtful", "of_figure", "period_in", "template_of"]
