"""更正: a further revision of a result that names the one it corrects and says why; the old one stays."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.db import transaction

from zhiheng.assessments.actions.approving import held, refuse_at, save_result, step_on
from zhiheng.assessments.comparing import changed_since, inputs_now
from zhiheng.assessments.differing import taken
from zhiheng.assessments.freezing import frozen, scheme_from
from zhiheng.assessments.inputs import inputs_from
from zhiheng.assessments.models import Assessment, Result
from zhiheng.core.values.faults import Fault
from zhiheng.history.actions import record
from zhiheng.web.access import demand

REOPENED = "reviewing"
DONE = ("approved", "noticed", "closed")


@transaction.atomic
def reopen(assessment: Assessment, by: Any, *, why: str, seen: int) -> Assessment:
    """The assessment, back at its review so that words can be said again; its result stands until it is corrected.

    Raises: NotAllowed U401. Fault S260: nothing approved · S261: somebody was quicker · S272: no reason.
    """
    demand(by, "assessments.approve", area=assessment.area)
    found = held(assessment, seen)
    refuse_at(found, found.stage not in DONE, "没有审定，不用重新打开")
    was = found.get_stage_display()
    step_on(found, REOPENED)
    record(found, "重新打开复核", by, before={"阶段": was}, after={"阶段": found.get_stage_display()}, reason=_why(why))
    return found


@transaction.atomic
def correct(
    assessment: Assessment, by: Any, *, why: str, approver: str, document: str = "", keys: Collection[str], seen: int
) -> Result:  # fmt: skip
    """The next revision: what went into the last one, with the chosen changes (by their keys) taken in, scored by its scheme.

    Raises: NotAllowed U401. Fault S260: nothing to correct · S261 · S263: no approver · S272: no reason · S273: no change
            chosen, or one that is no more there; and those of `scorecards`.
    """
    demand(by, "assessments.approve", area=assessment.area)
    found = held(assessment, seen)
    refuse_at(found, not found.results.exists(), "还没有审定的结果，没有可更正的")
    old = found.results.latest("revision")
    known = {one.key: one for one in changed_since(old)}
    if not keys or not set(keys) <= known.keys():
        raise Fault("S273", f"{old}：没有选要更正的变化，或所选的变化刚才又变了。请在“与现在的数据对照”里重新选。")
    inputs = taken(inputs_from(old.inputs), inputs_now(found), keys)
    kept = frozen(scheme_from(old.scheme_kept), inputs, settings.SEAL_DIGEST)
    made = save_result(found, kept, by, old.revision + 1, approver, document, [], corrects=old, why=_why(why))
    step_on(found, "approved")
    after = {"更正": str(old), "得分摘要": kept.digest, "计分程序": kept.code, "审定文件": made.document}
    after |= {f"{known[key].name} {known[key].of}": f"{known[key].before} → {known[key].after}" for key in sorted(keys)}
    before = {"得分摘要": old.digest}
    record(made, "更正结果", by, before=before, after=after, reason=made.why, approved_by=made.approver, about=found)
    return made


def _why(why: str) -> str:
    if not why.strip() or len(why.strip()) > 500:
        raise Fault("S272", "要写更正的理由（500 个字以内）：哪里错了，依据是什么。请补上。")
    return why.strip()
