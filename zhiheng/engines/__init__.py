"""Where much is computed at once: DuckDB and Parquet live here, and later a cluster.

Enters: files and settings. Leaves: Parquet that any engine reads.
An engine is a module of this package, found by its name; `read_corpus` of it reads many documents. What engines share
stands in `corpus`. Open first: `local.py`.
"""

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType

from zhiheng.core.values.faults import Fault

ENGINES = {"local": "本机", "spark": "集群"}


def engine(name: str) -> ModuleType:
    """The engine of that name.

    Raises: Fault E101: this version has no such engine.
    """
    if name not in ENGINES or find_spec(f"{__name__}.{name}") is None:
        raise Fault("E101", f"本版本还没有“{name}”引擎。请去掉 --engine，或写 --engine local。")
    return import_module(f"{__name__}.{name}")
