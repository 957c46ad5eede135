"""Files of evidence made by code: Word with a date and words, pictures and PDF with and without a seal, zips."""

import io
import zipfile
from datetime import datetime
from functools import cache

import docx
from openpyxl import Workbook
from PIL import Image, ImageDraw

NOTICE = (
    "示例县人民政府办公室关于印发质量强县年度行动计划的通知",
    "示政办发〔2024〕12号",
    "各镇人民政府，县直各单位：",
    "为深入实施质量强县战略，现将年度行动计划印发给你们，请结合实际认真组织实施，并于年底前报告落实情况。",
    "示例县人民政府办公室",
)


@cache
def word(day: str = "2024年3月1日", saved: datetime = datetime(2024, 3, 1), lines: tuple[str, ...] = NOTICE) -> bytes:
    """A notice as .docx with that day under it."""
    made = docx.Document()
    for line in (*lines, day):
        made.add_paragraph(line)
    made.core_properties.modified = saved
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def sheet(cell: str = "企业数") -> bytes:
    """A small .xlsx."""
    book = Workbook()
    book.active["A1"] = cell
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def page(seal: str = "", lines: int = 20, grey: bool = False) -> Image.Image:
    """A page of A4 with lines of black ink; `seal`: round, bar (a red letterhead), or none."""
    made = Image.new("RGB", (1240, 1754), "white")
    pen = ImageDraw.Draw(made)
    for line in range(lines):
        pen.rectangle((160, 200 + 60 * line, 1080, 216 + 60 * line), fill=(30, 30, 30))
    if seal == "round":
        pen.ellipse((760, 1200, 1010, 1450), outline=(210, 30, 40), width=9)
        pen.polygon([(885, 1280), (905, 1350), (865, 1350)], fill=(210, 30, 40))
    if seal == "bar":
        pen.rectangle((160, 120, 1080, 132), fill=(210, 30, 40))
    return made.convert("L").convert("RGB") if grey else made


def picture(made: Image.Image, kind: str = "PNG") -> bytes:
    """The page as a file of that kind, PDF among them."""
    out = io.BytesIO()
    made.save(out, kind)
    return out.getvalue()


def zipped(files: dict[str, bytes]) -> bytes:
    """A zip with those files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_macros(data: bytes) -> bytes:
    """The Word or Excel file with code in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry))
        folder = "xl" if any(name.startswith("xl/") for name in old.namelist()) else "word"
        new.writestr(f"{folder}/vbaProject.bin", b"\0")
    return out.getvalue()
