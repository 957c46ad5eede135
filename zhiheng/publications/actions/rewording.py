"""One paragraph of a manuscript is put in own words, or its blanks are filled in, where it stands: the next version."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction

from zhiheng.publications.actions.writing import revise
from zhiheng.publications.lifecycle import demand_own, held
from zhiheng.publications.models import Version
from zhiheng.publications.queries_of_manuscripts import typed_wording
from zhiheng.publications.rewording import spot_at
from zhiheng.publications.rewriting import as_written, last_version


@transaction.atomic
def reword(
    pk: int, by: Any, at: int, *, typed: str, blanks: Mapping[str, str], seen: int, reason: str = ""
) -> Version:
    """The next version, with these words for the paragraph at that place of the last one, and these answers to its blanks.

    Shape:  empty words, or those of the template, put the template's back. Without a reason the change names itself.
    Raises: NotAllowed U401. Fault B121, B122 as `revise` · B133 a number in braces that is none of its figures · B152.
    """
    one = held(pk)
    demand_own(by, "publications.draft", one.office)
    last = last_version(one)
    if last.number != seen:  # another version: places are others; `revise` says so
        return revise(pk, by, answers=last.answers, wording=last.wording, reason="改稿", seen=seen)
    found = as_written(one)
    spot = spot_at(one, last, found, at)
    wording = {key: words for key, words in last.wording.items() if key != spot.key}
    if spot.key:
        wording |= typed_wording(found, {spot.key: typed}, {})
    answers = last.answers | {name: answer for name, answer in blanks.items() if name in spot.blanks}
    said = reason.strip() or (f"改写“{' '.join(typed.split())[:12]}…”" if spot.key else f"填写“{'、'.join(spot.blanks)[:20]}”")
    return revise(pk, by, answers=answers, wording=wording, reason=said, seen=seen)
