"""Builders for tests of returns: a permit, a period asked for, files as units send them back."""

import io
from datetime import date

from openpyxl import load_workbook

import factories
from zhiheng.core.values.forms import Form
from zhiheng.indicators.models import Return, ReturnRound
from zhiheng.indicators.returns.actions import Typed, open_round, submit
from zhiheng.indicators.returns.forms_kept import answers_now, shown
from zhiheng.indicators.returns.handing_out import workbook_of
from zhiheng.registers.actions import import_file

MONTHLY, JULY = "quality-work-monthly", "2025-07"
DUE = date(2025, 8, 7)  # five working days after July
IN_TIME, LATE = date(2025, 8, 5), date(2025, 8, 11)
OWN = {"information-items": 3, "tv-spots": 0, "media-items": 2}  # what nobody can count from records
PERMIT_HEAD = "准入编号,报表名称,地区,下发单位,频次,依据,指标项数,批准人,批准日期,有效期止,状态"
CHECK_HEAD = "检查编号,专项行动,地区,检查日期,出动人次,查处案件,立案,罚款（元）"


def permit(cast: factories.Cast, name: str = "质量工作月报", **said: object) -> None:
    """The form of that name may be asked for in the province."""
    given = {"no": f"准入-{name}", "every": "月", "items": 12, "until": "2026-12-31", "state": "准入"} | said
    line = [given["no"], name, "示例省", "省市场监管局", given["every"], "省报表目录1号", given["items"], "省政府办公厅",
            "2025-01-10", given["until"], given["state"]]  # fmt: skip
    content = f"{PERMIT_HEAD}\n{','.join(map(str, line))}\n".encode()
    assert not import_file("return-permit", "a.csv", content, cast.province_office, cast.province_clerk).blocked


def checks(cast: factories.Cast, *lines: str) -> None:
    """Rows of special campaigns, from which the monthly form is filled."""
    content = "\n".join([CHECK_HEAD, *lines]).encode()
    assert not import_file("special-campaign", "a.csv", content, cast.province_office, cast.province_clerk).blocked


def july(cast: factories.Cast, *lines: str, today: date = IN_TIME) -> ReturnRound:
    """The monthly form asked of both counties for July, where the records say so much of 示例县."""
    permit(cast)
    checks(cast, *(lines or ("1,农资,示例县,2025-07-02,12,3,2,5000", "2,农资,示例县,2025-07-20,8,1,0,0")))
    return open_round(MONTHLY, JULY, cast.province_office, cast.province_clerk, today=today)


def of(opened: ReturnRound, name: str = "示例县") -> Return:
    return opened.returns.get(area__name=name)


def stands(one: Return) -> dict[str, str]:
    """What stands in a return, as it is written."""
    form: Form = one.round.as_asked
    return {item: shown(form.items[item], kept.answer) for item, kept in answers_now(one).items()}


def typed(**said: object) -> dict[str, Typed]:
    """What somebody types: `cases_found=3`, or with a note `cases_found=(3, "补计")`."""
    return {
        item.replace("_", "-"): Typed(*what) if isinstance(what, tuple) else Typed(what) for item, what in said.items()
    }


def handed_in(one: Return, by, on: date = IN_TIME, **said: object) -> Return:
    """The return, handed in on that day."""
    saved = submit(one.pk, typed(**{key.replace("-", "_"): value for key, value in OWN.items()}, **said), by, on=on)
    assert not saved.of.is_open, saved.findings
    return saved.of


def file_of(opened: ReturnRound, *names: str, **cells: object) -> bytes:
    """The file of some units as it went out, filled in: `{"cases-found": 3}`, or with a note `(3, "补计")`."""
    returns = [one for one in opened.returns.all() if one.name in names]
    return filled(workbook_of(opened, returns), {**OWN, **{key.replace("_", "-"): said for key, said in cells.items()}})


def filled(content: bytes, said: dict[str, object]) -> bytes:
    """The workbook with these values typed into every sheet of it."""
    book = load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        for row in sheet.iter_rows(min_row=5):
            if row[0].value in said:
                what = said[row[0].value]
                row[4].value, *note = what if isinstance(what, tuple) else (what,)
                if note:
                    row[5].value = note[0]
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
