"""Every definition loaded, and every fault found: one a file, none hidden behind another."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.lexicons import Lexicons
from zhiheng.definitions.indicators import indicator_from
from zhiheng.definitions.loading import lexicons
from zhiheng.definitions.registers import register_from
from zhiheng.definitions.strict import files
from zhiheng.definitions.templates import template_from

T = TypeVar("T")


class Proof(Struct, frozen=True):
    """How many definitions of each kind hold, and what is wrong with the others."""

    definitions: dict[str, int]
    errors: tuple[str, ...]


def proved(office: Path | None = None) -> Proof:
    """The proof of all definitions: ours, with an office's own tree over them where a path is given."""
    errors: list[str] = []

    def loaded(kind: str, suffix: str, load: Callable[[Path], T]) -> dict[str, T]:
        good: dict[str, T] = {}
        for name, path in files(kind, suffix, office).items():
            try:
                good[name] = load(path)
            except Fault as fault:
                errors.append(str(fault))
        return good

    registers = loaded("registers", ".toml", register_from)
    indicators = loaded("indicators", ".toml", lambda path: indicator_from(path, registers))
    templates = loaded("templates", ".md", lambda path: template_from(path, tuple(indicators)))
    lists = 0
    try:
        lists = len(Lexicons.__struct_fields__) if lexicons(office) else 0
    except Fault as fault:
        errors.append(str(fault))
    counts = {"registers": len(registers), "indicators": len(indicators), "templates": len(templates), "lexicons": lists}
    return Proof(counts, tuple(errors))
