"""A form's file before anything is kept of it: the right kind, sound, not secret."""

from zhiheng.core.filling.files import Kind
from zhiheng.core.reading.formats import Limits, base_name, extract, sniffing
from zhiheng.core.values.faults import Fault
from zhiheng.documents.actions.refusing import refuse_secret

LIMITS = Limits(file_bytes=20 * 1024 * 1024, cells=1_000_000, unpacked_bytes=200 * 1024 * 1024)
FORMATS = {
    "sheet": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}  # fmt: skip
SUFFIX = {"sheet": ".xlsx", "docx": ".docx"}


def sound_form(name: str, content: bytes) -> tuple[str, Kind]:
    """The name and kind of a form that may be filled. Raises: Fault R101–R118, D401 secret, M304 another kind of file."""
    name = base_name(name)
    kind = sniffing.kind(content, name) if content else "text"
    if kind in ("old_sheet", "old_document"):
        better = "xlsx" if kind == "old_sheet" else "docx"
        raise Fault("M304", f"{name}：这是旧格式的文件，填不了。请用表格或文字软件打开，另存为 .{better} 后再传。")
    if kind not in SUFFIX:
        raise Fault("M304", f"{name}：只能填 .xlsx 和 .docx 的表。请向对方要可以填写的电子表，或另存为 .xlsx、.docx 后再传。")
    if kind == "sheet" and b"xl/workbook.xml" not in content:
        raise Fault("M304", f"{name}：这不是 .xlsx 格式的表。请用表格软件打开，另存为 .xlsx 后再传。")
    refuse_secret(extract(content, name, LIMITS))
    return name, kind  # type: ignore[return-value]
