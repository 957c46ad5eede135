"""Files that come into a register."""

import hashlib
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.core.reading.formats import secrecy_mark
from zhiheng.core.values.extracted import Extracted
from zhiheng.core.values.faults import Fault
from zhiheng.definitions import lexicons
from zhiheng.directory.models import Area, Organisation
from zhiheng.directory.queries import scope_of
from zhiheng.documents import originals
from zhiheng.history.actions import record
from zhiheng.registers.importing import Report, report_on
from zhiheng.registers.keeping import keep_rows
from zhiheng.registers.known import known_register
from zhiheng.registers.layouts import chosen_layout
from zhiheng.registers.models import Import
from zhiheng.registers.sheets import Sheet, sheets_of
from zhiheng.web.access import rights_of


def area_for(register: str, office: Organisation, by: Any) -> Area:
    """Whose rows somebody may bring in: those of the office's area, or of the part of it that her role holds over.

    Raises: NotAllowed U401.
    """
    rights = rights_of(by)
    if not rights.allows("registers.import", register, office.area) and (scope := rights.scope(register, "registers.import")):
        within = Area.objects.filter(pk=scope.area, path__startswith=office.area.path).first()
        if within:
            return within
    rights.demand("registers.import", register, office.area)
    return office.area


def check_file(
    register: str, name: str, content: bytes, office: Organisation, progress: Callable[[int], None] = lambda rows: None,
    *, area: Area | None = None,
) -> Report:  # fmt: skip
    """What importing the file would do, for the office's area or a part of it; nothing is kept.

    Raises: Fault R1xx, G101–G105, G141, G142.
    """
    found, scope = known_register(register), scope_of(area or office.area)
    sheets = sheets_of(name, content)
    refuse_secret(name, sheets)
    chosen = chosen_layout(found, name, sheets, office.area, scope)
    return report_on(found, name, chosen.sheet, scope, chosen.cells, layout=chosen.name, progress=progress)


def import_file(
    register: str, name: str, content: bytes, office: Organisation, by: Any, *, good_only: bool = False
) -> Report:
    """The file's rows are in the register: all of them or, where one is blocked, none; with `good_only` those that may.

    Twice the same adds nothing.
    """
    area = area_for(register, office, by)
    report = check_file(register, name, content, office, area=area)
    keep_report(report, content, office, by, good_only=good_only, area=area)
    return report


@transaction.atomic
def keep_report(
    report: Report, content: bytes, office: Organisation, by: Any, *, good_only: bool = False, area: Area | None = None
) -> None:
    """What the report says would come has come. Rows that others changed since it was made are looked at again."""
    if (report.blocked and not good_only) or not (report.added or report.changed):
        return
    digest = hashlib.sha256(content).hexdigest()
    originals.keep(content, digest)
    report.kept = Import.objects.create(
        register=report.register.id,
        area=area or office.area,
        office=office,
        name=report.name[:255],
        digest=digest,
        size=len(content),
        added=len(report.added),
        changed=len(report.changed),
        same=len(report.same),
        bad=report.bad_rows,
        by=by,
        at=timezone.now(),
    )
    keep_rows(report, report.kept)
    counts = {"新增": len(report.added), "更改": len(report.changed), "未变": len(report.same), "未导入": report.bad_rows}
    record(report.kept, "导入台账", by, after={"文件": report.name, "校验码": digest, **counts})


def refuse_secret(name: str, sheets: list[Sheet]) -> None:
    """Raises: Fault G105: a sheet is marked as secret."""
    for sheet in sheets:
        head = "\n".join("\t".join(str(cell or "") for cell in row) for row in sheet.rows[:20])
        if mark := secrecy_mark(Extracted(name=name, sha256="", text=head, plain=True), lexicons()):
            raise Fault("G105", f"{name}：标有“{mark}”，本系统为非涉密系统，不能导入。文件没有保存，请按保密规定处理。")
