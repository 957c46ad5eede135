"""Which cells of an .xlsx are printed as percentages: the reader of values gives 0.985 for 98.5%."""

import re
import zipfile
from typing import Any

from lxml import etree

from zhiheng.core.reading.formats import markup

_BUILT_IN = {9: 0, 10: 2}
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def percents(archive: zipfile.ZipFile) -> dict[tuple[str, int, int], int]:
    """(sheet's name, row, column), from 0, of each cell with a percent format, and its decimals."""
    names = set(archive.namelist())
    if "xl/styles.xml" not in names:
        return {}
    styles = _percent_styles(archive)
    if not styles:
        return {}
    found: dict[tuple[str, int, int], int] = {}
    for name, path in sheets(archive).items():
        if path in names:
            with archive.open(path) as stream:
                found |= {(name, row, column): places for row, column, places in _cells(stream, styles)}
    return found


def _percent_styles(archive: zipfile.ZipFile) -> dict[str, int]:
    """Decimals by the index of each cell style that prints a percentage."""
    root = markup.parsed(archive.read("xl/styles.xml"))
    formats = dict(_BUILT_IN)
    for custom in root.iter("{*}numFmt"):
        code = re.sub(r'"[^"]*"|\\.', "", custom.get("formatCode", "")).split(";")[0]
        if "%" in code:
            decimals = re.search(r"\.([0#?]+)", code)
            formats[int(custom.get("numFmtId", "-1"))] = len(decimals[1]) if decimals else 0
    cell_formats = root.find("{*}cellXfs")
    held = enumerate(cell_formats.findall("{*}xf")) if cell_formats is not None else ()
    return {
        str(place): formats[number]
        for place, style in held
        if (number := int(style.get("numFmtId", "0"))) in formats
    }


def sheets(archive: zipfile.ZipFile) -> dict[str, str]:
    """The path of each sheet by its name; nothing where the package lacks its own list."""
    if not {"xl/workbook.xml", "xl/_rels/workbook.xml.rels"} <= set(archive.namelist()):
        return {}
    relations = markup.parsed(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {relation.get("Id"): relation.get("Target", "") for relation in relations}
    workbook = markup.parsed(archive.read("xl/workbook.xml"))
    found = {}
    for sheet in workbook.iter("{*}sheet"):
        target = targets.get(sheet.get(_RELATION), "")
        found[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return found


def _cells(stream: Any, styles: dict[str, int]) -> list[tuple[int, int, int]]:
    found = []
    for _, cell in etree.iterparse(stream, tag="{*}c", resolve_entities=False, no_network=True):
        style, place = cell.get("s"), re.fullmatch(r"([A-Z]{1,3})(\d+)", cell.get("r", ""))
        if style in styles and place:
            found.append((int(place[2]) - 1, column_number(place[1]), styles[style]))
        cell.clear()
        while cell.getprevious() is not None:
            del cell.getparent()[0]
    return found


def column_number(letters: str) -> int:
    """A column's number from 0: A is 0, Z 25, AA 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number - 1
