"""The monthly round of 督办 as a clerk walks it: sheets out, answers dragged back, what disagrees decided, 通报 out."""

import io
import zipfile
from datetime import date
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import expect

from journeys.clerk import Clerk
from zhiheng.plans.chasing import actions

HEADS, FIRST = 4, 5  # rows of a sheet


def hand_down(office, by, units, each: int, today: date) -> None:
    """So many matters of each unit, handed down on the first of the month."""
    first = today.replace(day=1)
    due = date(today.year + 1, 6, 30)
    asked = [actions.Asked(f"{unit.name}第{n}项重点任务", unit, due_on=due) for unit in units for n in range(each)]
    actions.open_matters(asked, office, by, on=first)
    actions.issue_ready(office, by, today=first)


def sheets_out(clerk: Clerk) -> dict[str, bytes]:
    """The round is asked for and its sheets are saved, by file name."""
    clerk.go("/plans/chasing/rounds/")
    clerk.button("发起", exact=True)
    expect(clerk.page.get_by_role("heading", level=1)).to_contain_text("督办反馈")
    archive = zipfile.ZipFile(io.BytesIO(clerk.saved("下载各单位的表")))
    return {name: archive.read(name) for name in archive.namelist()}


def filled(sheet: bytes, words: str) -> bytes:
    """What a unit sends back: every row says how it stands."""
    book = load_workbook(io.BytesIO(sheet))
    heads = {cell.value: cell.column for cell in book.active[HEADS]}
    for row in range(FIRST, book.active.max_row + 1):
        if book.active.cell(row, 1).value:
            book.active.cell(row, heads["本期进展"]).value = words
            book.active.cell(row, heads["下一步"]).value = "下月办完"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def answered(sheets: dict[str, bytes], folder: Path, missing: int, differing: int) -> list[Path]:
    """The answers on disk: all but the last `missing` units; the first `differing` answer twice, and not alike."""
    files = []
    for at, (name, sheet) in enumerate(list(sheets.items())[: len(sheets) - missing]):
        for words in ("已完成六成", "已完成八成")[: 2 if at < differing else 1]:
            path = folder / f"{words} {name}"
            path.write_bytes(filled(sheet, words))
            files.append(path)
    return files


def take_back(clerk: Clerk, files: list[Path]) -> str:
    """All answers by one choice of files; the line that names who is missing."""
    clerk.chosen_files(clerk.page.get_by_label("把各单位发回的表"), *files)
    clerk.button("并入")
    expect(clerk.page.get_by_role("heading", name=f"刚收到 {len(files)} 个文件")).to_be_visible(timeout=120_000)
    return clerk.page.locator("p.message").first.inner_text()


def decide(clerk: Clerk) -> int:
    """Every answer kept apart is used, one after another; how many there were."""
    page, done = clerk.page, 0
    while page.get_by_role("button", name="用这份").count():
        left = page.get_by_role("button", name="用这份").count()
        clerk.count.decisions += 1
        clerk.button("用这份")
        expect(page.get_by_role("button", name="用这份")).to_have_count(left - 1)
        done += 1
    return done


def draft(clerk: Clerk) -> bytes:
    """The month's 通报 as .docx."""
    clerk.link("本月通报")
    return clerk.saved("通报草稿 .docx")
