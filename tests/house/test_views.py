"""Every address of the site says whether it reads, writes or is open to all."""

from collections.abc import Iterator

from django.urls import URLPattern, URLResolver, get_resolver

KINDS = {"reads", "writes", "public"}


def views(resolver: URLResolver, prefix: str = "") -> Iterator[tuple[str, object]]:
    """Each address of the site with its view."""
    for entry in resolver.url_patterns:
        address = f"{prefix}{entry.pattern}"
        if isinstance(entry, URLPattern):
            yield address, entry.callback
        else:
            yield from views(entry, address)


def test_no_view_is_bare() -> None:
    site = dict(views(get_resolver()))
    assert len(site) > 10
    assert not [address for address, view in site.items() if getattr(view, "declares", ("bare",))[0] not in KINDS]


def test_what_is_open_to_all_is_little() -> None:
    public = {address for address, view in views(get_resolver()) if getattr(view, "declares", ("",))[0] == "public"}
    assert len(public) <= 6, public
