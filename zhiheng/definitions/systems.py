"""The systems that the five documents name, and the definition that realises each: `systems.csv`."""

from collections.abc import Collection
from functools import cache

from msgspec import Struct

from zhiheng.definitions.catalogue import catalogue
from zhiheng.definitions.strict import OURS
from zhiheng.definitions.tables import rows_of_csv


class System(Struct, frozen=True, kw_only=True):
    """One named system, register, campaign or procedure.

    Shape: `source` is the seed and its clause; `test` names the test of its page where no register realises it, "" while
           there is none.
    """

    id: str
    name: str
    topic: str
    definition: str
    source: str
    test: str = ""


@cache
def systems() -> tuple[System, ...]:
    """Every system, in the order of its id. Raises: Fault D101–D106."""
    return tuple(rows_of_csv(OURS / "systems.csv", System).values())


def working(registers: Collection[str]) -> tuple[System, ...]:
    """The systems that work where these registers load: of a register its definition does, of a page a test is named.

    A register loads with a worked case that passes: tests/definitions sees to that.
    """
    kept_in = {line.slug: line.kept_in for line in catalogue()}
    return tuple(
        system
        for system in systems()
        if (system.definition in registers if kept_in[system.definition] == "registers" else system.test)
    )
