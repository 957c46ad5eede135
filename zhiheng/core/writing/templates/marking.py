"""The mark of a printed figure: a name that Word takes as a bookmark, the same whenever the template is filled."""

import hashlib

_LONGEST = 40  # characters of a bookmark's name


class Marks:
    """Gives each figure of one document its mark."""

    def __init__(self) -> None:
        self._given: set[str] = set()

    def mark(self, indicator: str, *place: str) -> str:
        """The indicator and a digest of the place: what the hole says, which of those alike it is, what the loops stand at.

        Shape: letters, digits and underlines, a letter first; once in a document.
        """
        turn = 0
        while True:
            said = "\x1f".join((indicator, *place, *([str(turn)] if turn else [])))
            digest = hashlib.sha256(said.encode()).hexdigest()[:10]
            mark = f"{indicator.replace('-', '_')[: _LONGEST - len(digest) - 1]}_{digest}"
            if mark not in self._given:
                self._given.add(mark)
                return mark
            turn += 1
