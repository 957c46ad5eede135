"""The same bytes for the same content: office files are zips, and zips carry the clock."""

import io
import re
import zipfile

_EPOCH = "2000-01-01"
_STAMP = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")


def steady(data: bytes, day: str = "") -> bytes:
    """The office file dated `day` (ISO; else 2000-01-01) in every place, the rest as it was."""
    day = day or _EPOCH
    stamp = (int(day[:4]), int(day[5:7]), int(day[8:10]), 0, 0, 0)
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "docProps/core.xml":
                content = _STAMP.sub(rb"\g<1>" + day.encode() + rb"T00:00:00Z\g<3>", content)
            info = zipfile.ZipInfo(entry.filename, stamp)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            new.writestr(info, content)
    return out.getvalue()
