import subprocess
import sys
from pathlib import Path

import pytest

from house.sources import ROOT

TOOLS = {
    "imports follow the flow": "lint-imports --no-cache --no-logo",
    "core and definitions are typed without a gap": "mypy",
    "the style is ruff's": "ruff check --no-cache --output-format concise",
}


@pytest.mark.parametrize("command", TOOLS.values(), ids=TOOLS)
def test_the_tools_find_nothing(command: str) -> None:
    tool, *options = command.split()
    program = Path(sys.executable).with_name(tool)
    said = subprocess.run([program, *options], cwd=ROOT, capture_output=True, text=True)
    assert said.returncode == 0, said.stdout + said.stderr
