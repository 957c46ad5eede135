"""What a document says is read, in the background; what people decided before stays."""

import logging
from datetime import date
from typing import Any

import msgspec
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from zhiheng.core import open_file, understand_closely
from zhiheng.core.reading.formats.telling import pages_told_to
from zhiheng.core.values.cleaned import Cleaned
from zhiheng.core.values.extracted import Extracted
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.reading import Reading
from zhiheng.definitions import lexicons
from zhiheng.documents import originals
from zhiheng.documents.actions.merging import merge_items, reapply_choices
from zhiheng.documents.actions.refusing import refuse_kept, refuse_secret
from zhiheng.documents.models import Document, DocumentText
from zhiheng.documents.tying import ties_of
from zhiheng.history.actions import record

OPENED = 70  # percent of the work once the text is out of the file
STEPS = {"整理文字": (OPENED, "整理文字"), "查找目标与任务": (90, "查找目标与任务")}

_log = logging.getLogger(__name__)


def read_document(document_id: int) -> None:
    """Reads a document that waits; does nothing when another worker has it or it is gone."""
    if not _claimed(document_id):
        return
    document = _rows().select_related("area", "uploaded_by").get(pk=document_id)
    try:
        _read(document)
    except Fault as fault:
        if fault.id == "D401":
            refuse_kept(document, fault)
        else:
            _fail(document_id, fault.id, fault.says)
    except Exception as problem:
        _log.exception("reading document %s", document_id)
        says = f"{document.name}：识读时程序出错（{type(problem).__name__}）。原件没有改动，请重新识读；"
        _fail(document_id, "D499", f"{says}若仍失败，请联系系统管理员。")


def _read(document: Document) -> None:
    _report(document.pk, 2, "打开文件")
    with pages_told_to(lambda number, count: _report_page(document.pk, number, count)):
        extracted = open_file(originals.read(document.digest, document.name), document.name)
    refuse_secret(extracted)
    _report(document.pk, OPENED, "整理文字", pages=extracted.pages)
    reading, cleaned = understand_closely(
        extracted, lexicons(settings.DEFINITIONS), progress=lambda step: _report(document.pk, *STEPS.get(step, (OPENED, step)))
    )
    _keep(document.pk, extracted, reading, cleaned)


@transaction.atomic
def _keep(document_id: int, extracted: Extracted, reading: Reading, cleaned: Cleaned) -> None:
    """The reading stands on the document; people's decisions before it stay."""
    document = _rows().select_for_update().get(pk=document_id)
    content, _ = DocumentText.objects.update_or_create(
        document=document,
        defaults={
            "raw": cleaned.raw,
            "text": cleaned.text,
            "ties": ties_of(cleaned.starts, cleaned.ends),
            "repairs": msgspec.to_builtins(list(cleaned.repairs)),
            "outline": msgspec.to_builtins(reading.outline),
            "blocks": _lines_on_pages(extracted),
            "meta": msgspec.to_builtins(reading.meta),
            "notes": list(reading.notes),
        },
    )
    reapply_choices(document, content)
    found = merge_items(document, content, reading)
    _describe(document, extracted, reading)
    document.save()
    record(document, "识读完成", None, after={"找到": found, "页数": extracted.pages})


def _describe(document: Document, extracted: Extracted, reading: Reading) -> None:
    meta = reading.meta
    document.title = _short(meta.title, 300)
    document.doc_number = _short(meta.doc_number, 60)
    document.issuer = _short("、".join(meta.issuers), 200)
    document.issued_on = date.fromisoformat(meta.issued_on) if meta.issued_on else None
    document.doc_type = meta.doc_type
    document.pages, document.recognised = extracted.pages, extracted.recognised
    document.state, document.progress, document.progress_says = "read", 100, ""
    document.fault_id = document.fault_says = ""
    document.read_at = timezone.now()


def _lines_on_pages(extracted: Extracted) -> list[list[Any]]:
    """Where recognised lines lie: [page, start, end, box, confidence]; empty for what was not a scan."""
    if not extracted.recognised:
        return []
    return [
        [block.page, block.start, block.end, list(block.box), block.confidence]
        for block in extracted.blocks
        if block.page and block.box
    ]


def report_alive(document_id: int) -> None:
    """The reader's sign of life."""
    _rows().filter(pk=document_id, state="reading").update(alive_at=timezone.now())


def _report(document_id: int, percent: int, says: str, **more: Any) -> None:
    _rows().filter(pk=document_id).update(progress=percent, progress_says=says, alive_at=timezone.now(), **more)


def _report_page(document_id: int, number: int, count: int) -> None:
    percent = 2 + round((OPENED - 2) * (number - 1) / count)
    _report(document_id, percent, f"第 {number} 页，共 {count} 页", pages=count)


def _claimed(document_id: int) -> bool:
    now = timezone.now()
    mine = _rows().filter(pk=document_id, state="waiting")
    return bool(mine.update(state="reading", started_at=now, alive_at=now, progress=1, progress_says="开始识读"))


@transaction.atomic
def _fail(document_id: int, fault_id: str, says: str) -> None:
    document = _rows().filter(pk=document_id).first()
    if document is None:
        return
    document.state, document.fault_id, document.fault_says = "failed", fault_id, _short(says, 500)
    document.save(update_fields=["state", "fault_id", "fault_says"])
    record(document, "识读失败", None, reason=_short(says, 500))


def _rows() -> Any:
    return Document.objects.unscoped("background work serves every area")


def _short(text: str | None, limit: int) -> str:
    return (text or "")[:limit]
