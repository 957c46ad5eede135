"""The site as processes: a web server in front, a worker for background tasks beside it."""

import os
import signal
import socket
import subprocess
import sys
import time
from types import FrameType

from django.core.management import call_command

from zhiheng.core.values.faults import Fault
from zhiheng.desk.reminding import keep_reminding
from zhiheng.history.auditing import keep_closing
from zhiheng.indicators.freshening import keep_fresh
from zhiheng.registers.snapshots import keep_refreshing

ADDRESS = "127.0.0.1"


def prepare() -> None:
    """The database brought to this version's tables and the definitions' indexes; nothing happens where they are there."""
    call_command("migrate", verbosity=0, interactive=False)
    from zhiheng.registers.indexing import keep_indexes

    keep_indexes()


def serve(port: int) -> None:
    """Serves the site on loopback, with one worker beside it, until it is stopped; a worker that died is replaced.

    Raises: Fault: the port is taken.
    """
    _refuse_taken(port)
    keep_closing()
    keep_reminding()
    keep_fresh()
    keep_refreshing()
    signal.signal(signal.SIGTERM, _stop)
    worker = server = None
    try:
        worker, server = start_worker(), start_server(port)
        while server.poll() is None:
            time.sleep(1)
            if worker.poll() is not None:
                worker = start_worker()
    except KeyboardInterrupt:
        pass
    finally:
        for process in filter(None, (server, worker)):
            process.terminate()
        for process in filter(None, (server, worker)):
            process.wait()


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def start_server(port: int) -> subprocess.Popen[bytes]:
    """A process that answers requests on loopback until it is terminated."""
    return _started(
        "-m", "granian", "zhiheng.project.wsgi:application", "--interface", "wsgi", "--host", ADDRESS,
        "--port", str(port), "--workers", "1", "--blocking-threads", "8", "--no-log", "--respawn-failed-workers",
    )  # fmt: skip


def start_worker() -> subprocess.Popen[bytes]:
    """A process that runs background tasks until it is terminated; one half second after they are asked for."""
    return _started("-m", "django", "db_worker", "--interval", "0.5", "--no-startup-delay", "--verbosity", "0")


def run_worker() -> None:
    """Runs background tasks in this process until it is stopped."""
    keep_closing()
    keep_reminding()
    keep_fresh()
    keep_refreshing()
    call_command("db_worker", interval=0.5, verbosity=0)


def run_waiting_tasks() -> None:
    """Runs every background task that waits, then returns."""
    call_command("db_worker", batch=True, interval=0, startup_delay=False, verbosity=0)


def _started(*words: str) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "zhiheng.project.settings"}
    return subprocess.Popen([sys.executable, *words], env=environment)  # noqa: S603 our own modules


def _refuse_taken(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError:
            raise Fault("U201", f"端口 {port} 已被占用。请关闭占用它的程序，或者用 --port 换一个端口。") from None
