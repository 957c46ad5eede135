"""The font that pictures are painted with: the machine's own, since none is shipped."""

import os
from functools import cache
from pathlib import Path

from zhiheng.core.values.faults import Fault

# The best first: those of the pages, then any that has the characters.
NAMES = (
    "notosanscjk-regular", "notosanscjksc-regular", "notosanssc-regular", "sourcehansanssc-regular", "sourcehansanscn-regular",
    "msyh", "pingfang", "wqy-microhei", "wqy-zenhei", "simhei", "notosanssc", "notoserifcjk-regular", "simsun",
    "fandolsong-regular",
)  # fmt: skip
SUFFIXES = (".ttf", ".ttc", ".otf")


@cache
def chinese_font() -> str:
    """The path of a font with Chinese characters. Raises: Fault M507."""
    found = {path.stem.lower(): str(path) for folder in _folders() for path in _fonts_in(folder)}
    for name in NAMES:
        if name in found:
            return found[name]
    raise Fault("M507", "服务器上没有中文字体，画不出 PNG。请安装（Debian、麒麟：fonts-noto-cjk），或改下 SVG。")


def _folders() -> list[Path]:
    mine = Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "fonts"
    windows = Path(os.environ.get("WINDIR", "C:/Windows")) / "Fonts"
    return [mine, Path("/usr/local/share/fonts"), Path("/usr/share/fonts"), Path("/System/Library/Fonts"), windows]


def _fonts_in(folder: Path) -> list[Path]:
    return sorted((path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES), reverse=True)
