"""The words that reading needs, as rows of `definitions/lexicons/*.csv`.

One struct a file, named in the singular; `Lexicons` has one field a file, named as the file.
The first field of a struct names its row: it is unique in the file, and an office's row of the same
name replaces ours. A cell of a tuple field holds its words separated by `|`.
To add a list: one struct, one field of `Lexicons`, one CSV.
"""

from msgspec import Struct

from zhiheng.core.values.reading import DocType


class Area(Struct, frozen=True, forbid_unknown_fields=True):
    """One area of GB/T 2260: a province, a prefecture or a county."""

    code: str
    name: str


class DocTypeWord(Struct, frozen=True, forbid_unknown_fields=True):
    """A word that ends or stands in a title, and the kind of document it shows."""

    word: str
    doc_type: DocType


class Lexicons(Struct, frozen=True, kw_only=True, eq=False):
    """All word lists, loaded. Built by `zhiheng.definitions.lexicons()`.

    Compared by identity, so that what is compiled from it can be cached by it.
    """

    areas: tuple[Area, ...]
    doc_types: tuple[DocTypeWord, ...]
