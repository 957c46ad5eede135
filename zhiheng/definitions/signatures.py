"""Who has signed for a limit that was found in law: `signatures/clocks.csv` of an office's own tree.

We ship none: a limit that nobody here has read in its article does not drive a clock.
"""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.registers import Register
from zhiheng.definitions.strict import Change, changes_of, trees
from zhiheng.definitions.tables import rows_of_csv

FILE = "signatures/clocks.csv"


class Signature(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One clock ("register.clock"), or line of a table of limits ("register.clock.line"), that a person has compared with
    the text in force, and found right.
    """

    clock: str
    signed_by: str
    signed_on: date
    document: str  # the text compared: name, article, page


def signatures(office: Path | None = None) -> dict[str, Signature]:
    """Every signature by its clock; read again when the file has changed. Raises: Fault D101–D106."""
    changes = changes_of(office, FILE) if office else ()
    return _loaded(office if changes else None, changes)


@lru_cache(maxsize=4)
def _loaded(office: Path | None, changes: tuple[Change, ...]) -> dict[str, Signature]:
    found: dict[str, Signature] = {}
    for tree in trees(office)[1:]:
        if (tree / FILE).exists():
            found |= rows_of_csv(tree / FILE, Signature)
    return found


def refuse_unknown_clocks(signed: Iterable[str], registers: Iterable[Register]) -> None:
    """Raises: Fault D302: a signature for a clock that no register has, or that needs none."""
    unsigned = {name for register in registers for name in clocks_to_sign(register)}
    for clock in signed:
        if clock not in unsigned:
            names = "、".join(sorted(unsigned)) or "没有"
            raise Fault("D302", f"{FILE}：“{clock}”不是待签的时限。请删去这一行，或改为：{names}。")


def clocks_to_sign(register: Register) -> dict[str, str]:
    """The clocks of a register, and lines of its tables of limits, that run only when signed for, with the source to be read."""
    clocks = {f"{register.id}.{id}": clock.source for id, clock in register.clocks.items() if not clock.confirmed}
    lines = {
        f"{register.id}.{id}.{limit.line}": limit.source
        for id, clock in register.clocks.items()
        for limit in clock.limits
        if not limit.confirmed
    }
    return clocks | lines
