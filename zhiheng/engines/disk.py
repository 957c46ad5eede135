"""What was written stays written."""

import os
from pathlib import Path


def on_disk(path: Path) -> None:
    """Waits until a file, or a folder's list of files, would survive a loss of power."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
