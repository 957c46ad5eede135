"""The scripts people start by name: they run, and say no more than they do."""

import os
import subprocess

import pytest

from house.sources import ROOT, kept_files

SCRIPTS = [path for path in kept_files() if path.parent in (ROOT / "bin", ROOT / ".ci")]
BASH = [path for path in SCRIPTS if path.read_text("utf-8").startswith("#!/usr/bin/env bash\n# ")]


def test_the_scripts_can_be_started() -> None:
    assert len(BASH) >= 6
    assert not [script.name for script in SCRIPTS if not os.access(script, os.X_OK)]


@pytest.mark.parametrize("script", BASH, ids=[path.name for path in BASH])
def test_a_bash_script_is_sound_and_stops_at_the_first_failure(script) -> None:
    text = script.read_text("utf-8")
    assert "set -euo pipefail" in text or text.rstrip().splitlines()[-1].startswith("exec ")
    assert subprocess.run(["bash", "-n", script]).returncode == 0


def test_ci_runs_every_test_and_nothing_else() -> None:
    commands = [line for line in (ROOT / ".ci" / "run").read_text("utf-8").splitlines() if line and line[0] != "#"]
    assert commands == ["export ZHIHENG_NO_SKIP=1", 'exec "$(dirname "${BASH_SOURCE[0]}")/../bin/test"']


def test_decisions_are_numbered_and_dated() -> None:
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [int(page.name[:4]) for page in pages] == list(range(1, len(pages) + 1))
    assert not [page.name for page in pages if page.read_text("utf-8").splitlines()[2][:2] != "20"]
