"""What a correction teaches: the line of a lexicon or the rule that would have read it right.

Enters: a `Case`, the cases before it, the lexicons, and how a text is read. Leaves: a `Suggestion`, tried out before it is
offered. Open `suggesting.py` first.
"""

from zhiheng.core.learning.judging import differs, expected
from zhiheng.core.learning.lines import in_words, with_lines
from zhiheng.core.learning.masking import masked
from zhiheng.core.learning.suggesting import suggestion

__all__ = ["differs", "expected", "in_words", "masked", "suggestion", "with_lines"]
