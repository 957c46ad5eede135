"""The line of a file that a fault speaks of: files are read whole, so that the line is found from the names it says."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

from zhiheng.core.values.faults import Fault

_PLACE = re.compile(r"(?P<file>\S+\.toml)(?P<section> \[(?P<table>[^\]]+)\])?(?P<rest>.*)", re.DOTALL)


@contextmanager
def with_lines(text: str) -> Iterator[None]:
    """Faults raised inside name the line of `text`, where one is found."""
    try:
        yield
    except Fault as fault:
        raise lined(fault, text) from None


def lined(fault: Fault, text: str) -> Fault:
    """The fault with the line it speaks of: registers/a.toml 第12行 [fields.staff]：…"""
    said = _PLACE.fullmatch(fault.says)
    if not said or " 第" in fault.says.split("：")[0]:
        return fault
    number = _line(text, said["table"] or "", re.findall("“([^”]+)”", said["rest"]))
    if not number:
        return fault
    return Fault(fault.id, f"{said['file']} 第{number}行{said['section'] or ''}{said['rest']}")


def _line(text: str, table: str, names: list[str]) -> int:
    """The line, from 1, that says most of what the fault says; 0 where none says anything."""
    quoted = re.search(r'"([^"]+)"$', table)  # a key with dots of its own: items."1.2.3"
    own = quoted[1] if quoted else table.rpartition(".")[2]
    best, found = 0, 0
    inside = ""
    for number, line in enumerate(text.splitlines(), 1):
        if head := re.match(r"\s*\[+([^\]]+)\]", line):
            inside = head[1]
        here = 2 * bool(own and re.match(rf"\s*\[*(?:\S+\.)?[\"']?{re.escape(own)}[\"']?\s*[=\]]", line))
        here += bool(table and inside and table.startswith(inside) and here)
        here += sum(bool(re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", line)) for name in names[:1])
        if here > best:
            best, found = here, number
    return found
