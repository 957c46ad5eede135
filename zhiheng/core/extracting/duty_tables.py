"""Duties out of 分工表: 任务, 牵头单位, 责任单位, 完成时限 as columns."""

from zhiheng.core.extracting.bodies import Bodies
from zhiheng.core.extracting.deadlines import Deadlines
from zhiheng.core.extracting.layout import Layout
from zhiheng.core.extracting.tables import Table, dash
from zhiheng.core.extracting.words import Words
from zhiheng.core.values.reading import Task


def duties(words: Words, layout: Layout, deadlines: Deadlines, tables: list[Table]) -> list[Task]:
    """One task a row that names units, in order; an empty task cell continues the one above (merged cells)."""
    bodies = words.once(Bodies)
    found: list[Task] = []
    for table in tables:
        roles = {column.role for column in table.columns}
        if "task" not in roles or not roles & {"lead", "responsible"}:
            continue
        above = ""
        for row in table.rows:
            cells = list(zip(table.columns, row, strict=False))
            text = "，".join(cell.text for column, cell in cells if column.role == "task" and cell.text)
            above = text or above
            named = [(column, cell) for column, cell in cells if column.role in ("lead", "responsible") and not dash(cell.text)]
            if not named or not above:
                continue
            lead: list[str] = []
            responsible: list[str] = []
            is_open = False
            for column, cell in named:
                names, opened = bodies.split(cell.text.replace(" ", "、").replace("；", "、"))
                (lead if column.role == "lead" else responsible).extend(names)
                is_open |= opened
            start, end = min(cell.start for _, cell in named), max(cell.end for _, cell in named)
            first, last, quote = layout.folded.raw_of_cleaned(start, end)
            due = next((cell.text for column, cell in cells if column.role == "deadline" and not dash(cell.text)), None)
            found.append(
                Task(
                    section=layout.section_of_cleaned(start),
                    quote=quote,
                    start=first,
                    end=last,
                    confidence=0.95,
                    flags=([] if lead else ["未写明牵头单位"]) + (["责任单位未列全（等）"] if is_open else []),
                    text=above,
                    lead_units=lead,
                    responsible_units=[name for name in responsible if name not in lead],
                    open_ended=is_open,
                    lead_explicit=bool(lead),
                    deadline=deadlines.read(due) if due else None,
                )
            )
    return found
