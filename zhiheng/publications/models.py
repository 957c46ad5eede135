"""What the office keeps of its documents: manuscripts, the book of numbers, what was issued and what became of it."""

from zhiheng.publications.models_of_issued import Amendment, Delivery, IssuedFile, Publication
from zhiheng.publications.models_of_manuscripts import Manuscript, Settlement, SigningRule, Version
from zhiheng.publications.models_of_numbers import BookedNumber, NumberSeries

__all__ = [
    "Amendment", "BookedNumber", "Delivery", "IssuedFile", "Manuscript", "NumberSeries", "Publication", "Settlement",
    "SigningRule", "Version",
]  # fmt: skip
