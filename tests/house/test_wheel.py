"""What `pip install zhiheng` brings is whole, and its core needs no web platform."""

import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest

from house.sources import ROOT, kept_files

README_CODE = re.compile(r"^```python\n(.*?)^```", re.M | re.S)
POLICY = ROOT / "zhiheng" / "demo" / "policies" / "province-opinions.txt"
NEEDED_TO_BUILD = ("pyproject.toml", "README.md", "LICENSE")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The names inside the wheel that this checkout makes."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for path in kept_files():
        name = path.relative_to(ROOT)
        if name.parts[0] == "zhiheng" or str(name) in NEEDED_TO_BUILD:
            (source / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, source / name)
    build = [sys.executable, "-m", "pip", "wheel", "-qq", "--no-deps", "--no-build-isolation", "-w", out, source]
    said = subprocess.run(build, capture_output=True, text=True)
    assert said.returncode == 0, said.stderr
    [made] = out.glob("*.whl")
    return zipfile.ZipFile(made).namelist()


def test_the_wheel_holds_every_file_of_the_package(wheel: list[str]) -> None:
    ours = {str(path.relative_to(ROOT)) for path in kept_files() if path.relative_to(ROOT).parts[0] == "zhiheng"}
    assert ours - set(wheel) == set()


def test_the_library_example_runs_as_printed_and_without_the_platform(tmp_path: Path) -> None:
    document = docx.Document()
    for line in POLICY.read_text("utf-8").splitlines():
        document.add_paragraph(line)
    document.save(tmp_path / "意见.docx")
    [example] = README_CODE.findall((ROOT / "README.md").read_text("utf-8"))
    (tmp_path / "example.py").write_text("import sys\nsys.modules['django'] = None\n" + example, encoding="utf-8")
    said = subprocess.run([sys.executable, "-X", "utf8", "example.py"], cwd=tmp_path, capture_output=True, text=True)
    assert said.returncode == 0, said.stderr
    assert len(said.stdout.splitlines()) >= 20
