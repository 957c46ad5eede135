"""Writes to a box: files come in, are read, filed under items, doubted and settled, corrected, dropped, numbered anew."""

from zhiheng.assessments.evidence.actions.adding import Came, add_files
from zhiheng.assessments.evidence.actions.filing import file_under, renumber, take_off
from zhiheng.assessments.evidence.actions.minding import correct, drop, notice, settle
from zhiheng.assessments.evidence.actions.reading import read_exhibit

__all__ = [
    "Came", "add_files", "correct", "drop", "file_under", "notice", "read_exhibit", "renumber", "settle", "take_off"
]  # fmt: skip
