"""What an address of the registers names."""

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from zhiheng.core.values.registers import Register
from zhiheng.registers import queries
from zhiheng.registers.models import Collection, Import, Incoming, Row
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


def incoming_called(request: HttpRequest, pk: int) -> Incoming:
    """The file of that number that was brought to an office of hers. Raises: Http404."""
    one = get_object_or_404(Incoming.objects.within(request.scope).select_related("by", "kept", "area"), pk=pk)
    register_called(request, one.register)
    return one


def import_called(request: HttpRequest, pk: int) -> Import:
    """The import of that number, below her area. Raises: Http404."""
    one = get_object_or_404(queries.imports(request.scope).select_related("area"), pk=pk)
    register_called(request, one.register)
    return one


def collection_called(request: HttpRequest, pk: int) -> Collection:
    """The collection of that number of her area. Raises: Http404."""
    one = get_object_or_404(Collection.objects.within(request.scope).select_related("area", "office"), pk=pk)
    register_called(request, one.register)
    return one
