"""Documents wait in the queue of background work, which `zhiheng worker` runs."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.utils import timezone
from django_tasks import task

from zhiheng.documents.actions.reading import read_document, report_alive
from zhiheng.documents.models import Document

SIGN_OF_LIFE = 10.0  # seconds


def wait_to_be_read(document: Document) -> None:
    """The document stands in the queue."""
    document.state, document.progress, document.progress_says = "waiting", 0, ""
    document.fault_id = document.fault_says = ""
    document.started_at = document.alive_at = None
    document.queued_at = timezone.now()
    document.save()
    enqueue_reading(document)


def enqueue_reading(document: Document) -> None:
    """The background worker is told once the row is saved."""
    read_in_background.enqueue(document.pk)


@task
def read_in_background(document_id: int) -> None:
    """Reads one document; what went wrong stands on the document."""
    with _signs_of_life(document_id):
        read_document(document_id)


@contextmanager
def _signs_of_life(document_id: int) -> Iterator[None]:
    """While the reader works, the document says so every few seconds; a worker that died stops saying it."""
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
