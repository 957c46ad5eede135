"""Where the words of an edited line go: a paragraph of the template, one that was added, a cell, the title."""

from typing import Literal, NamedTuple

from zhiheng.core.values.papers import Block, Grid, Heading, Paper, Paragraph
from zhiheng.core.values.returning import Passage, Spot
from zhiheng.core.writing.wording import (
    ADDED,
    START,
    TITLE,
    added_key,
    block_key,
    cell_key,
    filled_in,
    shape,
    worded_blocks,
)
from zhiheng.publications.models import Manuscript, Version
from zhiheng.publications.rewriting import drafted_now, paper_of_version


class Place(NamedTuple):
    """A key of the wording. `set`: it takes the words; `line`: its line `at` does; `add`: they are put in behind that line."""

    kind: Literal["set", "line", "add"]
    key: str
    at: int = -1


class Places:
    """The places of one version of a manuscript."""

    def __init__(self, one: Manuscript, version: Version) -> None:
        self.paper = paper_of_version(version)
        plain = drafted_now(one).paper
        self.grids = {block_key(block): block for block in plain.blocks if isinstance(block, Grid)}
        self.keys: dict[str, Place] = {}
        lines: dict[str, int] = {}
        for key, block in worded_blocks(plain, version.wording):
            place = Place("set", key)
            if key.endswith(ADDED):
                lines[key] = lines.get(key, -1) + 1
                place = Place("line", key, lines[key])
            now = filled_in(Paper(title="", blocks=(block,)), version.answers).blocks
            if key and len(now) == 1:
                self.keys.setdefault(block_key(now[0]), place)

    def of(self, passage: Passage) -> Place | None:
        """Where a line's words go; None where a person changes them herself."""
        if passage.state == "added":
            return self._behind(passage.after)
        if passage.spot is None:
            title = "".join(passage.before.split()) == "".join(self.paper.title.split())
            return Place("set", TITLE) if passage.state == "changed" and title and passage.text.strip() else None
        if passage.spot.part != "blocks":
            return None
        block = self.paper.blocks[passage.spot.block]
        if isinstance(block, Grid):
            return self._cell(block, passage)
        return self.keys.get(block_key(block)) if passage.line else None

    def _cell(self, table: Grid, passage: Passage) -> Place | None:
        spot = passage.spot
        plain = self.grids.get(block_key(table))
        if plain is None or spot is None or passage.state != "changed" or spot.row >= len(plain.rows):
            return None
        own = [shape(line) for line in plain.rows[spot.row]]
        return Place("set", cell_key(plain, spot.row, spot.column)) if len(own) == len(table.rows[spot.row]) else None

    def _behind(self, after: Spot | None) -> Place | None:
        """The place behind the line before; behind what has no key, behind the last before it that has one."""
        if after is not None and after.part != "blocks":
            return None
        for at in range(after.block if after else -1, -1, -1):
            block: Block = self.paper.blocks[at]
            found = self.keys.get(block_key(block)) if isinstance(block, Heading | Paragraph | Grid) else None
            if found is not None:
                return found._replace(kind="add") if found.kind == "line" else Place("add", added_key(found.key))
        return Place("add", added_key(START))

