"""The engine of a cluster: the nodes that ZHIHENG_SPARK leads to read parts, this process writes them into OUT.

Each part is a job of its own, so that it is finished as soon as it is read, and no more of them are held here than nodes read.
"""

from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice, takewhile
from pathlib import Path
from typing import TYPE_CHECKING

from zhiheng.core.values.faults import Fault
from zhiheng.engines.corpus.crew import Patience
from zhiheng.engines.corpus.nodes import Made, Order, read_part, unseen
from zhiheng.engines.corpus.output import Output
from zhiheng.engines.corpus.parts import Part
from zhiheng.engines.corpus.reading import Reader, libraries
from zhiheng.engines.corpus.reading import reader as usual_reader
from zhiheng.engines.corpus.running import Run, Tally, Watch, counted, running
from zhiheng.engines.corpus.sealing import sealed
from zhiheng.engines.disk import on_disk
from zhiheng.engines.sparking import spark_session

if TYPE_CHECKING:
    from pyspark import Broadcast, SparkContext

_TICK = 0.5  # seconds
_PARTS_A_CORE = 2  # one is read, one waits
_MOST_AT_ONCE = 1000  # parts, whatever the size of the cluster


def read_corpus(
    given: Path,
    out: Path,
    *,
    workers: int | None = None,
    replace: bool = False,
    retry: bool = False,
    watch: Watch = lambda tally: None,
    office: Path | None = None,
    reader: Reader | None = None,
    patience: Patience | None = None,
) -> Tally:
    """Reads every document under `given` into the tables of `out`, as `local.read_corpus` does and with the same bytes.

    Shape:  `given` stands where every node opens it under the same path; `out` is this machine's alone. `workers`: parts that
            are read at once at most.
    Raises: Fault E102–E107, E114, E118–E125; E201–E207 of the session; E208–E210: nodes that cannot read as this machine would.
    Source: docs/methods/corpus.md
    """
    reader = reader or usual_reader(office)
    total = counted(given, out)
    with (
        spark_session(code=True) as spark,
        running(given, out, total, reader, replace=replace, watch=watch) as run,
        ThreadPoolExecutor(_MOST_AT_ONCE) as pool,
    ):
        order = spark.sparkContext.broadcast(Order(reader=reader, patience=patience, libraries=libraries()))
        nodes = _Nodes(spark.sparkContext, order, pool, str(out), workers)
        try:
            nodes.read(run, run.unfinished(retry=retry))
        except BaseException:
            nodes.stop()
            raise
    return run.tally


class _Nodes:
    """The cluster: each part of a run is a job of its group, submitted by a thread of the pool."""

    def __init__(
        self, context: "SparkContext", order: "Broadcast[Order]", pool: ThreadPoolExecutor, group: str, most: int | None
    ) -> None:
        self._context = context
        self._order = order
        self._pool = pool
        self._group = group
        self._most = most

    def read(self, run: Run, parts: Iterator[Part]) -> None:
        under_way: dict[Future[Made], Part] = {}
        while True:
            for part in islice(parts, max(0, self._room() - len(under_way))):
                under_way[self._pool.submit(self._made, part)] = part
            if not under_way:
                return
            for job in wait(under_way, _TICK, FIRST_COMPLETED).done:
                _take(run, under_way.pop(job), job.result())
            run.tell()

    def stop(self) -> None:
        """Nothing more is read for the run."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        self._context.cancelJobGroup(self._group)

    def _room(self) -> int:
        """Nodes come and go while a run lasts."""
        return self._most or min(_MOST_AT_ONCE, _PARTS_A_CORE * self._context.defaultParallelism)

    def _made(self, part: Part) -> Made:
        from py4j.protocol import Py4JError
        from pyspark.errors import PySparkException

        order = self._order

        def read(part: Part) -> Made:
            from pyspark import SparkFiles

            return read_part(part, order.value, Path(SparkFiles.getRootDirectory()))

        self._context.setJobGroup(self._group, part.name, interruptOnCancel=True)
        try:
            [made] = self._context.parallelize([part], 1).map(read).collect()
        except (Py4JError, PySparkException) as error:
            raise Fault(
                "E210",
                f"集群上的识读任务没有做成（{_reason(error)}）。"
                "请检查各节点的 Python（PYSPARK_PYTHON）装有同一版本的 zhiheng[spark]，磁盘和内存够用，"
                "再运行同一条命令，会接着读。",
            ) from error
        return made


def _take(run: Run, part: Part, made: Made) -> None:
    """The part's files into OUT, if they hold what this machine would have read."""
    if made.fault:
        raise Fault(*made.fault)
    if others := set(made.unseen) - set(unseen(made.unseen)):
        raise Fault(
            "E209",
            f"节点 {made.node} 打不开 {min(others)}，本机可以。"
            "请把要读的文件放在各节点都能以同一路径读取的共享文件夹，然后再运行。",
        )
    run.output.finish_part(part, _written(run.output, part, made), made.counts)
    run.tally.counts.add(made.counts)


def _written(output: Output, part: Part, made: Made) -> Path:
    folder = output.spool(part)
    folder.mkdir(parents=True)
    for table, content in made.files.items():
        path = sealed(folder, table)
        path.write_bytes(content)
        on_disk(path)
    with output.log.open("ab") as log:
        log.write(made.log)
    return folder


def _reason(error: Exception) -> str:
    """The last line before the trace of Java: what Python said, where it was Python."""
    lines = (line.strip() for line in str(error).splitlines())
    before = takewhile(lambda line: not line.startswith("at "), lines)
    return ([line for line in before if line and line != "Driver stacktrace:"] or [type(error).__name__])[-1]
