"""Checking a draft: each of its figures beside the records, and what contradicts itself in the text.

Enters: the cleaned text and its reading, what others know of names and times (`Asking`), the values of the records.
Leaves: `Audit`: a verdict on each figure, and findings in the order of the text. Open first: claiming.py, then judging.py.
"""

from zhiheng.core.auditing.bodies import bodies_of
from zhiheng.core.auditing.choosing import chosen, confirmed
from zhiheng.core.auditing.claiming import Asking, claims
from zhiheng.core.auditing.explaining import Other, asks_why, explained, held_against, others_of, telling
from zhiheng.core.auditing.inside import findings
from zhiheng.core.auditing.judging import Records, Spot, spots, verdicts, whole_of
from zhiheng.core.auditing.margins import NAMES, margins
from zhiheng.core.auditing.numbers import finder
from zhiheng.core.auditing.places import Places
from zhiheng.core.auditing.recomputing import agreements, as_printed
from zhiheng.core.auditing.table_lines import with_table_lines
from zhiheng.core.auditing.unread import marks_of_word, unread

__all__ = [
    "NAMES", "Asking", "Other", "Places", "Records", "Spot", "agreements", "as_printed", "asks_why", "bodies_of", "chosen",
    "claims", "confirmed", "explained", "finder", "findings", "held_against", "margins", "marks_of_word", "others_of", "spots",
    "telling", "unread", "verdicts", "whole_of", "with_table_lines",
]  # fmt: skip
