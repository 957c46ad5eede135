"""What the page of a template is asked for."""

from django.http import Http404, HttpRequest

from zhiheng.core.values.faults import Fault
from zhiheng.publications import queries
from zhiheng.registers.selections import selection


def chosen_about(request: HttpRequest, template: str) -> dict[str, str]:
    """The area and the period that somebody writes for, as actions take them. Raises: Http404 no such template. Fault B106."""
    chosen = selection(request)
    if chosen.says:
        raise Fault("B106", f"没有办成，请改正期间：{chosen.says}")
    if queries.template_or_none(template) is None:
        raise Http404(template)
    return {"area": chosen.area.code, "period": chosen.period.text}
