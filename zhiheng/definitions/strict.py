"""One TOML file becomes one strict struct; an unknown key or a wrong value is a Fault with its remedy."""

import difflib
import os
import re
import tomllib
from collections.abc import Callable, Iterable
from decimal import Decimal
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec.structs import FieldInfo, fields

from zhiheng.core.values.faults import Fault

OURS = Path(__file__).parent
SHOWN = 60  # of more names than these, a fault shows the nearest
LEARNED = "learned"  # the part of an office's tree that the program writes
T = TypeVar("T", bound=msgspec.Struct)
Change = tuple[str, int, int]  # a file's name, when it was changed, its size


def files(kind: str, suffix: str, office: Path | None) -> dict[str, Path]:
    """The definition files of a kind by id (the file's name); an office's file replaces ours of that id."""
    return {path.stem: path for tree in trees(office) for path in sorted((tree / kind).glob(f"*{suffix}"))}


def trees(office: Path | None) -> list[Path]:
    """Where definitions lie, a later one replacing an earlier: ours, what an office learnt by correcting, what it wrote."""
    return [OURS, office / LEARNED, office] if office else [OURS]


def changes_of(office: Path, *patterns: str) -> tuple[Change, ...]:
    """What tells one state of an office's files from another: a definition is loaded again when it changes."""
    found = [change for tree in trees(office)[1:] for pattern in patterns for change in _changes_in(tree, *pattern.split("/"))]
    return tuple(sorted(found))


def _changes_in(tree: Path, folder: str, name: str) -> list[Change]:
    """Those of one folder, read as cheaply as can be: a page asks many times."""
    if not (tree / folder).is_dir():
        return []
    with os.scandir(tree / folder) as entries:
        named = [entry for entry in entries if fnmatch(entry.name, name)]
    return [(entry.path, (seen := entry.stat()).st_mtime_ns, seen.st_size) for entry in named]


def place(path: Path) -> str:
    """The file as faults name it: registers/special-campaign.toml."""
    return f"{path.parent.name}/{path.name}"


def text_of(path: Path) -> str:
    """The text of a definition. Raises: Fault D201."""
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError:
        raise Fault("D201", f"{place(path)}：不是 UTF-8 编码。请用文本编辑器另存为 UTF-8。") from None


def table_of(path: Path, text: str, *, decimals: bool = False) -> dict[str, Any]:
    """The TOML of a definition, its fractions as exact decimals when asked. Raises: Fault D201, with the line."""
    try:
        return tomllib.loads(text, parse_float=Decimal if decimals else float)
    except tomllib.TOMLDecodeError as problem:
        line = re.search(r"line (\d+)", str(problem))
        where = f"第{line[1]}行" if line else "文件末尾"
        raise Fault("D201", f"{place(path)} {where}：不合 TOML 写法（{problem}）。请改正这一行。") from None


def converted(raw: Any, wanted: type[T], path: Path, section: str = "") -> T:
    """`raw` as a struct. `section` is where in the file it stands ("fields.staff").

    Raises: Fault D202 (unknown key), D203 (missing or wrong value).
    """
    where = f"{place(path)}{f' [{section}]' if section else ''}"
    if not isinstance(raw, dict):
        raise Fault("D203", f"{where}：应为一组“键 = 值”。请照其他定义文件改写。")
    known = _fields_of(wanted)
    refuse_unknown(raw, known, where)
    for name, field in known.items():
        if name not in raw:
            if field.required:
                raise Fault("D203", f"{where}：缺少“{name}”。请补上这个键。")
            continue
        try:
            msgspec.convert(raw[name], field.type)
        except msgspec.ValidationError as problem:
            raise Fault("D203", f"{where}：“{name}”的值不合要求（{problem}）。请改正。") from None
    return msgspec.convert(raw, wanted)


@cache
def _fields_of(wanted: type[msgspec.Struct]) -> dict[str, FieldInfo]:
    return {field.encode_name: field for field in fields(wanted)}


def fault_of(proof: Callable[[], None]) -> Fault | None:
    """What a proof raises; None where it holds."""
    try:
        proof()
    except Fault as fault:
        return fault
    return None


def refuse_unknown(names: Iterable[str], known: Iterable[str], where: str) -> None:
    """Raises: Fault D202, with the nearest key that exists."""
    known = list(known)
    for name in names:
        if name not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"是不是“{near[0]}”？" if near else ""
            shown = known if len(known) <= SHOWN else difflib.get_close_matches(name, known, n=8, cutoff=0.1)
            more = f"等 {len(known)} 个" if len(shown) < len(known) else ""
            raise Fault("D202", f"{where}：不认识“{name}”。{hint}可用的：{'、'.join(shown)}{more}。")
