"""Files on their way into a register: looked at, mapped by a person once, brought in here or in the background."""

import csv
import hashlib
import io
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import task
from msgspec import to_builtins

from zhiheng.core.checking.pasted import pasted_table
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.layouts import Head, Layout
from zhiheng.directory.models import Organisation
from zhiheng.documents import originals
from zhiheng.history.actions import record, record_readings
from zhiheng.registers.actions.importing import area_for, check_file, keep_report, refuse_secret
from zhiheng.registers.importing import Report
from zhiheng.registers.known import known_register
from zhiheng.registers.layouts import Unmapped, confirmed, fingerprint, head_in
from zhiheng.registers.marking import Marked, bad_rows, marked_copy
from zhiheng.registers.models import ImportProfile, Incoming
from zhiheng.registers.sheets import sheets_of
from zhiheng.web.access import demand

SMALL = 1_500_000  # bytes: a larger file is looked at in the background
SHOWN = 200  # problems kept for the page; a marked copy has all
WISHES = ("check", "import", "good")


def receive(register: str, name: str, content: bytes, office: Organisation, by: Any, wish: str = "check") -> Incoming:
    """The file waits under its own address; nothing of it is in the register. Raises: NotAllowed U401; Fault R1xx, G104, G105."""
    area = area_for(register, office, by)
    refuse_secret(name, sheets_of(name, content))
    digest = hashlib.sha256(content).hexdigest()
    originals.keep(content, digest)
    return Incoming.objects.create(
        register=register, area=area, office=office, name=name[:255], digest=digest, size=len(content), state="waits",
        wish=wish if wish in WISHES else "check", by=by, at=timezone.now(),
    )  # fmt: skip


def pasted_file(text: str) -> tuple[str, bytes]:
    """Pasted text as a file, by name and content. Raises: Fault G145: it is no table."""
    table = pasted_table(text)
    if table is None:
        raise Fault("G145", "粘贴的文字看不出是表格。请连表头一起复制单元格，或者每行写成“张三：3起，罚款0.5万元”。")
    out = io.StringIO()
    csv.writer(out).writerows(table)
    return timezone.localtime().strftime("粘贴 %Y-%m-%d %H%M%S.csv"), out.getvalue().encode()


def go_on(one: Incoming, wish: str = "") -> None:
    """The file is looked at, and comes in where that was wished: at once when small, else in the background."""
    one.wish, one.state, one.says = wish or one.wish, "waits", ""
    one.save(update_fields=["wish", "state", "says"])
    if one.size <= SMALL:
        run_incoming(one.pk)
        one.refresh_from_db()
    else:
        transaction.on_commit(lambda: run_in_background.enqueue(one.pk))


@task
def run_in_background(pk: int) -> None:
    """Looks at one file, and brings it in where that was wished."""
    run_incoming(pk)


def run_incoming(pk: int) -> None:
    """What became of the file stands on its Incoming. Run again after a break it adds nothing twice."""
    one = Incoming.objects.unscoped("by its own number").select_related("area", "office__area", "by").get(pk=pk)
    if one.state == "kept":
        return
    _set(one, state="runs")
    try:
        content = originals.read(one.digest, one.name)
        report = check_file(one.register, one.name, content, one.office, lambda rows: _set(one, done=rows), area=one.area)
        if one.wish != "check":
            demand(one.by, "registers.import", register=one.register, area=one.area)
            keep_report(report, content, one.office, one.by, good_only=one.wish == "good", area=one.area)
    except Unmapped as problem:
        _set(one, state="asks", says=f"{problem.says}（{problem.id}）"[:500])
    except Fault as problem:
        _set(one, state="failed", says=f"{problem.says}（{problem.id}）"[:500], ended_at=timezone.now())
    else:
        kept = report.kept is not None
        _set(one, state="kept" if kept else "checked", report=shown_report(report), rows=report.rows, kept=report.kept,
             done=report.rows, ended_at=timezone.now())  # fmt: skip


def shown_report(report: Report) -> dict[str, Any]:
    """The report as a page shows it, and as it is kept."""
    return {
        "rows": report.rows, "added": len(report.added), "changed": len(report.changed), "same": len(report.same),
        "bad": report.bad_rows, "ignored": list(report.ignored), "layout": report.layout, "count": len(report.problems),
        "problems": [[p.row, p.cell, p.column, p.says, p.blocks] for p in report.problems[:SHOWN]],
        "firms": len(report.firms.fresh),
    }  # fmt: skip


def _set(one: Incoming, **values: Any) -> None:
    for name, value in values.items():
        setattr(one, name, value)
    one.save(update_fields=list(values))


@transaction.atomic
def confirm_layout(one: Incoming, layout: Layout, name: str, by: Any) -> ImportProfile:
    """The layout is remembered for every file with this head; an earlier one of it stays as an earlier version."""
    demand(by, "registers.import", register=one.register, area=one.area)
    register = known_register(one.register)
    head = _head_of(one, layout)
    if head is None:
        raise Fault("G143", f"{one.name}：所选的列不在同一个表头里。请重新对列。")
    if lacking := lacking_fields(one.register, layout):
        raise Fault("G144", f"还没有说“{'”“'.join(lacking)}”从哪里来，这是必填的。请选一列，或填每行相同的值。")
    before = _versions(one, fingerprint(head))
    profile = ImportProfile.objects.create(
        register=one.register, area=one.area, name=name[:120] or one.name[:120], fingerprint=fingerprint(head),
        heads=[name for name in head.names if name], layout=to_builtins(layout), version=len(before) + 1, confirmed_by=by,
        confirmed_at=timezone.now(),
    )  # fmt: skip
    columns = {register.fields[key].name if key in register.fields else key: c.head for key, c in layout.columns.items()}
    record(profile, "确认对列方案", by, after={"名称": profile.name, "版本": profile.version, **columns})
    return profile


def _head_of(one: Incoming, layout: Layout) -> Head | None:
    """The head of the file that has every column of the layout."""
    register, kept = known_register(one.register), list(confirmed(one.register, one.area))
    for sheet in sheets_of(one.name, originals.read(one.digest, one.name)):
        head = head_in(register, sheet, kept)
        if head and set(layout.heads) <= set(head.names):
            return head
    return None


def lacking_fields(register: str, layout: Layout) -> list[str]:
    """The required fields that a layout says nothing of, by name."""
    told = {*layout.columns, *layout.constants, *layout.places}
    found = known_register(register)
    return [field.name for key, field in found.fields.items() if found.must_fill(key) and key not in told]


def _versions(one: Incoming, digest: str) -> list[ImportProfile]:
    found = ImportProfile.objects.unscoped("versions of one area's layout")
    return list(found.filter(register=one.register, area=one.area, fingerprint=digest))


def marked_file(one: Incoming, by: Any, *, bad_only: bool = False) -> Marked:
    """A copy of the file with what is wrong marked in it, or the rows at fault alone.

    Raises: Fault as `check_file`; NotAllowed U401: it holds personal data that somebody else brought.
    """
    if known_register(one.register).personal:
        if by.pk != one.by_id:
            demand(by, "registers.reveal", register=one.register, area=one.area)
        record_readings([(one, "送来的表格")], "下载标出问题的文件", by)
    content = originals.read(one.digest, one.name)
    report = check_file(one.register, one.name, content, one.office, area=one.area)
    return (bad_rows if bad_only else marked_copy)(one.name, content, report)
