"""What a draft holds beside the text that is checked, told to the reader: repeated passages, margins, revisions, comments."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence

from zhiheng.core.auditing.numbers import Finder
from zhiheng.core.values.auditing import Number
from zhiheng.core.values.cleaned import Cleaned
from zhiheng.core.values.extracted import Extracted

_SHOWN = 8
_REVISION = re.compile(rb"<w:(?:ins|del|moveFrom|moveTo)\s")
_COMMENT = re.compile(rb"<w:comment\s")


def unread(extracted: Extracted, cleaned: Cleaned, finder: Finder) -> Iterator[str]:
    """A sentence for each kind of figure that is not among those checked."""
    copied = [(start, end) for start, end, _ in cleaned.also]
    read = set(cleaned.starts)
    outside = [one for one in finder.numbers(cleaned.raw) if one.kind == "figure" and one.at not in read]
    again = [one for one in outside if any(start <= one.at < end for start, end in copied)]
    others = [one for one in outside if one not in again]
    if again:
        yield f"有一段与前文逐字重复（{_listed(again)}），其中 {len(again)} 个数不再另列，结论与前文相同。"
    if others:
        yield f"不是正文的文字里有 {len(others)} 个数没有核对：{_listed(others)}。"
    aside = [one for line in extracted.margins for one in finder.numbers(line) if one.kind == "figure"]
    if aside:
        yield f"页眉、页脚、脚注和尾注里有 {len(aside)} 个数没有核对：{_listed(aside)}。"


def marks_of_word(content: bytes) -> Iterator[str]:
    """What a Word file says of its own state: revisions that are not yet accepted, comments that were there."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            body = archive.read("word/document.xml") if "word/document.xml" in names else b""
            comments = archive.read("word/comments.xml") if "word/comments.xml" in names else b""
    except (zipfile.BadZipFile, OSError, ValueError):
        return
    if count := len(_REVISION.findall(body)):
        yield f"文稿里有 {count} 处修订没有接受或拒绝：按全部接受后的文字核对，修订痕迹保留。"
    if count := len(_COMMENT.findall(comments)):
        yield f"文稿里原有 {count} 条批注，都保留。"


def _listed(numbers: Sequence[Number]) -> str:
    return "、".join(one.text for one in numbers[:_SHOWN]) + ("等" if len(numbers) > _SHOWN else "")
