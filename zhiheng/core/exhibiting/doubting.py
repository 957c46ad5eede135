"""What a person should look at before a file counts as evidence."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from zhiheng.core.values.exhibits import Doubt, Doubting, Filed


def doubts(
    box: Sequence[Filed], start: date, end: date, asking: Collection[str], rules: Doubting
) -> dict[int, tuple[Doubt, ...]]:
    """The doubts of every file of a box, by its id; `asking` are the items that ask evidence.

    Source: docs/methods/evidence.md
    """
    alike: dict[str, list[Filed]] = {}
    for one in box:
        if one.words:
            alike.setdefault(one.words, []).append(one)
    return {one.id: tuple(_of(one, alike, start, end, asking, rules)) for one in box}


def _of(
    one: Filed, alike: Mapping[str, Sequence[Filed]], start: date, end: date, asking: Collection[str], rules: Doubting
) -> Iterator[Doubt]:
    if one.trouble:
        yield Doubt(kind="unread", says=f"{one.trouble}请人工填写题名、文号和日期。")
    if one.is_read:
        yield from _of_its_day(one, start, end, rules)
        yield from _of_its_seal(one, rules)
    yield from _of_others(one, alike.get(one.words, ()))
    for item in sorted({item for item, _ in one.uses} - set(asking)):
        yield Doubt(kind="unasked", says=f"{item}不要求提交材料，这份归在它下面。请核对是不是归错了项。")


def _of_its_day(one: Filed, start: date, end: date, rules: Doubting) -> Iterator[Doubt]:
    if one.dated_on is None:
        yield Doubt(kind="undated", says="没有找到成文日期。请打开原件核对后填写。")
        return
    if not start <= one.dated_on <= end:
        yield Doubt(kind="outside", says=f"成文日期 {one.dated_on} 不在考核期 {start} 至 {end} 内。")
    saved = one.saved_on
    if saved and one.dated_on <= end < saved and (saved - one.dated_on).days > rules.saved_late:
        yield Doubt(
            kind="saved-late", says=f"写的日期是 {one.dated_on}，文件在考核期后的 {saved} 才最后保存。请核对是不是后补的。"
        )


def _of_its_seal(one: Filed, rules: Doubting) -> Iterator[Doubt]:
    if one.sealed == "yes":
        return
    for piece in sorted({piece for _, piece in one.uses if any(word in piece for word in rules.sealed)}):
        seen = "没有公章" if one.sealed == "no" else "未看出有没有公章"
        yield Doubt(kind="unsealed", says=f"“{piece}”一般要盖章件，这份{seen}。请核对，必要时换盖章的扫描件。")


def _of_others(one: Filed, alike: Sequence[Filed]) -> Iterator[Doubt]:
    for other in alike:
        if other.id == one.id:
            continue
        if other.dated_on == one.dated_on or None in (other.dated_on, one.dated_on):
            yield Doubt(kind="copied", says=f"除日期外，文字与“{other.name}”相同。同一份材料只留一份，可以归入几项。")
        else:
            yield Doubt(
                kind="redated",
                says=f"文字与“{other.name}”相同，日期却不同（这份 {one.dated_on}，那份 {other.dated_on}）。请核对哪份是真的。",
            )
