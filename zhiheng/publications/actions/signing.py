"""A named person signs: the number is taken from the book in the same transaction. Taken back, the number is void."""

from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.core.writing.finishing import signed
from zhiheng.core.writing.wording import blanks_of
from zhiheng.publications.actions.writing import add_version
from zhiheng.publications.actions.writing_about import refuse_unfit_row
from zhiheng.publications.drafting import Draft
from zhiheng.publications.lifecycle import demand_own, held, move, refuse_unless, refuse_untyped, why
from zhiheng.publications.models import Manuscript, Version
from zhiheng.publications.numbering import taken, void_numbers
from zhiheng.publications.rewriting import as_written, last_version, moved_figures, paper_of_version
from zhiheng.publications.ruling import may_sign_own, wrote
from zhiheng.web.access import rights_of


@transaction.atomic
def sign(pk: int, by: Any, *, code: str = "") -> Manuscript:
    """The manuscript, signed by name on this day and numbered; `code` is its 机关代字, "" for a document without number.

    Raises: NotAllowed U401. Fault B102 a figure without value · B120 nobody handed it up · B124 who drafted it may not sign it ·
            B125 blanks are left · B127 the code · B128 figures have moved since.
    """
    one = held(pk)
    return signed_as(one, as_written(one).draft, by, code)


def signed_as(one: Manuscript, now: Draft, by: Any, code: str) -> Manuscript:
    """As `sign`, where what it says now is known."""
    demand_own(by, "publications.sign", one.office)
    refuse_unless(one, "sign")
    _refuse_own(one, by)
    last = last_version(one)
    paper = paper_of_version(last)
    refuse_unready(now)
    if blanks := blanks_of(paper):
        raise Fault("B125", f"“{one.title}”还有空着没填：{'、'.join(blanks)}。请退回补写，再签发。")
    refuse_moved(one, now)
    on = timezone.localdate()
    number = taken(one, "number", code.strip(), on, by) if code.strip() else None
    issue = taken(one, "issue", now.template.kind, on, by) if now.template.kind else None
    finished = signed(paper, number=str(number) if number else "", issue=issue.number if issue else None, on=on)
    add_version(one, finished, by, "sign", answers=last.answers, wording=last.wording)
    one.signed_by, one.signed_at = by, timezone.now()
    move(one, "sign", by, 文号=str(number or ""), 期号=str(issue or ""))
    return one


@transaction.atomic
def take_back(pk: int, by: Any, *, reason: str, typed: str) -> Manuscript:
    """The manuscript is a draft again; its numbers are void and stay in the book. `typed` is its title.

    Raises: NotAllowed U401. Fault B120 it is not signed, or went out · B123 no reason · B126 the title.
    """
    one = held(pk)
    demand_own(by, "publications.sign", one.office)
    refuse_unless(one, "take_back")
    refuse_untyped(one.title, typed, "撤销签发")
    said = why(one, "撤销签发", reason)
    before = one.versions.filter(act__in=Version.WRITING).order_by("-number")[0]  # without number and day
    add_version(one, paper_of_version(before), by, "take_back", said, answers=before.answers, wording=before.wording)
    void_numbers(one, said, by)
    one.signed_by = one.signed_at = None
    move(one, "take_back", by, reason=said)
    return one


def refuse_unready(now: Draft) -> None:
    """Nothing, where every figure has its value, and the row it is about is ready for it. Raises: Fault B102, B142."""
    refuse_unfit_row(now.template, now.refused)
    if waiting := now.waiting:
        said = "；".join(f"“{one.figure.indicator.name}”{one.why or f'有 {one.empty} 行没有填'}" for one in waiting)
        raise Fault("B102", f"{now.title}：{said}。请先补齐台账，再印发。")


def refuse_moved(one: Manuscript, now: Draft) -> None:
    """Nothing, where the records still say what the manuscript says. Raises: Fault B128."""
    if moved := moved_figures(paper_of_version(last_version(one)), now.paper):
        said = "；".join(f"{old}现在是{new or '暂无数据'}" for old, new in moved[:5])
        more = f"等 {len(moved)} 处" if len(moved) > 5 else ""
        raise Fault("B128", f"“{one.title}”定稿以后台账又有变动：{said}{more}。请退回修改，更新数据后再送。")


def _refuse_own(one: Manuscript, by: Any) -> None:
    if wrote(one, by) and not may_sign_own(rights_of(by), one.office):
        more = "只有一个人办的单位，可以在“文稿”页的“签发规则”里改。"
        raise Fault("B124", f"“{one.title}”是您起草或改过的，不能由您自己签发。请本单位另一位有签发权的人签发；{more}")
