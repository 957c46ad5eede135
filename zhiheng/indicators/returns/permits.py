"""报表准入: a form is asked for only while its permit is in force. 没有准入的报表不填."""

from datetime import date

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.forms import FREQUENCIES, Form
from zhiheng.directory.models import Area
from zhiheng.directory.queries import areas_above
from zhiheng.indicators.giving import PERMITS
from zhiheng.registers.models import Row


def permit_of(form: Form, area: Area, today: date) -> Row:
    """The row of 报表准入清单 on which a form may be asked for in an area: its own, else one of an area above.

    Raises: Fault M201: none is in force · M202: it allows another frequency · M203: it allows fewer items.
    """
    rows = Row.objects.unscoped("permits bind the areas below").filter(
        register=PERMITS, status="kept", state="准入", area__in=[area, *areas_above(area)], data__name=form.permit
    )
    found = [row for row in rows.order_by("-area__path", "key") if _in_force(row, today)]
    if not found:
        raise Fault("M201", f"“{form.permit}”不在台账“报表准入清单”里，或者已经到期、停用。没有准入的报表不发，请先办理。")
    row = found[0]
    if row.data["frequency"] != FREQUENCIES[form.every]:
        asked = FREQUENCIES[form.every]
        raise Fault("M202", f"“{form.permit}”准入的频次是“{row.data['frequency']}”，这张表按{asked}报。请先变更准入。")
    if row.data.get("items") and len(form.items) > row.data["items"]:
        allowed = row.data["items"]
        raise Fault("M203", f"“{form.permit}”准入 {allowed} 项，这张表有 {len(form.items)} 项。请删减，或先变更准入。")
    return row


def _in_force(row: Row, today: date) -> bool:
    start, end = row.data.get("approved_on"), row.data.get("ended_on") or row.data.get("valid_to")
    day = today.isoformat()
    return bool(start) and start <= day and (not end or day <= end)
