"""Files that come into a register."""

import hashlib
from typing import Any

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils import timezone

from zhiheng.core.reading.formats import secrecy_mark
from zhiheng.core.values.extracted import Extracted
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.registers import AREA
from zhiheng.definitions import lexicons
from zhiheng.directory.models import Area, Organisation
from zhiheng.directory.queries import scope_of
from zhiheng.documents import originals
from zhiheng.history.actions import line, record, record_all
from zhiheng.history.models import Revision
from zhiheng.registers.filling import FILLED, fill, new_row, units_of
from zhiheng.registers.importing import AT_ONCE, Report, number_rows, report_on
from zhiheng.registers.known import known_register
from zhiheng.registers.models import Import, Row
from zhiheng.registers.queries import area_names
from zhiheng.registers.sheets import Rows, rows_of
from zhiheng.registers.showing import shown_row
from zhiheng.registers.timing import Clockwork
from zhiheng.web.access import demand

CHANGED_BY_IMPORT = [*FILLED, "source"]


def check_file(register: str, name: str, content: bytes, office: Organisation) -> Report:
    """What importing the file would do; nothing is kept. Raises: Fault R1xx, G101–G105."""
    sheet = rows_of(name, content)
    _refuse_secret(name, sheet)
    scope = scope_of(office.area)
    return report_on(known_register(register), name, sheet, scope)


@transaction.atomic
def import_file(register: str, name: str, content: bytes, office: Organisation, by: Any) -> Report:
    """The file's rows are in the register, all of them or, where one is blocked, none. Twice the same adds nothing."""
    demand(by, "registers.import", register=register, area=office.area)
    report = check_file(register, name, content, office)
    if report.blocked or not (report.added or report.changed):
        return report
    digest = hashlib.sha256(content).hexdigest()
    originals.keep(content, digest)
    report.kept = Import.objects.create(
        register=register,
        area=office.area,
        office=office,
        name=name[:255],
        digest=digest,
        size=len(content),
        added=len(report.added),
        changed=len(report.changed),
        same=len(report.same),
        by=by,
        at=timezone.now(),
    )
    _keep_rows(report, report.kept)
    counts = {"新增": len(report.added), "更改": len(report.changed), "未变": len(report.same)}
    record(report.kept, "导入台账", by, after={"文件": name, **counts})
    return report


def _refuse_secret(name: str, sheet: Rows) -> None:
    head = "\n".join("\t".join(str(cell or "") for cell in row) for row in sheet[:20])
    if mark := secrecy_mark(Extracted(name=name, sha256="", text=head, plain=True), lexicons()):
        raise Fault("G105", f"{name}：标有“{mark}”，本系统为非涉密系统，不能导入。文件没有保存，请按保密规定处理。")


def _keep_rows(report: Report, source: Import) -> None:
    names = area_names(scope_of(source.area))
    areas, units, work = _areas_in(report), units_of(source.area), Clockwork(report.register)
    added = []
    for candidate in report.added:
        row = new_row(report.register, source.office, source.by, source.at)
        fill(row, report.register, candidate.checked, areas[candidate.values[AREA]], units, source.at, work)
        row.source = source
        added.append(row)
    Row.objects.bulk_create(added, batch_size=500)
    number_rows(report.register, added)
    numbers = {c.key: c.number for c in (*report.added, *report.changed)}
    reason = "导入“{}”第{}行"
    lines = [
        line(
            row,
            "导入新增",
            source.by,
            after=shown_row(report.register, row.data, names),
            reason=reason.format(source.name[:200], numbers[row.key]),
        )
        for row in added
    ]
    changed = []
    prefetch_related_objects([candidate.kept for candidate in report.changed], "steps")
    for candidate in report.changed:
        row = candidate.kept
        before = shown_row(report.register, row.data, names)
        fill(row, report.register, candidate.checked, areas[candidate.values[AREA]], units, source.at, work)
        row.source = source
        after = shown_row(report.register, row.data, names)
        lines.append(_changed(row, before, after, source, reason.format(source.name[:200], candidate.number)))
        changed.append(row)
    Row.objects.bulk_update(changed, CHANGED_BY_IMPORT, batch_size=200)
    record_all(lines)


def _areas_in(report: Report) -> dict[str, Area]:
    """The areas of the rows, by code."""
    codes = sorted({candidate.values[AREA] for candidate in (*report.added, *report.changed)})
    found: dict[str, Area] = {}
    for start in range(0, len(codes), AT_ONCE):
        found |= {area.code: area for area in Area.objects.filter(code__in=codes[start : start + AT_ONCE])}
    return found


def _changed(row: Row, before: dict[str, str], after: dict[str, str], source: Import, reason: str) -> Revision:
    differing = [head for head in after if before[head] != after[head]]
    return line(
        row,
        "导入更改",
        source.by,
        before={head: before[head] for head in differing},
        after={head: after[head] for head in differing},
        reason=reason,
    )
