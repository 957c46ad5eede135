"""Long lists in pages."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PAGE_SIZE = 50


def page_of(rows: QuerySet, request: HttpRequest, size: int = PAGE_SIZE) -> Page:
    """The page that the address asks for (`?page=3`); the nearest one when it asks for none there is."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
