"""The document as plain text: a paragraph a line, a row of a table a line with tabs between its cells."""

from collections.abc import Iterator, Sequence

from zhiheng.core.values.papers import (
    Block,
    Boxes,
    Grid,
    Heading,
    NewPage,
    Paper,
    Paragraph,
    Picture,
    text_of,
)
from zhiheng.core.writing.layout import printable
from zhiheng.core.writing.papers.parts import (
    attached_names,
    attachments,
    corner,
    day_in_words,
    document_number,
    foot_of,
    note_of,
    numbered,
    signature,
    to_line,
)

_INDENT = "\u3000\u3000"
_FAR = "\u3000" * 14  # where the right half of a line of 28 characters begins


def text(paper: Paper) -> str:
    """The document as text, in the order in which it is printed; an empty line between its parts."""
    parts = (_head(paper), _body(paper), *_attachments(paper), [line for line in _foot(paper) if line])
    return "\n\n".join("\n".join(part) for part in map(list, parts) if part) + "\n"


def _head(paper: Paper) -> Iterator[str]:
    head = paper.head
    yield from corner(paper)
    if head.style == "plain":
        return
    signer = f"签发人：{printable(head.signer)}" if head.signer else ""
    editor = (*paper.signed_by, day_in_words(paper.signed_on)) if head.style == "briefing" else ()
    for line in ((head.issuer,), (document_number(head.number), signer), (head.issue,), editor):
        if any(line):
            yield _INDENT.join(printable(one) for one in line if one)


def _body(paper: Paper) -> Iterator[str]:
    yield printable(paper.title)
    yield ""
    if to := to_line(paper):
        yield to
    yield from _blocks(paper.blocks)
    if paper.attached:
        yield ""
    for place, name in enumerate(attached_names(paper)):
        yield f"{_INDENT}{name if place else f'附件：{name}'}"
    names, day = signature(paper)
    if names or day:
        yield ""
    yield from (_FAR + name for name in (*names, day) if name)
    if note := note_of(paper):
        yield _INDENT + note


def _attachments(paper: Paper) -> Iterator[Iterator[str]]:
    for part in attachments(paper):
        yield iter([part.label, *([part.title, ""] if part.title else []), *_blocks(part.blocks)])


def _foot(paper: Paper) -> Iterator[str]:
    foot = foot_of(paper)
    yield foot.copies
    yield _INDENT.join(filter(None, foot[1:]))


def _blocks(blocks: Sequence[Block]) -> Iterator[str]:
    for block, number in numbered(blocks):
        match block:
            case Heading():
                yield _INDENT + number + printable(text_of(block.inlines))
            case Paragraph():
                indent = {"body": _INDENT, "right": _FAR}.get(block.set, "")
                yield indent + printable(text_of(block.inlines))
            case Grid():
                yield from _table(block)
            case Picture():
                yield f"［图］{printable(block.title)}"
                yield _INDENT + printable(block.told)
            case Boxes():
                yield from (f"{_INDENT}{printable(name)}：" for name in block.names)
            case NewPage():
                yield ""


def _table(grid: Grid) -> Iterator[str]:
    yield ""
    if grid.title:
        yield _cell(grid.title)
    yield "\t".join(_cell(column.name) for column in grid.columns)
    yield from ("\t".join(_cell(text_of(line)) for line in row) for row in grid.rows)
    if grid.note:
        yield _cell(grid.note)
    yield ""


def _cell(text: str) -> str:
    return " ".join(printable(text).split())
