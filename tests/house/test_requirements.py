"""What is installed is what pyproject.toml asks for, pinned by hash, with wheels for the machines offices have."""

import ast
import csv
import re
import sys
import tomllib
from importlib.metadata import files, packages_distributions

import pytest
from packaging.requirements import Requirement
from packaging.tags import Tag
from packaging.utils import canonicalize_name, parse_sdist_filename, parse_wheel_filename
from packaging.version import Version

from house.sources import ROOT, modules

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]
FOLDER = ROOT / "requirements"
NEWEST_GLIBC = 28
PINNED = re.compile(r"^([\w.-]+)==(\S+)((?: \\\n    --hash=sha256:[0-9a-f]{64})+)", re.M)
FILES = ("base.txt", "dev.txt")
SOURCES = {"pyspark"}  # as in requirements/record_wheels.py
SPARK = {"pyspark", "py4j"}  # what zhiheng[spark] brings


def locked(file: str) -> dict[str, tuple[Version, set[str]]]:
    """Version and digests of each package of a requirements file."""
    found = PINNED.findall((FOLDER / file).read_text("utf-8"))
    return {
        canonicalize_name(name): (Version(version), set(re.findall("[0-9a-f]{64}", hashes)))
        for name, version, hashes in found
    }


def asked(file: str) -> list[Requirement]:
    """What a requirements file is compiled from."""
    texts = [*PROJECT["dependencies"], *EXTRAS["platform"], *(EXTRAS["spark"] + EXTRAS["dev"] if file == "dev.txt" else [])]
    return [Requirement(text) for text in texts]


@pytest.mark.parametrize("file", FILES)
def test_the_locked_versions_are_those_that_pyproject_asks_for(file: str) -> None:
    pins = locked(file)
    for wanted in asked(file):
        version, _ = pins.get(canonicalize_name(wanted.name), (None, None))
        assert version in wanted.specifier, f"{wanted} is locked at {version}: run bin/lock"


def test_development_runs_on_the_versions_that_offices_run() -> None:
    base, development = locked("base.txt"), locked("dev.txt")
    assert {name: development.get(name) for name in base} == base


@pytest.mark.parametrize("file", FILES)
def test_every_line_is_a_pin_with_hashes_and_no_address(file: str) -> None:
    text = PINNED.sub("", (FOLDER / file).read_text("utf-8"))
    left = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("#")]
    assert not left
    assert "://" not in text


def recorded() -> list[dict[str, str]]:
    """The rows of wheels.csv, which bin/lock writes."""
    with (FOLDER / "wheels.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_every_locked_package_has_a_wheel(machine: str) -> None:
    rows = {canonicalize_name(row["package"]): row for row in recorded() if row["machine"] == machine}
    pins = locked("dev.txt")
    assert rows.keys() == pins.keys(), "run bin/lock"
    for name, (version, hashes) in pins.items():
        assert rows[name]["sha256"] in hashes, f"{name}: the file is not one of those locked"
        if name in SOURCES:
            assert parse_sdist_filename(rows[name]["file"])[1] == version
            continue
        _, of_wheel, _, tags = parse_wheel_filename(rows[name]["file"])
        assert of_wheel == version
        assert any(runs(tag, machine) for tag in tags), f"{rows[name]['file']} does not run on {machine}"


def test_what_has_no_wheel_is_wanted_by_clusters_alone_and_needs_no_compiler() -> None:
    assert not SPARK & locked("base.txt").keys()
    assert not [file for name in SOURCES for file in files(name) or () if file.suffix in {".so", ".c", ".cpp", ".pyx", ".pyd"}]


def runs(tag: Tag, machine: str) -> bool:
    """Whether CPython 3.11 with glibc 2.28 on this machine takes a wheel of this tag."""
    ours = tag.abi in ("none", "abi3", "cp311") and re.fullmatch(r"(py[23]|py2.py3|cp3([2-9]|1[01]))", tag.interpreter)
    if not ours or tag.platform == "any":
        return bool(ours)
    glibc = re.fullmatch(rf"manylinux(_2_(\d+)|2014|2010|1)_{machine}", tag.platform)
    return bool(glibc) and int(glibc[2] or 17) <= NEWEST_GLIBC


@pytest.mark.parametrize(
    ("tag", "machine", "expected"),
    [
        ("cp311-cp311-manylinux_2_28_aarch64", "aarch64", True),
        ("cp311-cp311-manylinux_2_31_aarch64", "aarch64", False),
        ("cp311-cp311-manylinux_2_28_x86_64", "aarch64", False),
        ("cp312-cp312-manylinux2014_x86_64", "x86_64", False),
        ("cp39-abi3-manylinux2014_x86_64", "x86_64", True),
        ("py3-none-any", "aarch64", True),
        ("cp311-cp311-win_amd64", "x86_64", False),
    ],
)
def test_a_wheel_for_another_machine_is_seen(tag: str, machine: str, expected: bool) -> None:
    assert runs(Tag(*tag.split("-", 2)), machine) is expected


def test_what_the_code_imports_is_declared() -> None:
    installed = packages_distributions()
    declared = {canonicalize_name(wanted.name) for wanted in asked("base.txt")} | {"opencv-python-headless", "zhiheng"}
    undeclared = {
        f"{path.relative_to(ROOT)} imports {name}"
        for path in modules("zhiheng")
        for name in imported(ast.parse(path.read_text("utf-8")))
        if name not in sys.stdlib_module_names
        and not (declared | (SPARK if path.is_relative_to(ROOT / "zhiheng" / "engines") else set()))
        & {canonicalize_name(package) for package in installed.get(name, ())}
    }
    assert not undeclared


def imported(tree: ast.Module) -> set[str]:
    """The top-level names that a module imports from elsewhere."""
    nodes = list(ast.walk(tree))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    taken = {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module and not node.level}
    return {name.split(".")[0] for name in plain | taken}
