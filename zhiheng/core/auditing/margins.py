"""What is written into the margin of a draft: at figures that are not as the records say, and at findings."""

from collections.abc import Iterator

from zhiheng.core.values.auditing import Audit, Judged, Margin, Verdict

NAMES: dict[Verdict, str] = {"agrees": "一致", "rounds": "取舍不同", "differs": "不一致", "unknown": "未核"}


def margins(audit: Audit, *, everything: bool = False) -> Iterator[Margin]:
    """The comments, in the order of the text; `everything`: also at figures that agree, and those that nobody could check."""
    found = [Margin(start=one.start, end=one.end, says=remark(one)) for one in audit.figures if everything or _matters(one)]
    for finding in audit.findings:
        found.append(Margin(start=finding.start, end=finding.end, says=f"{'提示' if finding.hint else '请核'}：{finding.says}。"))
    yield from sorted(found, key=lambda one: (one.start, one.end))


def remark(one: Judged) -> str:
    """One figure in a sentence for the clerk."""
    about = "，".join(filter(None, (f"“{one.name}”" if one.name else "", one.area[1], one.days.text if one.days else "")))
    why = f"可能：{'；'.join(one.reasons)}" if one.reasons else ""
    parts = [f"{NAMES[one.verdict]}：{one.says or one.computed}", about, why]
    return "。".join(filter(None, parts)) + "。"


def _matters(one: Judged) -> bool:
    return one.verdict in ("rounds", "differs")
