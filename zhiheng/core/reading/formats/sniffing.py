"""What a file is, by its content; its extension only says what it claims to be."""

import io
import re
import struct
import zipfile
from typing import Literal

from zhiheng.core.reading.formats import failing

Kind = Literal["text", "html", "docx", "sheet", "pdf", "image", "ofd", "old_document", "old_sheet"]

_CLAIMS: dict[str, Kind] = {
    "txt": "text", "text": "text", "md": "text", "csv": "text",
    "html": "html", "htm": "html", "shtml": "html", "xhtml": "html",
    "docx": "docx", "docm": "docx", "dotx": "docx",
    "xlsx": "sheet", "xlsm": "sheet", "xlsb": "sheet", "xls": "sheet", "ods": "sheet", "et": "sheet",
    "pdf": "pdf", "ofd": "ofd",
    "png": "image", "jpg": "image", "jpeg": "image", "tif": "image", "tiff": "image", "bmp": "image",
    "webp": "image",
    "doc": "old_document", "wps": "old_document", "rtf": "old_document", "odt": "old_document",
    "dot": "old_document", "wpt": "old_document",
}  # fmt: skip
_CALLED: dict[Kind, str] = {
    "text": "纯文本", "html": "网页", "docx": "Word 文档（.docx）", "sheet": "电子表格", "pdf": "PDF",
    "image": "图片", "ofd": "OFD", "old_document": "旧式文字文档", "old_sheet": "旧式电子表格",
}  # fmt: skip
_OLE = bytes.fromhex("D0CF11E0A1B11AE1")
_IMAGES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")
_MARKUP = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S)
_TAG = re.compile(r"</?(?:p|div|table|tr|td|br|span|script|h[1-6])\b[^>]*>", re.I)
_DIRECTORY = 16 * 1024 * 1024  # bytes of a zip's own directory


def kind(data: bytes, name: str) -> Kind:
    """What `data` holds. Raises: Fault R103 for kinds that are not read, R104, R105 for broken containers."""
    if b"%PDF-" in data[:1024]:
        return "pdf"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _kind_of_zip(data, name)
    if data.startswith(_OLE):
        return _kind_of_ole(data, name)
    if data.startswith(_IMAGES) or _is_bitmap(data) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return "image"
    if data.startswith(b"{\\rtf"):
        return "old_document"
    _refuse_others(data, name)
    return "text"  # or markup, which only the decoded characters tell


def is_markup(text: str, name: str) -> bool:
    """Whether decoded text is a web page: it begins as one, or is named as one and has tags."""
    return bool(_MARKUP.match(text[:20_000])) or (claim(name) == "html" and bool(_TAG.search(text)))


def claim(name: str) -> Kind | None:
    """What the extension says the file is; None for none or one we do not know."""
    stem, dot, extension = name.rpartition(".")
    return _CLAIMS.get(extension.lower()) if dot and stem else None


def mismatch(found: Kind, name: str) -> str | None:
    """A note for the reader where name and content disagree."""
    claimed = claim(name)
    if claimed in (None, found) or {claimed, found} <= {"sheet", "old_sheet"}:
        return None
    return f"文件名以 .{name.rpartition('.')[2]} 结尾，内容其实是{_CALLED[found]}，已按{_CALLED[found]}读取。"


def contradiction(name: str) -> str | None:
    """What the extension claims, for a text file that claims to be something else; else None."""
    claimed = claim(name)
    return None if claimed in (None, "text", "html") else _CALLED[claimed]


def _is_bitmap(data: bytes) -> bool:
    return data[:2] == b"BM" and len(data) > 26 and data[6:10] == b"\0\0\0\0"


def _kind_of_zip(data: bytes, name: str) -> Kind:
    names = _member_names(data, name)
    if any(member.lower() == "ofd.xml" for member in names):
        return "ofd"
    if "[Content_Types].xml" in names:
        if any(member.startswith("word/") for member in names):
            return "docx"
        if any(member.startswith("xl/") for member in names):
            return "sheet"
        if any(member.startswith("ppt/") for member in names):
            raise failing.unsupported(name, "演示文稿（.pptx）", "把其中的文字另存为 .docx 或 PDF 后再传")
    if "mimetype" in names and "content.xml" in names:
        return _kind_of_open_document(data, name)
    raise failing.unsupported(name, "压缩包", "解压后把里面的文件逐个上传")


def _member_names(data: bytes, name: str) -> set[str]:
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - 66_000))
    if end < 0 or len(data) < end + 22:
        raise failing.damaged(name, _zip_called(name))
    if struct.unpack_from("<I", data, end + 12)[0] > _DIRECTORY:
        raise failing.expands_too_far(name)
    try:
        return set(zipfile.ZipFile(io.BytesIO(data)).namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise failing.damaged(name, _zip_called(name)) from error


def _zip_called(name: str) -> str:
    claimed = claim(name)
    return _CALLED[claimed] if claimed in ("docx", "sheet", "ofd") else "文件"


def _kind_of_open_document(data: bytes, name: str) -> Kind:
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open("mimetype") as stream:
        declared = stream.read(200)
    if b"spreadsheet" in declared:
        return "sheet"
    if b"opendocument.text" in declared:
        return "old_document"
    raise failing.unsupported(name, "演示文稿或图形文件", "另存为 .docx 或 PDF 后再传")


def _kind_of_ole(data: bytes, name: str) -> Kind:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") + b"\0\0" in data

    if holds("EncryptedPackage") or holds("EncryptionInfo"):
        raise failing.has_password(name)
    if holds("WordDocument"):
        _refuse_locked_word(data, name)
        return "old_document"
    if holds("Workbook") or holds("Book"):
        return "old_sheet"
    if holds("PowerPoint Document"):
        raise failing.unsupported(name, "演示文稿（.ppt）", "把其中的文字另存为 .docx 或 PDF 后再传")
    if claim(name) in ("old_document", "sheet"):
        return "old_sheet" if claim(name) == "sheet" else "old_document"
    if claim(name) == "docx" or len(data) < 4096:
        raise failing.damaged(name, "文件")
    raise failing.unsupported(name, "不认识的复合文件", "用原来的软件另存为 .docx、.xlsx 或 PDF 后再传")


def _refuse_locked_word(data: bytes, name: str) -> None:
    """A .doc says in bit 8 of the word at offset 10 of its main stream whether it is encrypted ([MS-DOC] FibBase)."""
    entry = data.find("WordDocument".encode("utf-16-le") + b"\0\0")
    if entry < 0 or len(data) < entry + 128:
        return
    shift = struct.unpack_from("<H", data, 30)[0]
    sector = struct.unpack_from("<I", data, entry + 116)[0]
    start = (sector + 1) << shift if shift in (9, 12) else len(data)
    if start + 12 <= len(data) and struct.unpack_from("<H", data, start + 10)[0] & 0x0100:
        raise failing.has_password(name)


def _refuse_others(data: bytes, name: str) -> None:
    if data.startswith((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ")):
        raise failing.unsupported(name, "压缩包", "解压后把里面的文件逐个上传")
    if data[4:8] == b"ftyp" or data.startswith(b"GIF8"):
        raise failing.unsupported(name, "视频、动图或手机专用图片（如 HEIC）", "另存为 .jpg 或 .png 后再传")
    if data.startswith((b"MZ", b"\x7fELF")):
        raise failing.unsupported(name, "程序文件", "检查是否选错了文件")
