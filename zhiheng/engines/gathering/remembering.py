"""Compiled questions remembered: in the process, and in a folder where one is named, so that a page need not wait for Ibis.

The folder is no more than a saving of time: what is missing or damaged there is compiled again. A name says what was asked and
by which compiler, so that nothing old is ever taken for new.
"""

import hashlib
import os
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

import msgspec

from zhiheng.core.values.gathering import KeyQuestion, Question
from zhiheng.core.values.registers import Register
from zhiheng.engines.gathering.relations import Compiled, Dialect, Kind, Source

REMEMBERED = 2048  # questions of one process
_folder: list[Path] = []


def remember_in(folder: Path) -> None:
    """From now on, what is compiled is also kept in that folder."""
    _folder[:] = [folder]


def compiled(question: Question | KeyQuestion, dialect: Dialect, step: str, what: str = "") -> Compiled:
    """The SQL of a question, as `compiling.compiled` makes it. Raises: Fault E401–E409."""
    return _compiled(_Same(question), dialect, step, what)


class _Same:
    """A question that equals those that say the same."""

    def __init__(self, question: Question | KeyQuestion) -> None:
        self.question = question
        self.told = (type(question).__name__, msgspec.json.encode(question))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.told == other.told

    def __hash__(self) -> int:
        return hash(self.told)


@lru_cache(maxsize=REMEMBERED)
def _compiled(same: _Same, dialect: Dialect, step: str, what: str) -> Compiled:
    file = _folder[0] / _name(same, dialect, step, what) if _folder else None
    if file and (found := _read(file, same.question)):
        return found
    from zhiheng.engines.gathering import compiling  # Ibis takes a second to come: not before it is needed

    made = compiling.compiled(same.question, dialect, step, what)
    if file:
        _write(file, made)
    return made


class _Written(msgspec.Struct):
    """What a file holds: a `Compiled`, its registers by their ids."""

    sql: str
    sources: list[tuple[str, str, tuple[str, ...], str]]
    places: tuple[int, int]
    kinds: tuple[Kind, ...]


def _name(same: _Same, dialect: Dialect, step: str, what: str) -> str:
    whole = hashlib.sha256("\n".join((_compiler(), same.told[0], dialect.name, str(dialect.places), step, what)).encode())
    whole.update(same.told[1])
    return f"{whole.hexdigest()}.json"


@cache
def _compiler() -> str:
    """What tells one compiler from another: the text of this package, and the version of Ibis."""
    whole = hashlib.sha256(version("ibis-framework").encode())
    for file in sorted(Path(__file__).parent.glob("*.py")):
        whole.update(file.read_bytes())
    return whole.hexdigest()


def _read(file: Path, question: Question | KeyQuestion) -> Compiled | None:
    registers: dict[str, Register] = {one.id: one for one in (question.register, *question.references.values())}
    try:
        kept = msgspec.json.decode(file.read_bytes(), type=_Written)
        sources = tuple(Source(name, registers[id], columns, each) for name, id, columns, each in kept.sources)
    except (OSError, msgspec.DecodeError, KeyError):
        return None
    return Compiled(kept.sql, sources, kept.places, kept.kinds)


def _write(file: Path, made: Compiled) -> None:
    sources: list[Any] = [(one.name, one.register.id, one.columns, one.each) for one in made.sources]
    half = file.with_suffix(f".{os.getpid()}")
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(msgspec.json.encode(_Written(made.sql, sources, made.places, made.kinds)))
        half.replace(file)
    except OSError:  # a full or closed disk costs time, no figure
        half.unlink(missing_ok=True)
