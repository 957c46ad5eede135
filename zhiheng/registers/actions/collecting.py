"""Collections: handed out, come back by the dozen, settled where two disagree, and brought into the register."""

import hashlib
import json
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.registers import AREA
from zhiheng.directory.models import Organisation
from zhiheng.documents import originals
from zhiheng.history.actions import record
from zhiheng.registers.actions.importing import keep_report, refuse_secret
from zhiheng.registers.collecting import arrived, differences, together, unpacked
from zhiheng.registers.importing import Report
from zhiheng.registers.known import known_register
from zhiheng.registers.models import Choice, Collection, Returned
from zhiheng.registers.sheets import sheets_of
from zhiheng.web.access import demand


@transaction.atomic
def make_collection(
    register: str, name: str, fields: list[str], units: list[str], office: Organisation, by: Any, *, by_area: bool = False,
    due_on: date | None = None,
) -> Collection:  # fmt: skip
    """A collection of some columns from some units. Raises: NotAllowed U401; Fault G165: its name, columns or units lack."""
    demand(by, "registers.import", register=register, area=office.area)
    found = known_register(register)
    wanted = [key for key, field in found.fields.items() if key in fields and not field.derive]
    keys = [key for key in found.key if key not in wanted and not (key == AREA and by_area)]
    units = list(dict.fromkeys(unit.strip() for unit in units if unit.strip()))
    if not name.strip() or not wanted or not units:
        raise Fault("G165", "收表还缺名称、要填的列或应交单位。请补齐后再发。")
    if keys:
        names = "”“".join(found.fields[key].name for key in keys)
        raise Fault("G166", f"要填的列里缺“{names}”，没有它分不清是哪一行。请选上。")
    one = Collection.objects.create(
        register=register, area=office.area, office=office, name=name.strip()[:120], fields=wanted, units=units, by_area=by_area,
        due_on=due_on, by=by, at=timezone.now(),
    )  # fmt: skip
    record(one, "发起收表", by, after={"名称": one.name, "应交": "、".join(units), "截止": str(due_on or "")})
    return one


def take_back(one: Collection, files: list[tuple[str, bytes]], by: Any) -> list[tuple[str, str]]:
    """What became of each file of a batch, zips unpacked: its name and a sentence. One that is refused keeps no other out."""
    demand(by, "registers.import", register=one.register, area=one.area)
    said = []
    for name, content in files:
        try:
            for inner, inside in unpacked(name, content):
                said.append((inner, _taken_back(one, inner, inside, by)))
        except Fault as problem:
            said.append((name, f"{problem.says}（{problem.id}）"))
    return said


def _taken_back(one: Collection, name: str, content: bytes, by: Any) -> str:
    try:
        refuse_secret(name, sheets_of(name, content))
        found = arrived(one, name, content)
        digest = hashlib.sha256(content).hexdigest()
        originals.keep(content, digest)
        kept = keep_returned(one, found.unit, name, digest, found.rows, by)
    except Fault as problem:
        return f"{problem.says}（{problem.id}）"
    old = "（用的是旧版空表，请核对）" if found.version and found.version != one.version else ""
    if not kept.unit:
        return "看不出是哪个单位的，请在下面选。"
    again = f"替换了先前的一份，改了 {len(kept.changed)} 处。" if kept.replaces_id else ""
    return f"{kept.unit}，{len(kept.rows)} 行。{again}{old}"


@transaction.atomic
def keep_returned(one: Collection, unit: str, name: str, digest: str, rows: list[dict[str, Any]], by: Any) -> Returned:
    """The unit's answer; an earlier one of it is replaced, and what differs is kept beside the new one."""
    before = one.returned.select_for_update().filter(unit=unit, current=True).first() if unit else None
    register = known_register(one.register)
    heads = {key: field.name for key, field in register.fields.items() if not field.personal}
    changed = differences(before.rows, rows, heads) if before else []
    if before and before.digest == digest:
        return before
    if before:
        before.current = False
        before.save(update_fields=["current"])
    made = Returned.objects.create(
        collection=one, unit=unit, name=name[:255], digest=digest, rows=rows, changed=changed[:500], replaces=before, by=by,
        at=timezone.now(),
    )  # fmt: skip
    record(made, "收到回表", by, after={"单位": unit or "未认出", "文件": name, "行": len(rows)}, about=one)
    return made


@transaction.atomic
def name_unit(returned: Returned, unit: str, by: Any) -> Returned:
    """The file is that unit's, as a person says. Raises: Fault G167: it is not due."""
    one = returned.collection
    demand(by, "registers.import", register=one.register, area=one.area)
    if unit not in one.units:
        raise Fault("G167", f"“{unit}”不在应交单位里。请从列表里选。")
    returned.current = False
    returned.save(update_fields=["current"])
    return keep_returned(one, unit, returned.name, returned.digest, returned.rows, by)


@transaction.atomic
def choose(one: Collection, by: Any, *, unit: str, key: str = "", field: str = "") -> int:
    """How many cells count as `unit` ("" the register) says: one, or with no key every cell of which it says anything."""
    demand(by, "registers.import", register=one.register, area=one.area)
    wanted = [
        conflict
        for conflict in together(one).conflicts
        if unit in {said.unit for said in conflict.said} and (not key or (conflict.key, conflict.field) == (key, field))
    ]
    for conflict in wanted:
        Choice.objects.update_or_create(
            collection=one, key=conflict.key, field=conflict.field, defaults={"unit": unit, "by": by, "at": timezone.now()}
        )
    record(one, "定取舍", by, after={"以谁为准": unit or "台账", "格": len(wanted)})
    return len(wanted)


@transaction.atomic
def bring_together(one: Collection, by: Any) -> Report:
    """What all said is in the register, as one import.

    Raises: NotAllowed U401; Fault G168: a disagreement is open · G169: a row is at fault.
    """
    demand(by, "registers.import", register=one.register, area=one.area)
    found = together(one)
    if found.open:
        raise Fault("G168", f"还有 {found.open} 格各家说法不同，没有定。请先逐格定，或选“全部以某单位为准”。")
    if found.report.blocked:
        raise Fault("G169", f"有 {len(found.report.problems)} 处问题，一行也没有并入。请退回单位改好，再收一次。")
    rows = [[candidate.key, candidate.values] for candidate in (*found.report.added, *found.report.changed)]
    content = json.dumps({"收表": one.pk, "名称": one.name, "行": rows}, ensure_ascii=False, default=str).encode()
    found.report.name = f"收表-{one.name}.json"
    keep_report(found.report, content, one.office, by)
    record(one, "并入台账", by, after={"新增": len(found.report.added), "更改": len(found.report.changed)})
    return found.report
