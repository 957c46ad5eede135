"""The fonts of this machine: for the types of an official document, and for pictures.

Only free fonts are asked for, so that a page may be handed on with its fonts inside. The two Noto faces that come with
the program close every chain: where nothing is installed, a page and a picture are made all the same.
"""

import os
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pylopdf_fonts_zh_cn as shipped
import typst

from zhiheng.core.values.fonts import Face, Fonts, Role
from zhiheng.engines.characters import stretches

Name = tuple[str, int]  # family and weight
_SERIF: tuple[Name, ...] = (("Noto Serif CJK SC", 400), ("Noto Serif SC", 400))
_SANS: tuple[Name, ...] = (("Noto Sans CJK SC", 400), ("Noto Sans SC", 400))
CHAINS: dict[Role, tuple[Name, ...]] = {
    "fangsong": (("FandolFang R", 400), *_SERIF, *_SANS),
    "kaiti": (("FandolKai", 400), ("LXGW WenKai", 400), *_SERIF, *_SANS),
    "heiti": (*_SANS, *_SERIF),
    "songti": (*_SERIF, *_SANS),
    "biaosong": (("Noto Serif CJK SC", 700), *_SERIF, *_SANS),
}


def machine_folders() -> tuple[Path, ...]:
    """Where fonts lie on this machine: the user's, the system's, and the program's own."""
    mine = Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "fonts"
    windows = Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
    installed = (mine, Path("/usr/local/share/fonts"), Path("/usr/share/fonts"), Path("/System/Library/Fonts"), windows)
    return (*(folder for folder in installed if folder.is_dir()), shipped.serif_path().parent)


@cache
def fonts_of(folders: Sequence[Path]) -> Fonts:
    """For each type its chain, of the faces found in the folders."""
    found = {(each.family, each.weight): each for each in _listed(folders) if each.style == "normal"}
    faces = {name: _face(*name, str(found[name].path), found[name].index) for name in _wanted() if name in found}
    return {role: tuple(faces[name] for name in names if name in faces) for role, names in CHAINS.items()}


def _wanted() -> set[Name]:
    return {name for names in CHAINS.values() for name in names}


def machine_fonts() -> Fonts:
    """For each type of an official document its chain on this machine."""
    return fonts_of(machine_folders())


def picture_font() -> str:
    """The path of a font with Chinese characters, for pictures."""
    return machine_fonts()["heiti"][0].path


def _listed(folders: Sequence[Path]) -> list[typst.FontInfo]:
    paths = [str(folder) for folder in folders]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=paths).fonts()


@cache
def _face(family: str, weight: int, path: str, index: int) -> Face:
    with Path(path).open("rb") as file:
        first, last = zip(*stretches(file, index), strict=True)
    return Face(family, weight, path, first, last)
