"""Which registers make up the archive of a firm, and which an office's menu begins with."""

from pathlib import Path
from typing import TypeVar

from msgspec import Struct

from zhiheng.definitions.strict import OURS, converted, table_of, text_of

T = TypeVar("T", bound=Struct)


class Archive(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The registers of which a firm's archive is expected to hold something."""

    basic: tuple[str, ...]


class Menu(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The registers that a menu shows before anybody has used or pinned any."""

    first: tuple[str, ...]


def archive(office: Path | None = None) -> Archive:
    """What an archive is expected to hold. Raises: Fault D201–D203."""
    return _read("archive.toml", Archive, office)


def menu(office: Path | None = None) -> Menu:
    """What a menu begins with. Raises: Fault D201–D203."""
    return _read("menu.toml", Menu, office)


def _read(name: str, wanted: type[T], office: Path | None) -> T:
    own = office / name if office else None
    path = own if own and own.exists() else OURS / name
    return converted(table_of(path, text_of(path)), wanted, path)
