"""Small corpora, small parts; a real cluster of two."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from zhiheng.engines.corpus import parts


@pytest.fixture(autouse=True)
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Parts of three or four documents, so that a small corpus has several."""
    monkeypatch.setattr(parts, "LEAST_DOCUMENTS", 3)
    monkeypatch.setattr(parts, "MORE_DOCUMENTS", 2)


@pytest.fixture
def corpus(tmp_path: Path) -> Callable[..., Path]:
    """Makes a folder of documents, by path."""

    def make(*names: str, **texts: str) -> Path:
        folder = tmp_path / "来文"
        for name in names:
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(texts.get(name, f"文件{name}的内容"), "utf-8")
        return folder

    return make


@pytest.fixture(scope="session")
def spark_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Spark cluster with two workers on this machine, which ends with the tests."""
    if not shutil.which("java"):
        pytest.skip("no Java on this machine: apt-get install openjdk-17-jre-headless")
    from engines.clusters import SMALL, cluster

    folder = tmp_path_factory.mktemp("spark")
    (folder / "spark-defaults.conf").write_text("spark.sql.shuffle.partitions 2\nspark.sql.codegen.factoryMode NO_CODEGEN\n")
    with pytest.MonkeyPatch.context() as patch, cluster(folder) as address:
        for name, value in {**SMALL, "SPARK_CONF_DIR": str(folder), "ZHIHENG_SPARK": address}.items():
            patch.setenv(name, value)
        yield address
