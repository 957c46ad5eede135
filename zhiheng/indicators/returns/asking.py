"""What the page shows on which a form is asked for: periods, who is due, until when, on which permit."""

from datetime import date
from typing import Any

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.forms import FREQUENCIES, Form
from zhiheng.directory.models import Organisation
from zhiheng.indicators.returns.actions import due_day, who_is_due
from zhiheng.indicators.returns.forms_kept import known_form
from zhiheng.indicators.returns.periods import period_of_form, periods_to_ask
from zhiheng.indicators.returns.permits import permit_of


def open_page(form: str, office: Organisation, period: str, today: date) -> dict[str, Any]:
    """Everything on the page; the last whole period, where the address names none. Raises: Fault D274."""
    asked = known_form(form)
    choices = periods_to_ask(asked.every, today)
    try:
        chosen = period_of_form(asked.every, period) if period else choices[0]
    except Fault:
        chosen = choices[0]
    names = [unit or area.name for area, unit in who_is_due(asked, office.area)]
    return {
        "form": asked,
        "every": FREQUENCIES[asked.every],
        "period": chosen,
        "choices": choices if chosen in choices else [chosen, *choices],
        "due_on": due_day(asked, chosen),
        "units": names,
        "ticked": names,
        "permit": _permit(asked, office, today),
    }


def _permit(form: Form, office: Organisation, today: date) -> dict[str, str]:
    """The permit in words, or why there is none."""
    try:
        row = permit_of(form, office.area, today)
    except Fault as fault:
        return {"says": fault.says, "id": fault.id}
    return {"no": row.data["no"], "basis": row.data["basis"], "until": row.data["valid_to"] or ""}
