"""Where an installation keeps its state."""

import os
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


def home() -> Path:
    """The folder of database, originals and snapshots, made where it is missing."""
    folder = _named_home()
    folder.mkdir(parents=True, exist_ok=True)
    return folder.resolve()


def office_definitions() -> Path:
    """Where an office keeps definitions of its own, read over ours; nothing need be there."""
    return _named_home().resolve() / "definitions"


def _named_home() -> Path:
    """ZHIHENG_HOME, else var/ of a checkout, else the user's data folder."""
    if named := os.environ.get("ZHIHENG_HOME"):
        return Path(named)
    if (CHECKOUT / "pyproject.toml").exists():
        return CHECKOUT / "var"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "zhiheng"


def secret_key(folder: Path) -> str:
    """The installation's signing key: SECRET_KEY, else one made on first use and kept readable by its owner alone."""
    if given := os.environ.get("SECRET_KEY"):
        return given
    file = folder / "secret-key"
    if not file.exists():
        import secrets

        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(secrets.token_urlsafe(50))
    return file.read_text()
