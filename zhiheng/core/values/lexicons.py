"""The words that reading needs, as rows of `definitions/lexicons/*.csv`.

One struct a file, named in the singular; `Lexicons` has one field a file, named as the file.
"""

from msgspec import Struct


class Lexicons(Struct, frozen=True, kw_only=True):
    """All word lists, loaded. Built by `zhiheng.definitions.lexicons()`."""
