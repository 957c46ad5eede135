"""What was issued before documents were kept as papers: the paper, made of its text and the places of its figures."""

from typing import Any

from zhiheng.core.values.papers import Inline, Paper, Paragraph, Printed, Words
from zhiheng.publications.models import Publication


def paper_from_text(publication: Publication) -> Paper:
    """The paragraphs of an issued text, cut at its figures; the first line is the title."""
    inlines: list[Inline] = []
    at = 0
    for number, figure in enumerate(publication.figures):
        inlines += [Words(text=publication.text[at : figure["start"]]), _printed(number, figure, publication)]
        at = figure["end"]
    inlines.append(Words(text=publication.text[at:]))
    title, *paragraphs = _paragraphs(inlines)
    return Paper(title="".join(one.text for one in title), blocks=tuple(Paragraph(inlines=tuple(line)) for line in paragraphs))


def _printed(number: int, figure: dict[str, Any], publication: Publication) -> Printed:
    return Printed(
        text=publication.text[figure["start"] : figure["end"]], mark=f"figure_{number}", indicator=figure["indicator"],
        area=publication.area.code, period=publication.period, unit=figure["unit"], run=figure["run"],
    )  # fmt: skip


def _paragraphs(inlines: list[Inline]) -> list[list[Inline]]:
    found: list[list[Inline]] = [[]]
    for one in inlines:
        if not isinstance(one, Words):
            found[-1].append(one)
            continue
        first, *others = one.text.split("\n")
        found[-1].append(Words(text=first))
        found += [[Words(text=line)] for line in others]
    return [line for line in found if any(one.text.strip() for one in line)] or [[]]
