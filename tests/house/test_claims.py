"""What the README says holds: both languages say the same, links lead somewhere, figures have their command."""

import re

import pytest

from house.sources import ROOT, kept_files

READMES = ("README.md", "README.zh-CN.md")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.M | re.S)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")
HELPERS = {"rows.py"}


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def shape(page: str) -> dict[str, object]:
    """What two languages of one page must have in common."""
    prose = FENCE.sub("", page)
    return {
        "headings": [len(marks) for marks in re.findall(r"^(#+) ", prose, re.M)],
        "code": FENCE.findall(page),
        "links": [link for link in LINK.findall(page) if link not in READMES],
        "table rows": [line.count("|") for line in prose.splitlines() if line.startswith("|")],
        "bullets": len(re.findall(r"^- ", prose, re.M)),
        "names": sorted(set(re.findall(r"`([^`]+)`", prose))),
    }


def test_the_two_readmes_say_the_same() -> None:
    english, chinese = (shape(text(name)) for name in READMES)
    assert english == chinese


@pytest.mark.parametrize("name", [*READMES, "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md"])
def test_links_lead_to_files(name: str) -> None:
    assert not [link for link in LINK.findall(text(name)) if not (ROOT / link).exists()]


@pytest.mark.parametrize("name", READMES)
def test_the_commands_of_the_readme_exist(name: str) -> None:
    commands = {line.split()[0] for kind, block in FENCE.findall(text(name)) if kind == "sh" for line in block.splitlines()}
    assert commands == {"bin/demo", "bin/test", ".venv/bin/zhiheng"}
    assert (ROOT / "bin" / "demo").exists()
    assert (ROOT / "bin" / "test").exists()


def test_every_benchmark_has_its_row_and_every_row_its_benchmark() -> None:
    on_disk = {path.name for path in kept_files() if path.parent == ROOT / "benchmarks" and path.suffix == ".py"} - HELPERS
    rows = [line for line in text("docs/benchmarks.md").splitlines() if line.startswith("| ") and "---" not in line][1:]
    named = [re.search(r"benchmarks/(\w+\.py)|(tests/[\w/]+\.py)", line) for line in rows]
    assert all(named), "a row without its command"
    assert {found[1] for found in named if found[1]} == on_disk
    assert all((ROOT / found[2]).exists() for found in named if found[2])


def test_the_readme_claims_no_figure_without_a_command() -> None:
    """Measured figures stand in docs/benchmarks.md alone."""
    measured = re.compile(r"\d[\d.,]*\s*(seconds?|minutes?|ms|MB|documents/s|F1|秒|分钟|倍)|\d+ times faster")
    assert not [found[0] for name in READMES if (found := measured.search(text(name)))]


def test_the_changelog_has_its_open_section() -> None:
    assert "## Unreleased" in text("CHANGELOG.md")
