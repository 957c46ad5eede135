"""The words of other people's forms, from `filling/words.csv`: ours, then the office's own."""

from functools import lru_cache
from pathlib import Path
from typing import Literal, get_args

from msgspec import Struct

from zhiheng.core.values.filling import FormWords
from zhiheng.definitions.strict import Change, changes_of, trees
from zhiheng.definitions.tables import rows_of_csv

Kind = Literal["generic", "holding", "synonym", "total", "skip", "alike"]


class FormWord(Struct, frozen=True, kw_only=True):
    """One word.

    Shape: `generic` narrows nothing, nor does a `holding` head of a group; `synonym` stands for another; `alike` are units
           that people take for each other.
    """

    word: str
    kind: Kind
    means: tuple[str, ...] = ()
    note: str = ""


def form_words(office: Path | None = None) -> FormWords:
    """The words of forms; a row of the office's file replaces ours of that word. Raises: Fault D101–D106."""
    changes = changes_of(office, "filling/*.csv") if office else ()
    return _loaded(office if changes else None, changes)


@lru_cache(maxsize=4)
def _loaded(office: Path | None, changes: tuple[Change, ...]) -> FormWords:
    rows: dict[str, FormWord] = {}
    for tree in trees(office):
        path = tree / "filling" / "words.csv"
        if tree == trees(office)[0] or path.exists():
            rows |= rows_of_csv(path, FormWord)
    by_kind = {kind: [row for row in rows.values() if row.kind == kind] for kind in get_args(Kind)}
    return FormWords(
        generic=tuple(row.word for kind in ("generic", "total", "skip") for row in by_kind[kind]),
        holding=tuple(row.word for row in by_kind["holding"]),
        total=tuple(row.word for row in by_kind["total"]),
        skip=tuple(row.word for row in by_kind["skip"]),
        alike=tuple(frozenset((row.word, *row.means)) for row in by_kind["alike"]),
        synonyms={row.word: row.means[0] for row in rows.values() if row.kind == "synonym" and row.means},
    )
