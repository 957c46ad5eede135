"""A real Spark cluster on this machine: a master and workers of one core each, in processes that end with the block."""

import ctypes
import os
import re
import signal
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pyspark

SPARK_CLASS = Path(pyspark.__file__).parent / "bin" / "spark-class"
TESTS = Path(__file__).parents[1]
SMALL = {"SPARK_DAEMON_MEMORY": "256m", "JAVA_TOOL_OPTIONS": "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"}  # quick to start
PATIENCE = 120  # seconds until a process says what is waited for: two cores may have much to do


class Daemon:
    """One process of Spark. What it says is kept in `log`, and `says` waits for it."""

    def __init__(self, folder: Path, name: str, *options: str) -> None:
        self.log = folder / f"{name}.log"
        environment = {**os.environ, **SMALL, "SPARK_LOCAL_IP": "127.0.0.1", "PYTHONPATH": str(TESTS)}
        self._process = subprocess.Popen(
            [SPARK_CLASS, *options], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
            cwd=folder, env=environment, start_new_session=True, preexec_fn=_end_with_the_tests,
        )  # fmt: skip
        self._said: list[str] = []
        self._news = threading.Condition()
        threading.Thread(target=self._listen, daemon=True).start()

    def says(self, pattern: str) -> re.Match[str]:
        """The first line of it that matches."""
        with self._news:
            self._news.wait_for(lambda: self._found(pattern) or self._process.poll() is not None, PATIENCE)
        found = self._found(pattern)
        assert found, f"{self.log.name}: {pattern} was not said:\n{''.join(self._said[-20:])}"
        return found

    def end(self) -> None:
        """Ends it and what it started; a process of Python that it started ends by itself when it finds it gone."""
        self._process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(20)
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()

    def _found(self, pattern: str) -> re.Match[str] | None:
        return next((match for line in list(self._said) if (match := re.search(pattern, line))), None)

    def _listen(self) -> None:
        with self.log.open("w") as log:
            for line in self._process.stdout:
                log.write(line)
                with self._news:
                    self._said.append(line)
                    self._news.notify_all()
        with self._news:
            self._news.notify_all()


def _end_with_the_tests() -> None:
    """Asks Linux to end this process when the one that started it is killed."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)  # PR_SET_PDEATHSIG


@contextmanager
def cluster(folder: Path, workers: int = 2) -> Iterator[str]:
    """The address of its master, when all workers have registered."""
    here = ["--host", "127.0.0.1", "--port", "0", "--webui-port", "0"]
    with ExitStack() as ending:
        master = Daemon(folder, "master", "org.apache.spark.deploy.master.Master", *here)
        ending.callback(master.end)
        address = master.says(r"Starting Spark master at (spark://127\.0\.0\.1:\d+)")[1]
        started = []
        for number in range(workers):
            own = ["--cores", "1", "--memory", "1g", "--work-dir", str(folder / f"work-{number}")]
            worker = Daemon(folder, f"worker-{number}", "org.apache.spark.deploy.worker.Worker", *here, *own, address)
            ending.callback(worker.end)
            started.append(worker)
        for worker in started:
            worker.says("Successfully registered with master")
        yield address
