"""What an address of the registers names."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from zhiheng.core.values.registers import Register
from zhiheng.registers import queries
from zhiheng.registers.models import Row
from zhiheng.web.access import may


def register_called(request: HttpRequest, name: str) -> Register:
    """The register of that id. Raises: Http404: there is none, or she may not see it."""
    found = queries.register_or_none(name)
    if found is None or not may(request, "registers.view", register=name):
        raise Http404(name)
    return found


def row_called(request: HttpRequest, register: Register, pk: int) -> Row:
    """The row of that number. Raises: Http404: there is none that she may see."""
    return get_object_or_404(queries.rows_of(register.id, request.rights.scope(register.id)), pk=pk)
