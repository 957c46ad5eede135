"""Where much is computed at once: DuckDB and Parquet live here, and Spark for those who have a cluster.

Enters: files and settings. Leaves: Parquet that any engine reads.
An engine is a module of this package, found by its name; `read_corpus` of it reads many documents. What engines share
stands in `corpus`; `sparking` opens the cluster. `fonts` says what this machine can print with. Open first: `local.py`.
"""

from importlib import import_module
from types import ModuleType

from zhiheng.core.values.faults import Fault

ENGINES = {"local": "本机", "spark": "集群"}


def engine(name: str) -> ModuleType:
    """The engine of that name.

    Raises: Fault E101: there is no such engine.
    """
    if name not in ENGINES:
        raise Fault("E101", f"没有“{name}”引擎。请去掉 --engine，或写 --engine local（本机）、--engine spark（集群）。")
    return import_module(f"{__name__}.{name}")
