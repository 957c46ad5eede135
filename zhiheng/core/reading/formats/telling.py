"""Which page is being read, told to whoever waits: recognising a long scan takes minutes."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_listener: ContextVar[Callable[[int, int], None] | None] = ContextVar("page_listener", default=None)


@contextmanager
def pages_told_to(listener: Callable[[int, int], None]) -> Iterator[None]:
    """While this lasts, `listener(number, count)` is called before each page is read, `number` from 1."""
    token = _listener.set(listener)
    try:
        yield
    finally:
        _listener.reset(token)


def tell_page(number: int, count: int) -> None:
    """A reader with pages calls this before each."""
    listener = _listener.get()
    if listener is not None:
        listener(number, count)
