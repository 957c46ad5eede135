"""What Spark adds to `zhiheng corpus`: a cluster of two workers with a core each beside two processes of one machine.

Both read the texts of `corpus.py` in the same run, on the same two cores. One machine starts its processes for each run; a
cluster keeps them while its session is open, so that it is measured from nothing and once more; bytes are compared.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from corpus import write_corpus
from msgspec import Struct
from rows import row

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))
from engines.clusters import cluster
from zhiheng.engines import local, spark
from zhiheng.engines.corpus.schemas import TABLES
from zhiheng.engines.sparking import spark_session

DOCUMENTS = 3000
ROUNDS = 3


class Round(Struct):
    """Seconds by the clock. `first`: what the cluster takes from nothing, its session and its processes to be started."""

    alone: float
    first: float
    cluster: float
    load: float


def compared(corpus: Path, folder: Path) -> Round:
    """Reads the corpus three times: on one machine, on a cluster that has to start, and on the same cluster once more."""
    began = time.perf_counter()
    local.read_corpus(corpus, folder / "alone", workers=2)
    alone = time.perf_counter()
    with spark_session(code=True):
        spark.read_corpus(corpus, folder / "first")
        first = time.perf_counter()
        spark.read_corpus(corpus, folder / "again")
        again = time.perf_counter()
    assert files(folder / "alone") == files(folder / "first") == files(folder / "again")
    return Round(alone=alone - began, first=first - alone, cluster=again - first, load=os.getloadavg()[0])


def files(out: Path) -> dict[str, bytes]:
    return {str(path.relative_to(out)): path.read_bytes() for table in TABLES for path in (out / table).iterdir()}


def main(documents: int = DOCUMENTS, rounds: int = ROUNDS) -> None:
    """Prints both rows."""
    with tempfile.TemporaryDirectory() as folder:
        corpus, spark_folder = Path(folder) / "corpus", Path(folder) / "spark"
        write_corpus(corpus, documents)
        spark_folder.mkdir()
        with cluster(spark_folder) as os.environ["ZHIHENG_SPARK"]:
            found = []
            for number in range(rounds):
                (Path(folder) / f"{number}").mkdir()
                found.append(compared(corpus, Path(folder) / f"{number}"))
    alone, first, again = (statistics.median(getattr(one, name) for one in found) for name in ("alone", "first", "cluster"))
    load = f"{min(one.load for one in found):.1f}–{max(one.load for one in found):.1f}"
    peer = f"two processes of one machine: {alone:.1f} s"
    row(f"{documents:,} documents by a Spark cluster of two one-core workers (rounds: {rounds}, load average {load})",
        f"{again:.1f} s, the same bytes", peer, again / alone)  # fmt: skip
    row("the same from nothing: a session to open, processes to start", f"{first:.1f} s", peer, first / alone)


if __name__ == "__main__":
    main(*map(int, sys.argv[1:]))
