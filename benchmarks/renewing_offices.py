"""What of seven documents as offices have them moves on to the new period, what wrongly, and whether their format stays.

Each layout of `planting/office_layouts.py` is written for the old and for the new period; the old one is renewed, its marks are
accepted, and each place in which the two differ (figures, directions, names of areas, dates) is looked up in the result. Wrong: a
place that is neither the old nor the new one. Format: with the marks rejected each character has the properties it had, and what
was inserted has those of what it replaced. The seed tears the runs.
"""

import argparse
import difflib
import io
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from lxml import etree

sys.path.insert(0, str(Path(__file__).parent))
from planting.layouts import About
from planting.office_layouts import OfficeText, annual, edited, named, quarterly, tabled, turned, wps
from renewing import INDICATORS
from rows import row

from zhiheng.cli import main, platform_ready

YEARS = About("2024", "2023", "2024年", 2024), About("2025", "2024", "2025年", 2025)
HALVES = About("2024H1", "2023H1", "2024年上半年", 2024), About("2025H1", "2024H1", "2025年上半年", 2025)
QUARTERS = About("2025Q2", "2025Q1", "2025年二季度", 2025), About("2025Q3", "2025Q2", "2025年三季度", 2025)
LAYOUTS = {
    "annual report with heads, box, notes": (annual, YEARS), "bulletin that names areas": (named, YEARS),
    "tables, years as columns and rows": (tabled, YEARS), "through many hands": (edited, HALVES),
    "written by WPS": (wps, HALVES), "numerals and directions": (turned, HALVES), "quarter beside quarter": (quarterly, QUARTERS),
}  # fmt: skip
_TOKEN = re.compile(r"\d[\d,]*(?:\.\d+)?|[零一二两三四五六七八九十百千]{2,}|[\u4e00-\u9fff][市县](?=[、（）和])|.")
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARTS = ("header", "footer", "footnotes")
Place = tuple[int, int, str]


def paragraphs(content: bytes) -> Iterator[Any]:
    """All paragraphs: of the body with its boxes, of heads, feet and notes."""
    document = docx.Document(io.BytesIO(content))
    roots = [document.element.body]
    for one in document.part.rels.values():
        if one.reltype.rpartition("/")[2] in _PARTS:
            part = one.target_part
            roots.append(part.element if hasattr(part, "element") else parse_xml(part.blob))
    for root in roots:
        for paragraph in root.iter(qn("w:p")):
            if not any(parent.tag == _FALLBACK for parent in paragraph.iterancestors()):
                yield paragraph


def characters(content: bytes, gone: str) -> list[list[tuple[str, str]]]:
    """The characters of each paragraph with the properties of their runs, one kind of revision of ours taken away."""
    found = []
    for paragraph in paragraphs(content):
        line = []
        for node in paragraph.iter(qn("w:t"), qn("w:delText")):
            own = [one for one in node.iterancestors() if one.get(qn("w:author")) == "质衡"]
            outer = next(one for one in node.iterancestors() if one.tag == qn("w:p"))
            if outer is not paragraph or any(one.tag == qn(gone) for one in own):
                continue
            if node.tag == qn("w:delText") and not own:
                continue
            run = next(one for one in node.iterancestors() if one.tag == qn("w:r"))
            properties = run.find(qn("w:rPr"))
            said = "" if properties is None else etree.tostring(properties, method="c14n").decode()
            line += [(char, said) for char in node.text or ""]
        found.append(line)
    return found


def lines(content: bytes) -> list[str]:
    """The text with the marks accepted."""
    return ["".join(char for char, _ in line) for line in characters(content, "w:del")]


def places(before: str, after: str) -> set[Place]:
    """Where two lines differ, and what stands there in the second."""
    old, new = (_TOKEN.findall(line) for line in (before, after))
    acts = difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return {(a, b, "".join(new[c:d])) for act, a, b, c, d in acts if act != "equal"}


def compared(old: bytes, new: bytes, got: bytes) -> tuple[int, int, list[str], list[str]]:
    """How many places there are to replace, how many were, what is wrong, what was left."""
    all_of = right = 0
    wrong: list[str] = []
    left: list[str] = []
    for before, wanted, said in zip(lines(old), lines(new), lines(got), strict=True):
        want, have = places(before, wanted), places(before, said)
        all_of, right = all_of + len(want), right + len(want & have)
        left += [f"{before} → {wanted}"] if want - have else []
        wrong += [f"{said} ≠ {wanted}"] if have - want else []
    return all_of, right, wrong, left


def format_kept(old: bytes, got: bytes) -> bool:
    """Whether rejecting gives every character its old properties, and nothing inserted has others than the runs beside it."""
    if characters(got, "w:ins") != characters(old, "w:ins"):
        return False
    for was, now in zip(characters(old, "w:del"), characters(got, "w:del"), strict=True):
        if not {said for _, said in now} <= {said for _, said in was}:
            return False
    return True


def measure(seed: int, show: bool, keep: Path | None) -> None:
    """The rows of the seven layouts."""
    from renewing import exact_values_of

    from zhiheng.core.measuring import period_from
    from zhiheng.directory.queries import scope_of
    from zhiheng.indicators.queries import area_called
    from zhiheng.publications.renewing import renewed

    periods = sorted({one for _, both in LAYOUTS.values() for about in both for one in (about.period, about.earlier)})
    exact, decimals, listed, names = exact_values_of(INDICATORS, periods)
    area = area_called("990000")
    total = replaced = kept_format = 0
    problems: list[str] = []
    for name, (layout, both) in LAYOUTS.items():
        files = []
        for about in both:
            text = OfficeText(exact, decimals, about)
            text.listed, text.names = listed, names
            files.append(layout(text, random.Random(seed)))
        start = time.perf_counter()
        found = renewed(f"{name}.docx", files[0], scope_of(area), area, *(period_from(one.period) for one in both))
        seconds = time.perf_counter() - start
        all_of, right, wrong, left = compared(*files, found.file)
        same = format_kept(files[0], found.file)
        total, replaced, problems, kept_format = total + all_of, replaced + right, problems + wrong, kept_format + same
        row(f"places replaced: {name}", f"{right} of {all_of} in {seconds:.1f} s", "–")
        if keep:
            (keep / f"{layout.__name__}.docx").write_bytes(found.file)
        if show:
            text_of = found.renewal.text
            print("\n".join([*(f"  {text_of[one.start : one.end]}: {one.why}" for one in found.renewal.kept),
                             *(f"  beside or lost: {one.why}" for one in (*found.lost, *found.told)),
                             *(f"  left: {one}" for one in left), *(f"  WRONG: {one}" for one in wrong)]))  # fmt: skip
    row("places replaced, office layouts", f"{replaced} of {total}: {replaced / total:.1%}", "–")
    row("replaced wrongly, office layouts", str(len(problems)), "goal: 0")
    row("format untouched, office layouts", f"{kept_format} of {len(LAYOUTS)}", "–")


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--show", action="store_true", help="prints what was left and what is wrong")
    parser.add_argument("--keep", type=Path, help="a folder for the renewed files")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if "ZHIHENG_HOME" not in os.environ:
            os.environ["ZHIHENG_HOME"] = folder
            out, sys.stdout = sys.stdout, open(os.devnull, "w")  # noqa: SIM115
            main(["demo", "--check"])
            sys.stdout = out
        platform_ready()
        measure(asked.seed, asked.show, asked.keep)
