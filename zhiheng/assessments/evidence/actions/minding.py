"""Doubts are found again after every change of a box; a person settles them, corrects what was read, or takes a file out."""

from typing import Any

from django.conf import settings
from django.db import transaction

from zhiheng.assessments.evidence.actions.holding import held_exhibit, remember_numbers
from zhiheng.assessments.models import Assessed, Exhibit
from zhiheng.core.exhibiting import doubts
from zhiheng.core.values.exhibits import Filed
from zhiheng.core.values.faults import Fault
from zhiheng.definitions.exhibits import doubting
from zhiheng.history.actions import record

FIELDS = {"title": "题名", "number": "文号", "issuer": "责任者", "dated_on": "日期", "pages": "页数", "sealed": "公章"}


def notice(box: Assessed) -> None:
    """The doubts of every file in the box as they are now; a doubt settled before stays settled, with its reason."""
    of = box.assessment
    there = list(box.exhibits.filter(dropped=False).prefetch_related("uses"))
    asking = {item.id for item in of.as_opened.items if item.evidence}
    found = doubts([_filed(one) for one in there], of.start, of.end, asking, doubting(settings.DEFINITIONS))
    changed = []
    for one in there:
        before = {(said["kind"], said["says"]): said for said in one.noticed}
        open_one = {"reason": "", "by": ""}
        now = [before.get((new.kind, new.says), {"kind": new.kind, "says": new.says} | open_one) for new in found[one.pk]]
        if now != one.noticed:
            one.noticed = now
            changed.append(one)
    Exhibit.objects.bulk_update(changed, ["noticed"], batch_size=200)


def _filed(one: Exhibit) -> Filed:
    return Filed(
        id=one.pk, name=one.file_name, words=one.text_digest, dated_on=one.dated_on, sealed=one.sealed,  # type: ignore[arg-type]
        saved_on=one.saved_at.date() if one.saved_at else None, is_read=one.read_at is not None, trouble=one.trouble,
        uses=tuple((use.item, use.piece) for use in one.uses.all()),
    )  # fmt: skip


@transaction.atomic
def settle(exhibit: Exhibit, reason: str, by: Any) -> None:
    """Every open doubt of the file is in order, for that reason, which stays.

    Raises: NotAllowed U401. Fault S225, S227 · S228: no reason, or nothing is open.
    """
    one = held_exhibit(exhibit, by)
    said = reason.strip()
    open_now = [doubt for doubt in one.noticed if not doubt["reason"]]
    if not said or len(said) > 300:
        raise Fault("S228", f"“{one.title}”：请写明为什么没有问题，300 字以内。例如：附件是上级文件，日期以发文为准。")
    if not open_now:
        raise Fault("S228", f"“{one.title}”的疑点都已有说明，不用再写。请刷新页面。")
    for doubt in open_now:
        doubt["reason"], doubt["by"] = said, by.get_full_name()
    one.settled, one.settled_by = said, by
    one.save(update_fields=["noticed", "settled", "settled_by"])
    kinds = "；".join(doubt["says"] for doubt in open_now)
    record(one, "说明佐证疑点", by, after={"疑点": kinds[:1000]}, reason=said, about=one.assessed)


@transaction.atomic
def correct(exhibit: Exhibit, said: dict[str, Any], by: Any) -> None:
    """The file is described as a person says: any of `FIELDS`. Raises: NotAllowed U401. Fault S225, S227."""
    one = held_exhibit(exhibit, by)
    changed = {field: value for field, value in said.items() if field in FIELDS and getattr(one, field) != value}
    if not changed:
        return
    before = {FIELDS[field]: str(getattr(one, field) or "") for field in changed}
    for field, value in changed.items():
        setattr(one, field, value)
    one.save(update_fields=list(changed))
    after = {FIELDS[field]: str(value or "") for field, value in changed.items()}
    record(one, "更正佐证说明", by, before=before, after=after, about=one.assessed)
    notice(one.assessed)


@transaction.atomic
def drop(exhibit: Exhibit, why: str, by: Any) -> None:
    """The file is out of the box and of every item; its bytes stay. Raises: NotAllowed U401. Fault S225, S227 · S228."""
    one = held_exhibit(exhibit, by)
    if not why.strip() or len(why) > 300:
        raise Fault("S228", f"“{one.title}”：请写明移出的理由，300 字以内。")
    numbers = [str(use) for use in one.uses.all()]
    remember_numbers(one, one.uses.all())
    one.uses.all().delete()
    one.dropped, one.dropped_why = True, why.strip()
    one.save(update_fields=["dropped", "dropped_why"])
    record(one, "移出佐证", by, before={"编号": "、".join(numbers)}, reason=one.dropped_why, about=one.assessed)
    notice(one.assessed)
