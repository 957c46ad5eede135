"""Evidence in a box: what is doubted, what a file may serve, how it is numbered, what is missing, whether a packed box is whole.

Enters: facts of files, a scheme, a page's image. Leaves: `Doubt`, `Suggested`, numbers, `Covered`. Open doubting.py first.
"""

from zhiheng.core.exhibiting.covering import covered
from zhiheng.core.exhibiting.doubting import doubts
from zhiheng.core.exhibiting.numbering import renumbered
from zhiheng.core.exhibiting.sealed import seal_on
from zhiheng.core.exhibiting.suggesting import suggestions
from zhiheng.core.exhibiting.verifying import Verified, verified
from zhiheng.core.exhibiting.wording import digest_of_words

__all__ = ["Verified", "covered", "digest_of_words", "doubts", "renumbered", "seal_on", "suggestions", "verified"]
