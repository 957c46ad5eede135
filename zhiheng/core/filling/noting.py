"""What stands beside a doubtful value."""

from collections.abc import Mapping

from zhiheng.core.values.filling import Entry


def note_of(entry: Entry, names: Mapping[str, str]) -> str:
    """What the comment at a doubtful value says."""
    lines = ["【请核对】" + "；".join(entry.says)]
    if entry.indicator:
        lines.append(f"现填：{names.get(entry.indicator, entry.indicator)}")
    others = [names.get(one.indicator, one.indicator) for one in entry.options if one.indicator != entry.indicator]
    if others:
        lines.append(f"也可能是：{'、'.join(others)}")
    return "\n".join(lines)
