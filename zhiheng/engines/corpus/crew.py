"""Several processes that read, and what becomes of a document that takes one of them down.

Each process has a few jobs waiting, so that it never idles. When one dies or takes too long, the document in hand is
suspected: it is read once more, alone in a new process, and if that dies too, its row says so. The others that waited
are given out again.
"""

import os
import signal
import time
from collections import deque
from collections.abc import Generator, Iterator
from contextlib import suppress
from itertools import islice
from multiprocessing import get_context
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

from msgspec import Struct

from zhiheng.core.values.faults import Fault
from zhiheng.engines.corpus.reading import Reader
from zhiheng.engines.corpus.rows import unread
from zhiheng.engines.corpus.working import Answer, Job, Ready, Seal, Sealed, Task, answer, work

_CONTEXT = get_context("spawn")
_MEGABYTE = 1024 * 1024
_WAITS_IN_A_PIPE = 96 * 1024  # bytes
_TICK = 0.5  # seconds


class Patience(Struct, frozen=True, kw_only=True):
    """How much is waited for, and how long a process serves."""

    seconds: float = 180  # for any document …
    seconds_per_megabyte: float = 180  # … and on top of it: a scan of 200 pages takes some minutes
    start_seconds: float = 300
    seal_seconds: float = 1800
    jobs: int = 4  # in hand and waiting
    documents: int = 5000  # then the process gives its memory back
    memory: int = 1024 * _MEGABYTE  # or when it has held so much
    stillborn: int = 3

    def for_job(self, job: Job) -> float:
        if isinstance(job, Seal):
            return self.seal_seconds
        return self.seconds + self.seconds_per_megabyte * job.source.size / _MEGABYTE


class _Worker:
    """One process with the jobs it was given; the first of them is in hand since `since`."""

    def __init__(self, process: BaseProcess, pipe: Connection) -> None:
        self.process = process
        self.pipe = pipe
        self.jobs: deque[Job] = deque()
        self.since = time.monotonic()
        self.ready = False
        self.alone = False  # with a suspected document
        self.served = 0
        self.memory = 0

    def give(self, job: Job) -> None:
        if not self.jobs:
            self.since = time.monotonic()
        self.jobs.append(job)
        with suppress(OSError):  # it died: that is heard of at its end of the pipe
            self.pipe.send(job)

    def took(self, answer: Answer | Sealed) -> None:
        self.jobs.popleft()
        self.since = time.monotonic()
        self.alone = False
        self.served += 1
        self.memory = answer.memory

    def end(self) -> int | None:
        """Ends it at once, with whatever it started; its exit code, where it was dead already."""
        self.process.join(0.1)
        code = self.process.exitcode
        try:
            os.killpg(self.process.pid or 0, signal.SIGKILL)
        except ProcessLookupError:  # nothing is left, or it has not yet become the head of its group
            self.process.kill()
        self.process.join()
        self.pipe.close()
        return code


class Crew:
    """`size` processes at most, started when there is something to read."""

    def __init__(self, size: int, reader: Reader, log: Path, patience: Patience | None = None) -> None:
        self._size = size
        self._reader = reader
        self._log = log
        self._patience = patience or Patience()
        self._workers: list[_Worker] = []
        self._first: deque[Job] = deque()  # before what the iterator has
        self._stillborn = 0

    def add(self, job: Job) -> None:
        """To be done before what `answers` was given, while it runs."""
        self._first.append(job)

    def answers(self, jobs: Iterator[Job]) -> Generator[Answer | Sealed | None, None, None]:
        """One answer for each job, in any order; None now and then while all are busy.

        Raises: Fault E114, E115: processes die before they can read anything, or over a part.
        """
        while self._feed(jobs):
            yield from self._heard()

    def close(self) -> None:
        """Ends its processes at once. Those that stay take what comes next without starting up."""
        while self._workers:
            self._workers.pop().end()

    def _feed(self, jobs: Iterator[Job]) -> bool:
        """Gives out what can be given out; False when everything is answered."""
        for worker in list(self._workers):
            if self._is_spent(worker) and not worker.jobs:
                self._workers.remove(worker)
                worker.end()
        for worker in self._workers:
            while (job := self._next(jobs)) and self._has_room(worker, job):
                worker.give(self._first.popleft())
        while len(self._workers) < self._size and self._next(jobs):
            self._start().give(self._first.popleft())
        return any(worker.jobs for worker in self._workers)

    def _has_room(self, worker: _Worker, job: Job) -> bool:
        """Large documents do not wait behind others: another process may be free sooner, and a pipe holds only so much."""
        if worker.alone or self._is_spent(worker):
            return False
        waits_well = len(worker.jobs) < self._patience.jobs and sum(map(_weight, (*worker.jobs, job))) <= _WAITS_IN_A_PIPE
        return not worker.jobs or waits_well

    def _is_spent(self, worker: _Worker) -> bool:
        return worker.served >= self._patience.documents or worker.memory > self._patience.memory

    def _next(self, jobs: Iterator[Job]) -> Job | None:
        """The job whose turn it is; it stays the first until it is taken."""
        if not self._first:
            self._first.extend(islice(jobs, 1))
        return self._first[0] if self._first else None

    def _start(self) -> _Worker:
        here, there = _CONTEXT.Pipe()
        process = _CONTEXT.Process(target=work, args=(there, self._reader, str(self._log)), daemon=True)
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # Ctrl-C is for this process alone
        try:
            process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        there.close()
        worker = _Worker(process, here)
        self._workers.append(worker)
        return worker

    def _heard(self) -> Iterator[Answer | Sealed | None]:
        """What processes say, or that they say nothing any more."""
        by_pipe = {worker.pipe: worker for worker in self._workers}
        heard = wait(list(by_pipe), timeout=_TICK)
        for pipe in heard:
            worker = by_pipe[pipe]  # type: ignore[index]
            try:
                message = worker.pipe.recv()
            except (EOFError, OSError):
                yield from self._lost(worker)
                continue
            if isinstance(message, Ready):
                worker.ready, worker.since, self._stillborn = True, time.monotonic(), 0
            else:
                worker.took(message)
                yield message
        for worker in [worker for worker in self._workers if self._is_overdue(worker)]:
            yield from self._lost(worker, overdue=True)
        if not heard:
            yield None

    def _is_overdue(self, worker: _Worker) -> bool:
        waited = time.monotonic() - worker.since
        if not worker.ready:
            return waited > self._patience.start_seconds
        return bool(worker.jobs) and waited > self._patience.for_job(worker.jobs[0])

    def _lost(self, worker: _Worker, *, overdue: bool = False) -> Iterator[Answer]:
        """A process is gone: its job in hand is done alone or given up, the others are given out again."""
        self._workers.remove(worker)
        code = worker.end()
        if not worker.ready:
            self._note_stillborn()
        elif worker.jobs and worker.alone:
            job = worker.jobs.popleft()
            if isinstance(job, Seal):
                raise Fault("E115", f"{job.folder}：写结果的进程两次意外结束。请检查内存和磁盘，再运行同一条命令，会接着读。")
            fault = _took_too_long(job, self._patience.for_job(job)) if overdue else _took_its_process_down(job, code)
            yield answer(job, unread(job.source.path, job.source.size, None, fault))
        elif worker.jobs:
            suspect = worker.jobs.popleft()
            fresh = self._start()
            fresh.alone = True
            fresh.give(suspect)
        self._first.extendleft(reversed(worker.jobs))

    def _note_stillborn(self) -> None:
        self._stillborn += 1
        if self._stillborn >= self._patience.stillborn:
            raise Fault("E114", f"识读进程启动不了。请查看 {self._log}，或把它交给系统维护人员。")


def _weight(job: Job) -> int:
    """Bytes that go through the pipe with it at most, beside a few hundred."""
    return job.source.size if isinstance(job, Task) else 0


def _took_too_long(task: Task, seconds: float) -> Fault:
    return Fault(
        "E113",
        f"{task.source.path}：读了 {seconds:.0f} 秒仍没有读完，已停止，其余文件不受影响。请拆分或另存这个文件后加 --retry 再读。",
    )


def _took_its_process_down(task: Task, code: int | None) -> Fault:
    path = task.source.path
    if code == -signal.SIGKILL:
        return Fault(
            "E112",
            f"{path}：识读进程被系统终止，多半是内存不够，重试一次仍然如此，其余文件不受影响。"
            "请关闭别的程序或减少 --workers，再加 --retry 读一次。",
        )
    return Fault(
        "E112",
        f"{path}：识读进程意外结束（{code}），重试一次仍然如此，其余文件不受影响。请把这个文件和 reading.log 交给系统维护人员。",
    )
