"""What earlier stages show of the registers: the way from a firm to its archive."""

from django.http import HttpRequest
from django.template.loader import render_to_string

from zhiheng.registers.models import Mention
from zhiheng.web.access import may


def way_to_the_archive(request: HttpRequest, firm: object) -> str:
    """How many rows name the firm, and the way to its archive."""
    if not may(request, "registers.view") or request.scope is None:
        return ""
    rows = Mention.objects.within(request.scope, reach="below").filter(enterprise=firm).order_by()[:1000].count()
    return render_to_string("registers/way_to_archive.html", {"firm": firm, "rows": rows})
