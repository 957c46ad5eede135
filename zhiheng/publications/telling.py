"""A document as lines of text."""

from zhiheng.core.values.papers import Block, Grid, Heading, Paper, Paragraph, Picture, text_of


def told(paper: Paper) -> str:
    """The document as it is read, ending in a line end."""
    lines = [line for block in (*paper.blocks, *paper.appended) for line in _lines(block)]
    return "\n".join([paper.title, "", *lines]).strip() + "\n"


def _lines(block: Block) -> list[str]:
    match block:
        case Heading() | Paragraph():
            return [text_of(block.inlines)]
        case Grid():
            head = "\t".join(column.name for column in block.columns)
            return [line for line in (block.title, head) if line] + ["\t".join(map(text_of, row)) for row in block.rows]
        case Picture():
            return [block.title]
    return []
