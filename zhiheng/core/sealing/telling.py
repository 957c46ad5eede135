"""Flaws of a chain in words: which entry, of which thing, when, by whom, and what is wrong with it."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta, timezone

from zhiheng.core.values.seals import Entry, Flaw

CHINA = timezone(timedelta(hours=8), "Asia/Shanghai")  # one zone, without summer time since 1991
CHAINS = {"changes": "改动记录", "reads": "查阅记录"}


def thing_by_number(entry: Entry) -> str:
    """The subject of an entry where only the entry is at hand."""
    return f"{entry.get('subject_type', '')} {entry.get('subject_id', '')}"


def entry_in_words(entry: Entry, named: Callable[[Entry], str] = thing_by_number) -> str:
    """2026-11-22 10:30 张经办“修改任务”plans.duty 12."""
    verb = entry.get("verb") or f"查阅{entry.get('field', '')}"
    return f"{_minute(entry.get('at'))} {entry.get('by_name', '')}“{verb}”{named(entry)}"


def flaw_in_words(
    flaw: Flaw, chain: str, named: Callable[[Entry], str] = thing_by_number, parts: Sequence[str] = ()
) -> str:
    """One sentence; `parts` are the parts of the entry known to differ."""
    of = CHAINS.get(chain, chain)
    which = f"{of}第 {flaw.seq} 条"
    if flaw.entry is not None:
        which += f"（{entry_in_words(flaw.entry, named)}）"
    match flaw.kind:
        case "altered":
            return f"{which}与封存时不一致：{'、'.join(parts) or '内容'}被改过。"
        case "rewritten":
            return f"{which}被改写并换了校验码：后一条记着的原校验码与它不符。"
        case "moved":
            return f"{which}原是第 {flaw.other} 条：次序被动过，或其间有记录被删去、插入。"
        case "missing":
            return f"{of}第 {_range(flaw)} 条不见了：记录被删除。"
        case "out_of_order":
            return f"{which}排在第 {flaw.other} 条之后：次序被动过，或是插入的。"
        case "tail_missing":
            return f"{of}第 {_range(flaw)} 条不见了：链尾记着共有 {flaw.other} 条，末尾的被删除。"
        case "tail_added":
            return f"{which}多了出来：链尾记着共有 {flaw.other} 条，其后的不是经系统写入的。"
        case "unreadable":
            return f"文件第 {flaw.seq} 行不是完整的封存记录：被改过或已损坏。"


def _range(flaw: Flaw) -> str:
    return str(flaw.seq) if flaw.other <= flaw.seq else f"{flaw.seq}–{flaw.other}"


def _minute(at: object) -> str:
    try:
        moment = datetime.fromisoformat(str(at)).replace(tzinfo=UTC)
    except ValueError:
        return str(at)
    return moment.astimezone(CHINA).strftime("%Y-%m-%d %H:%M")
