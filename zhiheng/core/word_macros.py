"""A Word file without its macros: its words are those of any other, and nothing in it runs."""

import io
import re
import zipfile

_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_OTHERS = re.compile(
    rb"application/vnd\.ms-word\.(?:document|template)\.macroEnabled(?:Template)?\.main\+xml"
    rb"|application/vnd\.openxmlformats-officedocument\.wordprocessingml\.template\.main\+xml"
)
_OVERRIDE = re.compile(rb"<Override\b[^>]*(?:vbaProject|vbaData)[^>]*/>|<Default\b[^>]*vbaProject[^>]*/>")
_RELATION = re.compile(rb"<Relationship\b[^>]*(?:vbaProject|vbaData|wordVbaData)[^>]*/>")
_CODE = re.compile(r"vba(?:Project|Data)|attachedToolbars", re.IGNORECASE)


def has_macros(data: bytes) -> bool:
    """Whether a zip of bytes holds Word macros; templates with macros included."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            types = archive.read("[Content_Types].xml")
            return b"macroEnabled" in types or any(_CODE.search(name) for name in archive.namelist() if name.startswith("word/"))
    except (zipfile.BadZipFile, KeyError, OSError, ValueError):
        return False


def without_macros(data: bytes) -> bytes:
    """The same file as a plain .docx: the code and what points to it left out, everything else byte for byte."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename.startswith("word/") and _CODE.search(entry.filename):
                continue
            content = old.read(entry)
            if entry.filename == "[Content_Types].xml":
                content = _OVERRIDE.sub(b"", _OTHERS.sub(_MAIN.encode(), content))
            elif entry.filename.endswith(".rels"):
                content = _RELATION.sub(b"", content)
            new.writestr(entry.filename, content)
    return out.getvalue()
