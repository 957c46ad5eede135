"""The monthly 通报 of 督办: it drafts itself from the month's record; what leaders ask next is left to a person."""

from collections.abc import Sequence

from zhiheng.core.values.days import day_in_words
from zhiheng.core.values.papers import (
    Blank,
    Block,
    Column,
    Grid,
    Head,
    Heading,
    Line,
    Paper,
    Paragraph,
    Words,
)
from zhiheng.core.writing.papers import docx
from zhiheng.directory.models import Organisation
from zhiheng.plans.chasing.months import Month, OfMonth

RED, YELLOW, MADE_GOOD = "red", "yellow", "made-good"
COLUMNS = (
    Column(name="立项号", width=22, align="center"), Column(name="督办事项", width=26),
    Column(name="主办单位", width=16, align="center"), Column(name="办结时限", width=16, align="center"),
    Column(name="月末状态", width=10, align="center"), Column(name="最近进展", width=24),
)  # fmt: skip


def paragraphs(month: Month) -> list[str]:
    """What the 通报 says in sentences, from the month's record alone."""
    until = day_in_words(month.until)
    if not month.total:
        return [f"截至{until}，没有在册的督办事项。"]
    first = f"截至{until}，在册督办事项{month.total}件，办结{month.done}件，占{month.share}%；"
    first += f"在办{month.total - month.done}件，占{100 - month.share}%。"
    shown = "，".join(f"{light.name}{count}件" for light, count in month.lights)
    lights = f"本月预警情况（按本月最重的一次计）：{shown}。"
    late = [(unit, red) for unit, _, _, red in month.units if red]
    named = "、".join(f"{unit}{count}件" for unit, count in late)
    red = f"本月亮过红灯的单位：{named}。" if late else "本月没有亮红灯的单位。"
    whole = [unit for unit, count, done, _ in month.units if done == count]
    more = [f"承办事项全部办结的单位：{'、'.join(whole)}。"] if whole else []
    return [first, lights, red, *more]


def notice(month: Month, office: Organisation) -> Paper:
    """The draft of the 通报: how it stands, what was red or yellow, each unit's figures, a blank for what comes next."""
    first, *rest = paragraphs(month)
    blocks: list[Block] = [_heading("总体情况"), _paragraph(first), *map(_paragraph, rest)]
    for title, ids in (("本月亮过红灯的事项", (RED,)), ("本月亮过黄灯的事项", (YELLOW, MADE_GOOD))):
        if rows := month.with_light(*ids):
            blocks += [_heading(title), _grid(f"{title}（{len(rows)}件）", rows)]
    if month.units:
        cells = tuple(tuple(_line(str(cell)) for cell in unit) for unit in month.units)
        heads = (("在册（件）", 12), ("办结（件）", 12), ("本月红灯（件）", 16))
        columns = (Column(name="主办单位", width=30), *(Column(name=name, width=width, align="right") for name, width in heads))
        blocks += [_heading("各单位办理情况"), Grid(title="各单位办理情况", columns=columns, rows=cells)]
    blocks += [_heading("下一步要求"), Paragraph(inlines=(Blank(name="下一步要求，由领导审定"),))]
    return Paper(
        title=f"{office.area.name}{month.name}督办情况通报", blocks=tuple(blocks), head=Head(), signed_by=(office.name,)
    )


def notice_docx(month: Month, office: Organisation) -> bytes:
    """The draft as .docx, to be changed in Word."""
    return docx(notice(month, office))


def _grid(title: str, rows: Sequence[OfMonth]) -> Grid:
    cells = (
        (
            row.matter.no, row.matter.subject, str(row.matter.lead or ""),
            row.standing.due_on.isoformat() if row.standing.due_on else "", row.standing.state,
            f"{row.last.on} {row.last.progress}"[:120] if row.last else "没有反馈",
        )
        for row in rows
    )  # fmt: skip
    return Grid(title=title, columns=COLUMNS, rows=tuple(tuple(map(_line, row)) for row in cells), landscape=False)


def _heading(text: str) -> Heading:
    return Heading(level=1, inlines=_line(text))


def _paragraph(text: str) -> Paragraph:
    return Paragraph(inlines=_line(text))


def _line(text: str) -> Line:
    return (Words(text=text),)
