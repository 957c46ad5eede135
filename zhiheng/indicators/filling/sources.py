"""数据来源: the table behind a filled form that says of every place what it rests on."""

from zhiheng.core.values.tables import Column, Table
from zhiheng.indicators.filling.places import NAMES, Place, Proposal

COLUMNS = (
    Column(key="cell", name="位置", width=12),
    Column(key="label", name="栏目", width=26),
    Column(key="value", name="填入", width=12),
    Column(key="state", name="状态", width=8),
    Column(key="figure", name="指标", width=20),
    Column(key="calibre", name="口径", width=34),
    Column(key="where", name="地区、期间", width=22),
    Column(key="parts", name="分子／分母／行数", width=20),
    Column(key="cutoff", name="截至", width=11),
    Column(key="run", name="计算编号", width=14),
    Column(key="says", name="说明", width=40),
)


def table_of_sources(proposal: Proposal) -> Table:
    """One row a place."""
    names = proposal.names
    rows = [_row(place, names) for place in proposal.places]
    counts = [f"{word} {proposal.count(state)}" for state, word in NAMES.items()]
    notes = [f"共 {len(rows)} 格：{'，'.join(counts)}。"]
    notes += ["底色格是拿不准的，请对照“说明”核对；没有记录的留空，不填零。", *proposal.form.notes]
    title = f"数据来源（{proposal.area.name} {proposal.period.name}）"
    return Table(title=title, columns=COLUMNS, rows=tuple(rows), note="\n".join(notes))


def _row(place: Place, names: dict[str, str]) -> dict[str, str]:
    entry, meaning, figure = place.entry, place.meaning, place.figure
    row = {
        "cell": entry.address, "label": entry.label, "state": NAMES[entry.state],
        "value": f"{entry.written}{entry.unit}" if entry.value is not None else "",
        "where": f"{meaning.area[1]} {meaning.days.text}", "cutoff": meaning.days.end.isoformat(),
        "says": _says(place, names),
    }  # fmt: skip
    if meaning.change:
        row["where"] += f"，比 {meaning.change.days.text}"
    if figure:
        row |= {"run": figure.run[:12], "calibre": figure.in_words}
        row |= {"figure": f"{figure.indicator.name}（{figure.indicator.id}）"}
        row |= {"parts": f"{figure.exact or '—'}／{figure.base or '—'}／{figure.measured.rows} 行"}
    return row


def _says(place: Place, names: dict[str, str]) -> str:
    entry = place.entry
    others = [names.get(one.indicator, one.indicator) for one in entry.options if one.indicator != entry.indicator]
    parts = [*entry.says]
    if entry.state != "filled" and others:
        parts.append(f"也可能是：{'、'.join(others)}")
    if entry.state == "filled":
        parts += entry.evidence
    return "；".join(parts)
