"""What an address of the registers names."""

from django.http import Http404

from zhiheng.core.values.registers import Register
from zhiheng.registers import queries


def register_called(name: str) -> Register:
    """The register of that id. Raises: Http404."""
    if (found := queries.register_or_none(name)) is None:
        raise Http404(name)
    return found
