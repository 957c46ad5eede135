"""What the house rules look at: the files of this checkout."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
UNKEPT = {".git", ".venv", "var", "build", "dist", "node_modules", "__pycache__"}


def kept_files() -> list[Path]:
    """Every file of the project that git keeps, or would."""
    git = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], cwd=ROOT, capture_output=True
    )
    if git.returncode:
        found = (path for path in ROOT.rglob("*") if not UNKEPT & set(path.relative_to(ROOT).parts))
    else:
        found = (ROOT / name for name in git.stdout.decode().split("\0") if name)
    return sorted(path for path in found if path.is_file())


def kept_texts() -> Iterator[tuple[Path, str]]:
    """Each kept file that is text, with its text."""
    for path in kept_files():
        content = path.read_bytes()
        if b"\0" not in content[:8192]:
            yield path.relative_to(ROOT), content.decode("utf-8", errors="replace")


def modules(*folders: str) -> list[Path]:
    """The Python modules under these folders of the checkout."""
    return [path for path in kept_files() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in folders]
