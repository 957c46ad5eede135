"""The files of a period asked for: one a unit in a zip, or one workbook with a sheet a unit."""

import io
import zipfile
from collections.abc import Iterable

from django.utils import timezone

from zhiheng.core.measuring import period_from
from zhiheng.core.values.days import day_in_words
from zhiheng.core.writing import UnitSheet, form_workbook
from zhiheng.indicators.models import Return, ReturnRound
from zhiheng.indicators.returns.actions.reviewing import returned_reasons
from zhiheng.indicators.returns.forms_kept import answers_of, plain
from zhiheng.web.sending import safe_name


def workbook_of(opened: ReturnRound, returns: Iterable[Return]) -> bytes:
    """The .xlsx of some returns, a sheet each, filled in as they stand now."""
    known = list(returns)
    sheets = _sheets(opened, known)
    return form_workbook(opened.as_asked, [sheets[one.pk] for one in known], _day())


def zip_of(opened: ReturnRound, returns: Iterable[Return]) -> bytes:
    """A zip with the .xlsx of each unit, numbered in their order."""
    known, form, out = list(returns), opened.as_asked, io.BytesIO()
    sheets = _sheets(opened, known)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, one in enumerate(known, 1):
            archive.writestr(f"{number:02d} {file_name(one)}", form_workbook(form, [sheets[one.pk]], _day()))
    return out.getvalue()


def file_name(one: Return) -> str:
    """What the file of a return is called."""
    return f"{safe_name(one.name)[:80]} {safe_name(one.round.name)} {one.round.period}.xlsx"


def _sheets(opened: ReturnRound, returns: list[Return]) -> dict[int, UnitSheet]:
    kept, reasons = answers_of(returns), returned_reasons(returns)
    period, due = period_from(opened.period).name, day_in_words(opened.due_on)
    return {
        one.pk: UnitSheet(
            round=opened.token, number=one.pk, unit=one.name, period=period, due=due, answers=plain(kept[one.pk]),
            sent_back=reasons.get(one.pk, {}),
        )
        for one in returns
    }  # fmt: skip


def _day() -> str:
    return timezone.localdate().isoformat()
