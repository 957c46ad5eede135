"""Templates of documents from `templates/*.md`, one file a document; an office's own file replaces ours of that name."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.indicators import Indicator
from zhiheng.core.values.registers import Register
from zhiheng.core.writing.templates import Template, parsed, refuse_unfit
from zhiheng.definitions.indicators import indicators
from zhiheng.definitions.registers import registers
from zhiheng.definitions.strict import Change, changes_of, files, place, text_of


def templates(office: Path | None = None) -> dict[str, Template]:
    """Every template by id, proved; loaded once, and again when a file of the office has changed.

    Raises: Fault D201, D209, W120–W123, W150–W158.
    """
    changes = changes_of(office, "templates/*.md", "indicators/*.toml", "registers/*.toml", "limits/*.csv") if office else ()
    return _templates(office if changes else None, changes)


def template_called(name: str, office: Path | None = None) -> Template:
    """The template of that id. Raises: Fault D210."""
    found = templates(office)
    if name not in found:
        raise Fault("D210", f"没有“{name}”这个公文模板。可用的模板：{'、'.join(found)}。")
    return found[name]


@lru_cache(maxsize=4)
def _templates(office: Path | None, changes: tuple[Change, ...]) -> dict[str, Template]:
    known, kept = indicators(office), registers(office)
    return {name: template_from(path, known, kept) for name, path in files("templates", ".md", office).items()}


def template_from(path: Path, known: Mapping[str, Indicator], kept: Mapping[str, Register]) -> Template:
    """The template of one file, proved against the definitions, so that a fault shows before it is needed.

    Raises: Fault D201, D209, W120–W123, W150–W158.
    """
    found = parsed(text_of(path), place(path))
    if found.id != path.stem:
        raise Fault("D209", f"{place(path)}：id 写成了“{found.id}”。请改成与文件名一致的“{path.stem}”。")
    refuse_unfit(found, known, kept)
    return found
