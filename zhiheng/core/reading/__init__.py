"""From bytes to cleaned text. Enters: a file (`formats`), then its extracted text with the word lists.
Leaves: `Cleaned`, the repaired body tied to the raw text, with outline and meta. Open `cleaning.py` first.
"""

from zhiheng.core.reading.cleaning import clean

__all__ = ["clean"]
