"""What is to be looked at before a return is handed in: by itself, beside the period before, beside what was given elsewhere."""

from collections.abc import Mapping

from zhiheng.core.checking import findings
from zhiheng.core.measuring import period_from
from zhiheng.core.values.forms import Finding, Form
from zhiheng.indicators.models import Return
from zhiheng.indicators.returns.forms_kept import NOTHING, Kept, answers_now, plain
from zhiheng.indicators.returns.given import given_elsewhere
from zhiheng.indicators.returns.periods import period_before

LAST_STATES = ("submitted", "accepted", "final")  # whose values count as those of the period before


def findings_of(one: Return, form: Form, kept: Mapping[str, Kept]) -> list[Finding]:
    """What is to be looked at in a return before it is handed in."""
    return _untouched(one, form, kept) + findings(form, plain(kept), last_values(one, form), given_elsewhere(one, form))


def _untouched(one: Return, form: Form, kept: Mapping[str, Kept]) -> list[Finding]:
    """Items that were sent back and stand as they stood, neither put right nor explained."""
    act = one.reviews.exclude(act="accept").order_by("pk").last() if one.state == "returned" else None
    if act is None:
        return []
    says = "退回的这一项没有动（{}）。请改正；不用改的，在“说明”里写明为什么。"
    return [
        Finding(item=item, level="explain", says=says.format(why.rstrip("。")))
        for item, why in act.reasons.items()
        if item in form.items and kept.get(item, NOTHING).revision <= act.version
    ]


def last_values(one: Return, form: Form) -> dict[str, str]:
    """The values that the same unit handed in for the period before; none where it did not."""
    before = period_before(form.every, period_from(one.round.period))
    found = (
        Return.objects.unscoped("of the same unit")
        .filter(area=one.area_id, unit=one.unit, round__form=one.round.form, round__period=before.text, state__in=LAST_STATES)
        .filter(round__area=one.round.area_id)
        .first()
    )
    return {} if found is None else {item: kept.answer.value for item, kept in answers_now(found).items()}
