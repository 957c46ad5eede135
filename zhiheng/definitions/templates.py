"""Templates of documents from `templates/*.md`, one file a document."""

from functools import cache
from pathlib import Path

from msgspec import Struct

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.figures import Figure
from zhiheng.core.writing.bulletin import figure_ids, render, template_head
from zhiheng.definitions.indicators import indicators
from zhiheng.definitions.strict import files, place, refuse_unknown, text_of

WORDS = ("area", "period", "until")  # what a template may print beside figures


class Template(Struct, frozen=True, kw_only=True):
    """One document to be written: its title, its text with holes, and the indicators it asks for, in order."""

    id: str
    title: str
    note: str
    kind: str
    text: str
    figures: tuple[str, ...]


@cache
def templates(office: Path | None = None) -> dict[str, Template]:
    """Every template by id, its figures and words checked. Raises: Fault D202, D209, W120–W123."""
    known = tuple(indicators(office))
    return {name: template_from(path, known) for name, path in files("templates", ".md", office).items()}


def template_called(name: str, office: Path | None = None) -> Template:
    """The template of that id. Raises: Fault D210."""
    found = templates(office)
    if name not in found:
        raise Fault("D210", f"没有“{name}”这个公文模板。可用的模板：{'、'.join(found)}。")
    return found[name]


def template_from(path: Path, known: tuple[str, ...]) -> Template:
    """The template of one file; it is written once with empty figures, so that a fault shows before it is needed.

    Raises: Fault D202, D209, W120–W123.
    """
    text = text_of(path)
    head = template_head(text, place(path))
    if head.id != path.stem:
        raise Fault("D209", f"{place(path)}：id 写成了“{head.id}”。请改成与文件名一致的“{path.stem}”。")
    asked = figure_ids(text)
    refuse_unknown(asked, known, place(path))
    blanks = {name: Figure(id=name, name=name, value=None) for name in asked}
    render(text, blanks, words=dict.fromkeys(WORDS, ""), file=place(path))
    return Template(id=head.id, title=head.title, note=head.note, kind=head.kind, text=text, figures=asked)
