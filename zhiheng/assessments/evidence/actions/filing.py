"""Files are put under items as one of the pieces asked, several at once, and numbered."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import Max

from zhiheng.assessments.evidence.actions.holding import held_box, held_exhibit, remember_numbers
from zhiheng.assessments.evidence.actions.minding import notice
from zhiheng.assessments.models import Assessed, Exhibit, ExhibitUse
from zhiheng.core.exhibiting import renumbered
from zhiheng.core.exhibiting.numbering import Numbered
from zhiheng.core.values.faults import Fault
from zhiheng.history.actions import line as line_of
from zhiheng.history.actions import record, record_all


@transaction.atomic
def file_under(assessed: Assessed, choices: Sequence[tuple[int, str, str]], by: Any) -> int:
    """How many (exhibit, item, piece) were new; each gets the next number of its item.

    Raises: NotAllowed U401. Fault S225 · S229: no such file in the box, or no such item or piece in the scheme.
    """
    box = held_box(assessed, by)
    items = box.assessment.as_opened.leaves
    there = {one.pk: one for one in box.exhibits.filter(dropped=False)}
    filed = set(ExhibitUse.objects.filter(exhibit__assessed=box).values_list("exhibit_id", "item", "piece"))
    last = dict(
        ExhibitUse.objects.filter(exhibit__assessed=box).order_by().values("item").annotate(most=Max("position"))
        .values_list("item", "most")
    )  # fmt: skip
    for item, given in box.numbers_given.items():
        last[item] = max(last.get(item, 0), given)
    lines = []
    for pk, item, piece in dict.fromkeys(choices):
        if pk not in there:
            raise Fault("S229", "选中的文件里有一份不在这个佐证盒里，可能刚被移出。请刷新页面再选。")
        if item not in items or (piece and piece not in items[item].evidence):
            raise Fault("S229", f"“{there[pk].title}”：方案里没有“{item} {piece}”。请从列表里选。")
        if (pk, item, piece) in filed:
            continue
        last[item] = last.get(item, 0) + 1
        use = ExhibitUse.objects.create(exhibit=there[pk], item=item, piece=piece, position=last[item])
        filed.add((pk, item, piece))
        said = {"编号": str(use), "材料": piece or "其他"}
        lines.append(line_of(there[pk], "归入佐证", by, after=said, about=box))
    record_all(lines)
    if lines:
        notice(box)
    return len(lines)


@transaction.atomic
def take_off(exhibit: Exhibit, use: int, by: Any) -> None:
    """The file no longer serves that item; its number is not given again. Raises: NotAllowed U401. Fault S225, S227, S229."""
    one = held_exhibit(exhibit, by)
    found = one.uses.filter(pk=use).first()
    if found is None:
        raise Fault("S229", f"“{one.title}”已经不在这一项下，可能刚有人改过。请刷新页面。")
    number = str(found)
    remember_numbers(one, [found])
    found.delete()
    record(one, "移出某项", by, before={"编号": number, "材料": found.piece}, about=one.assessed)
    notice(one.assessed)


@transaction.atomic
def renumber(assessed: Assessed, by: Any) -> int:
    """How many numbers changed: every item from 1 without gaps, by piece and date; numbers given up may come again.

    Raises: NotAllowed U401. Fault S225.
    """
    box = held_box(assessed, by)
    scheme = box.assessment.as_opened
    uses = list(ExhibitUse.objects.filter(exhibit__assessed=box, exhibit__dropped=False).select_related("exhibit"))
    changed = []
    for item in dict.fromkeys(use.item for use in uses):
        mine = [use for use in uses if use.item == item]
        new = renumbered(
            [Numbered(use.pk, use.piece, use.exhibit.dated_on, use.position) for use in mine], scheme.leaves[item].evidence
        )
        for use in mine:
            if use.position != new[use.pk]:
                use.position = new[use.pk]
                changed.append(use)
    ExhibitUse.objects.bulk_update(changed, ["position"], batch_size=200)
    Assessed.objects.filter(pk=box.pk).update(numbers_given={})
    if changed:
        record(box, "佐证重新编号", by, after={"改动": len(changed)})
    return len(changed)
