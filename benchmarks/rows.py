"""How a benchmark reports: one row a claim, as docs/benchmarks.md prints it."""

import sys
from pathlib import Path


def row(what: str, ours: str, peer: str = "–", ratio: float | None = None) -> None:
    """Prints what was measured, ours, the peer's and ours divided by the peer's."""
    command = f".venv/bin/python benchmarks/{Path(sys.argv[0]).name}"
    shown = "–" if ratio is None else f"{ratio:.1f}" if ratio >= 0.1 else f"{ratio:.3f}"
    print(f"| {what} | {ours} | {peer} | {shown} | `{command}` |")
