"""Word lists from CSV, and the rules of reading; a wrong column or value is a Fault with file, line, column and remedy.

A cell of a tuple field holds its words separated by `|`; an empty cell takes the field's default.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

import msgspec
from msgspec import structs
from msgspec.structs import FieldInfo, fields

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.lexicons import Lexicons
from zhiheng.definitions.rules import rules_of
from zhiheng.definitions.strict import Change, changes_of, trees
from zhiheng.definitions.tables import rows_of_csv


def lexicons(office: Path | None = None) -> Lexicons:
    """All word lists and rules: ours, then those under `office`, where a row or file of the same name replaces ours.

    Loaded once, and again when a file of the office has changed.

    Raises: Fault D101–D107, D201–D203, D211–D213, X101, X102, naming file, place and remedy.
    """
    changes = changes_of(office, "lexicons/*.csv", "rules/*.toml") if office else ()
    return _loaded(office if changes else None, changes)


@lru_cache(maxsize=4)
def _loaded(office: Path | None, changes: tuple[Change, ...]) -> Lexicons:
    words = word_lists(office)
    return structs.replace(words, own_rules=rules_of(office, words))


def word_list(name: str, office: Path | None = None) -> tuple[Any, ...]:
    """One list by its name, without the others: what a single word needs. Raises: Fault D101–D106."""
    changes = changes_of(office, f"lexicons/{name}.csv") if office else ()
    return _one_list(name, office if changes else None, changes)


@lru_cache(maxsize=8)
def _one_list(name: str, office: Path | None, changes: tuple[Change, ...]) -> tuple[Any, ...]:
    field = next(field for field in fields(Lexicons) if field.name == name)
    return _list(field, [tree / "lexicons" for tree in trees(office)])


def word_lists(office: Path | None = None) -> Lexicons:
    """The word lists without the rules. Raises: Fault D101–D107."""
    folders = [tree / "lexicons" for tree in trees(office)]
    lists = {field.name: _list(field, folders) for field in fields(Lexicons) if field.name != "own_rules"}
    _refuse_unknown_files(folders, set(lists))
    return Lexicons(**lists)  # type: ignore[arg-type]


def _list(field: FieldInfo, folders: list[Path]) -> tuple[msgspec.Struct, ...]:
    row_type = get_args(field.type)[0]
    rows: dict[str, msgspec.Struct] = {}
    for folder in folders:
        path = folder / f"{field.name}.csv"
        if folder == folders[0] or path.exists():
            rows |= rows_of_csv(path, row_type)
    return tuple(rows.values())


def _refuse_unknown_files(folders: list[Path], known: set[str]) -> None:
    for folder in folders:
        for path in sorted(folder.glob("*.csv")):
            if path.stem not in known:
                names = "、".join(sorted(known))
                raise Fault("D107", f"{path.name}：不是已知的词表。请改名或移走。可用的词表：{names}。")
