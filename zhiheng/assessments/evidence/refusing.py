"""What does not come into a box, and why."""

import io
import re
import zipfile

import pypdfium2
import pypdfium2.raw as pdfium

from zhiheng.core.reading.formats import failing, portable, sniffing
from zhiheng.core.values.faults import Fault

TAKEN: dict[sniffing.Kind, str] = {
    "docx": "docx", "sheet": "xlsx", "pdf": "pdf", "image": "image", "ofd": "ofd", "old_document": "doc", "old_sheet": "xls",
}  # fmt: skip
_CODE = re.compile(r"vbaproject|vbadata|activex/|/macrosheets/", re.IGNORECASE)
_OLD_CODE = tuple(name.encode("utf-16-le") for name in ("_VBA_PROJECT", "Macros\0", "_VBA_PROJECT_CUR"))


def kind_of(data: bytes, name: str) -> str:
    """The kind of a file that may come into a box: pdf, docx, xlsx, image, ofd, doc, xls.

    Raises: Fault R103–R105 · S220 empty · S221 no document or picture · S222 it is not what its name says · S223 macros.
    """
    if not data:
        raise Fault("S220", f"{name}：文件是空的，没有收下。请检查原文件后重新提交。")
    kind = sniffing.kind(data, name)
    if kind not in TAKEN:
        if claimed := sniffing.contradiction(name):
            raise Fault("S222", f"{name}：文件名说是{claimed}，内容不是。没有收下，请核对后重新提交。")
        raise Fault("S221", f"{name}：佐证材料收 PDF、OFD、Word、表格和图片，不收网页和纯文本。请打印成 PDF 再交。")
    if said := sniffing.mismatch(kind, name):
        raise Fault("S222", f"{name}：{said.partition('，已按')[0]}。名称和内容不一致的不收，请改正扩展名或另存一份再交。")
    _refuse_locked(data, name, kind)
    if _has_code(data, kind):
        raise Fault("S223", f"{name}：文件里有宏，没有收下。请在 WPS 或 Office 里另存为不带宏的文件，或存成 PDF 再交。")
    return TAKEN[kind]


def _refuse_locked(data: bytes, name: str, kind: sniffing.Kind) -> None:
    if kind == "pdf":
        with portable.ONE_AT_A_TIME:
            try:
                pypdfium2.PdfDocument(data).close()
            except pypdfium2.PdfiumError as error:
                if getattr(error, "err_code", None) == pdfium.FPDF_ERR_PASSWORD:
                    raise failing.has_password(name) from error
                raise failing.damaged(name, "PDF") from error
    elif zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            if any(one.flag_bits & 1 for one in archive.infolist()):
                raise failing.has_password(name)


def _has_code(data: bytes, kind: sniffing.Kind) -> bool:
    """Whether anything in it would run: macros of Word and Excel, old and new, and Excel's macro sheets."""
    if kind in ("docx", "sheet"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
            types = archive.read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
            return b"macroEnabled" in types or any(_CODE.search(one) for one in names)
    return kind in ("old_document", "old_sheet") and any(mark in data for mark in _OLD_CODE)
