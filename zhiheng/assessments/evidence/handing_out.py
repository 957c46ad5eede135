"""Files that leave a box, and the log of who took originals: they may name persons."""

import io
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from zhiheng.assessments.evidence.archive import Member, members_of
from zhiheng.assessments.evidence.box import departments, those_named
from zhiheng.assessments.evidence.sheets import box_print, box_word, directory_xlsx, gap_xlsx
from zhiheng.assessments.models import Assessed, Assessment, Exhibit
from zhiheng.core.values.faults import Fault
from zhiheng.documents import originals
from zhiheng.history.actions import record_reading
from zhiheng.web.sending import safe_name

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_CHUNK = 1 << 20


def original(one: Exhibit, by: Any) -> Iterator[bytes]:
    """The bytes of one file, piece by piece; that they were taken is logged. Raises: Fault D405: they are not in their place."""
    place = originals.found(one.digest, one.file_name)
    record_reading(one, "佐证原件", "下载核对", by)
    return _pieces(place)


def _pieces(place: Path) -> Iterator[bytes]:
    with place.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            yield chunk


def archive_members(assessed: Assessed, by: Any) -> list[Member]:
    """What the archive will hold; that it was taken is logged. Raises: Fault D405."""
    found = members_of(assessed)
    record_reading(assessed, "佐证归档包", "下载归档包", by)
    return found


def sheets(assessed: Assessed, on: date, by: str, only: str, form: str = "docx") -> tuple[bytes, str, str]:
    """Covers and directories: bytes, name and kind, as PDF or .docx."""
    name = f"{assessed.name}佐证材料封面和目录"
    if form == "pdf":
        return box_print(assessed, on, by, only), f"{name}.pdf", "application/pdf"
    return box_word(assessed, on, by, only), f"{name}.docx", DOCX


def directory(assessed: Assessed, on: date) -> bytes:
    """The directory of the box as .xlsx."""
    return directory_xlsx(assessed, on)


def gap_files(assessment: Assessment, lead: str, of: str, on: date) -> tuple[bytes, str, str]:
    """Bytes, name and kind: the .xlsx of one department, or a zip with one for each that lacks something."""
    found = departments(assessment, those_named(assessment, of))
    if lead:
        mine = next((one for one in found if one.words == lead), None)
        if mine is None:
            raise Fault("S231", f"方案里没有“{lead}”牵头的要材料的项。请从列表里选。")
        return gap_xlsx(assessment.name, mine, on), f"佐证缺口 {mine.unit}.xlsx", XLSX
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, one in enumerate((one for one in found if one.gaps), 1):
            archive.writestr(f"{number:02d} {safe_name(one.unit)[:80]} 佐证缺口.xlsx", gap_xlsx(assessment.name, one, on))
    return out.getvalue(), f"{assessment.name}佐证缺口.zip", "application/zip"
