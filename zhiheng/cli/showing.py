"""A reading as a page for the terminal: what the document is, then what it asks for."""

from collections.abc import Iterable, Sequence

from zhiheng.cli.columns import Column, table, width, wrapped
from zhiheng.core.values.reading import Deadline, Item, Number, Reading, Statistic, Target, Task
from zhiheng.core.writing import target_text

_TYPES = {
    "plan": "实施意见、方案", "bulletin": "通报", "research_report": "调研报告", "meeting_report": "会议报道",
    "notice": "通知", "scheme": "办法、细则", "other": "其他",
}  # fmt: skip


def page(reading: Reading, room: int = 100) -> str:
    """Sections with a heading each; empty ones are left out. `room` in places of a terminal."""
    room = max(room, 60)
    sections = [
        ("目标", _targets(reading.targets, room)),
        ("定性目标", _plain((item.text for item in reading.qualitative_targets), room)),
        ("任务", _tasks(reading.tasks, room)),
        ("工作机制", _plain((_joined(item.frequency, item.text) for item in reading.mechanisms), room)),
        ("条件与后果", _plain((f"{item.if_} → {item.then}" for item in reading.rules), room)),
        ("数据", _statistics(reading.statistics, room)),
        ("待定的修复", _repairs(reading, room)),
    ]
    parts = [_head(reading, room)]
    for name, lines in sections:
        if lines:
            parts.append("\n".join([f"【{name}】", *lines]))
    if _doubtful(reading):
        parts.append("? 标出的各条请对照原文核对；原因见 JSON 的 flags。")
    return "\n\n".join(parts)


def _head(reading: Reading, room: int) -> str:
    meta, source = reading.meta, reading.source
    facts = [
        ("文号", meta.doc_number), ("发文", "、".join(meta.issuers)), ("日期", meta.issued_on),
        ("文种", _TYPES[meta.doc_type]), ("地区", meta.region.name if meta.region else None),
        ("文件", f"{source.name}（{source.chars} 字" + (f"，{source.pages} 页）" if source.pages else "）")),
        ("找到", _counts(reading)),
    ]  # fmt: skip
    lines = wrapped(meta.title or "（未找到标题）", room)
    lines.append("═" * min(max(map(width, lines)), room))
    for name, said in facts:
        if said:
            first, *rest = wrapped(said, room - 6)
            lines += [f"{name}  {first}", *(f"      {line}" for line in rest)]
    notes = [*reading.notes, *(["原文在句子中间断开，后文缺失。"] if meta.truncated else [])]
    for note in notes:
        first, *rest = wrapped(note, room - 2)
        lines += [f"! {first}", *(f"  {line}" for line in rest)]
    return "\n".join(lines)


def _counts(reading: Reading) -> str:
    held = (
        ("目标", reading.targets), ("定性目标", reading.qualitative_targets), ("任务", reading.tasks),
        ("工作机制", reading.mechanisms), ("规则", reading.rules), ("数据", reading.statistics),
    )  # fmt: skip
    return "，".join(f"{name} {len(items)} 条" for name, items in held if items) or "没有目标、任务或数据"


def _targets(targets: list[Target], room: int) -> list[str]:
    columns = (
        Column("", most=1), Column("序", most=4, right=True), Column("指标", grows=True), Column("要求", most=24),
        Column("时限", most=10),
    )  # fmt: skip
    rows = [
        (_mark(item), str(number), item.indicator, _demand(item), _year(item.deadline))
        for number, item in enumerate(targets, 1)
    ]
    return table(columns, rows, room, _sections(targets)) if rows else []


def _sections(items: Sequence[Item]) -> list[str]:
    return [(item.section or "").replace("/", " / ") for item in items]


def _demand(target: Target) -> str:
    """What is asked of the indicator, without repeating its name."""
    text = target_text(target)
    return text.removeprefix(target.indicator).lstrip("：").strip() or text


def _tasks(tasks: list[Task], room: int) -> list[str]:
    columns = (
        Column("", most=1), Column("序", most=4, right=True), Column("任务", grows=True),
        Column("牵头单位", most=room // 6), Column("责任单位", most=room // 4), Column("时限", most=10),
    )  # fmt: skip
    rows = [
        (
            _mark(item),
            str(number),
            _shortened(item.text, most=70),
            "、".join(item.lead_units),
            "、".join(item.responsible_units) + ("等" if item.open_ended else ""),
            _year(item.deadline),
        )
        for number, item in enumerate(tasks, 1)
    ]
    return table(columns, rows, room, _sections(tasks)) if rows else []


def _statistics(statistics: list[Statistic], room: int) -> list[str]:
    columns = (
        Column("", most=1), Column("序", most=4, right=True), Column("数据", grows=True),
        Column("数值", most=22), Column("时期", most=20),
    )  # fmt: skip
    rows = [
        (_mark(item), str(number), _joined(item.region, item.measure), _amount(item), _period(item))
        for number, item in enumerate(statistics, 1)
    ]
    return table(columns, rows, room) if rows else []


def _repairs(reading: Reading, room: int) -> list[str]:
    said = (
        f"“{repair.raw}” 可能是 {' 或 '.join(repair.candidates) or repair.text}（第 {repair.start} 字）"
        for repair in reading.repairs
        if not repair.applied
    )
    return _plain(said, room)


def _plain(texts: Iterable[str], room: int) -> list[str]:
    lines = []
    for number, text in enumerate(texts, 1):
        first, *rest = wrapped(_shortened(text), room - 5)
        lines += [f"{number:>3}  {first}", *(f"     {line}" for line in rest)]
    return lines


def _shortened(text: str, most: int = 120) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"


def _mark(item: Item) -> str:
    return "?" if item.flags else ""


def _doubtful(reading: Reading) -> bool:
    return any(item.flags for item in (*reading.targets, *reading.tasks, *reading.statistics))


def _year(deadline: Deadline | None) -> str:
    if deadline is None:
        return ""
    return deadline.due_on or (f"{deadline.year}年" if deadline.year else deadline.text or "")


def _period(item: Statistic) -> str:
    if item.period is None:
        return ""
    return item.period.text or "至".join(day for day in (item.period.from_, item.period.to) if day)


def _amount(item: Statistic) -> str:
    values = item.value if isinstance(item.value, list) else [item.value]
    number = "–".join(map(_plain_number, values))
    loose, unit = item.qualifier or "", item.unit or ""
    if loose == "以上":
        return number + unit + loose
    return number + loose + unit if loose in ("余", "多") else loose + number + unit


def _plain_number(value: Number) -> str:
    return f"{value:,}" if isinstance(value, int) else f"{value:,.10g}"


def _joined(*parts: str | None) -> str:
    return " ".join(part for part in parts if part)
