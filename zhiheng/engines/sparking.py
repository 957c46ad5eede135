"""An open session on the Spark cluster that ZHIHENG_SPARK names, or a Fault that says what is missing.

The setting is the address of a master: spark://host:7077 (several with commas), yarn, k8s://…, or local[2] for two threads of
this machine, to try it. Whatever else a cluster wants stands where Spark looks for it: PYSPARK_PYTHON (the Python of the nodes;
default: the path of this one), SPARK_CONF_DIR, SPARK_LOCAL_IP.
"""

import logging
import os
import re
import shutil
import socket
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from threading import Lock, Timer
from typing import IO, TYPE_CHECKING

import zhiheng
from zhiheng.core.values.faults import Fault

if TYPE_CHECKING:
    from pyspark import SparkConf, SparkContext
    from pyspark.sql import SparkSession

_MASTER = re.compile(r"local(-cluster)?(\[[\d*, ]+\])?|yarn|k8s://.+|spark://[^\s/,:]+:\d+(,[^\s/,:]+:\d+)*")
_ASIDE = re.compile(r"at |\.\.\. |\S+spark-class: line")
_HERE = ("127.0.0.1", "localhost")
_HELLO_SECONDS = 5
_NODE_SECONDS = 90  # a cluster under YARN or Kubernetes starts its first node on demand
_SETTINGS = {
    "spark.app.name": "zhiheng",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.sql.ansi.enabled": "true",  # what does not fit its type is an error, never null
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.sql.execution.arrow.pyspark.enabled": "false",
}
_SHIPPED = ("__init__.py", "core", "definitions", "engines")


class _Open:
    """The one context that Spark has in a process, with how many use it."""

    lock = Lock()
    users = 0
    session: "SparkSession | None" = None
    ending = ExitStack()
    ships = False


@contextmanager
def spark_session(master: str | None = None, *, code: bool = False) -> "Iterator[SparkSession]":
    """A session with views of its own. All that are open at once share Spark's context, which ends with the last of them.

    Shape:  `code`: the Python of the nodes gets this version's core, definitions and engines; the libraries under them it has.
    None:   `master`: what ZHIHENG_SPARK says.
    Raises: Fault E201–E207: no master is named, or no such; no pyspark, no Java; the master, Spark or every node is silent.
    """
    with _Open.lock:
        session = _opened(_checked(os.environ.get("ZHIHENG_SPARK", "") if master is None else master))
        _Open.users += 1
    try:
        if code:
            _ship(session.sparkContext)
        yield session.newSession()
    finally:
        with _Open.lock:
            _Open.users -= 1
            if not _Open.users:
                _Open.session, _Open.ships = None, False
                _Open.ending.close()


def _opened(master: str) -> "SparkSession":
    if _Open.session is None:
        _check_what_it_needs(master)
        with ExitStack() as ending:
            scratch = ending.enter_context(tempfile.TemporaryDirectory(prefix="zhiheng-spark-"))
            context = _context(master, Path(scratch))
            ending.callback(_stop, context)
            if not master.startswith("local"):
                _wait_for_a_node(context, master)
            from pyspark.sql import SparkSession

            logging.getLogger("SQLQueryContextLogger").disabled = True  # what it would print is raised as well
            _Open.session = SparkSession(context)
            _Open.ending = ending.pop_all()
    elif _Open.session.sparkContext.master != master:
        raise RuntimeError("Spark has one master in a process, and another is in use")
    return _Open.session


def _stop(context: "SparkContext") -> None:
    from pyspark.sql import SparkSession

    with suppress(ConnectionError):  # Spark ended before us
        SparkSession(context).stop()


def _ship(context: "SparkContext") -> None:
    with _Open.lock:
        if not _Open.ships:
            scratch = _Open.ending.enter_context(tempfile.TemporaryDirectory(prefix="zhiheng-code-"))
            context.addArchive(f"{_packed(Path(scratch))}#zhiheng")
            _Open.ships = True


def _checked(master: str) -> str:
    if not master:
        raise Fault(
            "E201", "没有指定 Spark 集群。请设置环境变量 ZHIHENG_SPARK，如 ZHIHENG_SPARK=spark://主机:7077；没有集群请用本机引擎。"
        )
    if not _MASTER.fullmatch(master):
        raise Fault(
            "E202", f"ZHIHENG_SPARK={master}：不是 Spark 主节点的地址。请写 spark://主机:7077、yarn、k8s://… 或 local[2]。"
        )
    return master


def _check_what_it_needs(master: str) -> None:
    if find_spec("pyspark") is None:
        raise Fault("E203", "没有安装 pyspark。请执行：pip install 'zhiheng[spark]'，或改用本机引擎。")
    if not _java():
        raise Fault(
            "E204",
            "没有找到 Java，Spark 要 17 以上的版本。请安装（如 apt-get install openjdk-17-jre-headless）或设置 JAVA_HOME，"
            "或改用本机引擎。",
        )
    if master.startswith("spark://") and not any(map(_answers, _addresses(master))):
        raise Fault("E205", f"Spark 主节点 {master} 没有应答。请检查 ZHIHENG_SPARK 的主机和端口，以及主节点是否已启动。")


def _java() -> str | None:
    home = os.environ.get("JAVA_HOME")
    return shutil.which("java", path=str(Path(home) / "bin") if home else None)


def _addresses(master: str) -> list[tuple[str, int]]:
    """Host and port of each master that could lead a cluster of this address."""
    pairs = (each.rsplit(":", 1) for each in master.removeprefix("spark://").split(","))
    return [(host, int(port)) for host, port in pairs]


def _is_here(master: str) -> bool:
    """Whether all of the cluster is this machine, so that nothing needs to listen on a network."""
    if master.startswith("spark://"):
        return all(host in _HERE for host, _ in _addresses(master))
    return master.startswith("local")


def _answers(address: tuple[str, int]) -> bool:
    try:
        socket.create_connection(address, timeout=_HELLO_SECONDS).close()
    except OSError:
        return False
    return True


def _context(master: str, scratch: Path) -> "SparkContext":
    """Spark's own process is started with the first; what it says goes to a file that nobody needs while all is well."""
    from py4j.protocol import Py4JError
    from pyspark import SparkContext
    from pyspark.errors import PySparkException
    from pyspark.java_gateway import launch_gateway

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    settings = _settings(master, scratch)
    with tempfile.TemporaryFile() as said:
        try:
            gateway = SparkContext._gateway or launch_gateway(settings, {"stdout": said, "stderr": said})
            return SparkContext(conf=settings, gateway=gateway)
        except (Py4JError, PySparkException, OSError) as error:
            raise Fault("E206", f"Spark 启动不了（{_reason(said) or error}）。请检查 Java 的版本（17 以上）和集群。") from error


def _settings(master: str, scratch: Path) -> "SparkConf":
    from pyspark import SparkConf

    quiet = scratch / "log4j2.properties"
    quiet.write_text("rootLogger.level = error\nrootLogger.appenderRef.e.ref = e\nappender.e.type = Console\n"
                     "appender.e.name = e\nappender.e.target = SYSTEM_ERR\nappender.e.layout.type = PatternLayout\n"
                     "appender.e.layout.pattern = %m%n\n")  # fmt: skip
    settings = SparkConf().setMaster(master).setAll(list(_SETTINGS.items()))
    settings.set("spark.sql.warehouse.dir", (scratch / "warehouse").as_uri())
    settings.set("spark.driver.extraJavaOptions", f"-Dlog4j2.configurationFile={quiet.as_uri()}")
    if _is_here(master):
        settings.set("spark.driver.host", "127.0.0.1").set("spark.driver.bindAddress", "127.0.0.1")
    return settings


def _packed(scratch: Path) -> Path:
    """An archive of the packages that nodes need: unpacked beside a task it stands before any other version of them."""
    root = Path(zhiheng.__file__).parent
    packed = scratch / "zhiheng.zip"
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for part in _SHIPPED:
            for path in sorted([root / part, *(root / part).rglob("*")]):
                if path.is_file() and "__pycache__" not in path.parts:
                    archive.write(path, path.relative_to(root))
    return packed


def _reason(said: IO[bytes]) -> str:
    """The last line that Spark's process said, without the trace of Java and the complaints of its scripts."""
    said.seek(0)
    lines = (line.strip() for line in said.read().decode("utf-8", "replace").splitlines())
    return next((line for line in reversed(list(lines)) if line and not _ASIDE.match(line)), "")


def _wait_for_a_node(context: "SparkContext", master: str) -> None:
    """Has one value counted: a cluster may let us in and have no node free."""
    from py4j.protocol import Py4JJavaError

    patience = Timer(_NODE_SECONDS, context.cancelAllJobs)
    patience.start()
    try:
        context.parallelize([0], 1)._jrdd.count()
    except Py4JJavaError as error:
        raise Fault(
            "E207",
            f"Spark 集群 {master} 在 {_NODE_SECONDS} 秒内没有给出空闲的节点。"
            "请检查工作节点是否已启动、内存是否够，或等别的作业结束。",
        ) from error
    finally:
        patience.cancel()
