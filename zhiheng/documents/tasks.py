"""Background work, run by `manage.py db_worker`."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django_tasks import task

SIGN_OF_LIFE = 10.0  # seconds


@task
def read_in_background(document_id: int) -> None:
    """Reads one document; what went wrong stands on the document."""
    from zhiheng.documents.actions.reading import read_document

    with _signs_of_life(document_id):
        read_document(document_id)


@contextmanager
def _signs_of_life(document_id: int) -> Iterator[None]:
    """While the reader works, the document says so every few seconds; a worker that died stops saying it."""
    from zhiheng.documents.actions.reading import report_alive

    done = threading.Event()

    def beat() -> None:
        while not done.wait(SIGN_OF_LIFE):
            report_alive(document_id)
        connection.close()

    beating = threading.Thread(target=beat, daemon=True)
    beating.start()
    try:
        yield
    finally:
        done.set()
        beating.join()
