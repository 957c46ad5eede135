"""What the numbers in rows stand for when they are written: codes of areas, areas of bodies, firms that are one."""

import hashlib
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

import msgspec
from msgspec import Struct


class _Line(Struct, frozen=True):
    """One number and what it stands for."""

    of: str
    id: int
    means: str


class Lookups(Struct, frozen=True, kw_only=True, dict=True):
    """Shape: `areas` and `units` (bodies) give the code of an area; `firms` the record that a merged one counts as."""

    areas: Mapping[int, str] = {}
    units: Mapping[int, str] = {}
    firms: Mapping[int, int] = {}

    @cached_property
    def name(self) -> str:
        """The name of the file that holds them."""
        return f"lookups-{hashlib.sha256(self._text).hexdigest()[:16]}.jsonl"

    def write(self, folder: Path) -> Path:
        """The file that holds them in a folder, made where it is not there."""
        path = folder / self.name
        if not path.exists():
            half = path.with_suffix(".half")
            half.write_bytes(self._text)
            half.replace(path)
        return path

    @cached_property
    def _text(self) -> bytes:
        return b"".join(msgspec.json.encode(line) + b"\n" for line in self._lines())

    def _lines(self) -> Iterator[_Line]:
        for of, meanings in (("areas", self.areas), ("units", self.units), ("firms", self.firms)):
            yield from (_Line(of, id, str(means)) for id, means in sorted(meanings.items()))


def read_lookups(path: Path) -> Lookups | None:
    """The lookups that a file holds; None where it is gone or damaged."""
    found: dict[str, dict[int, str]] = {"areas": {}, "units": {}, "firms": {}}
    try:
        content = path.read_bytes()
        for line in msgspec.json.Decoder(_Line).decode_lines(content):
            found[line.of][line.id] = line.means
    except (OSError, msgspec.MsgspecError, KeyError):
        return None
    firms = {id: int(means) for id, means in found["firms"].items()}
    read = Lookups(areas=found["areas"], units=found["units"], firms=firms)
    return read if read.name == path.name else None
