"""A template as a tree of what it may hold: text, words, calls, conditions and loops, and nothing else."""

from decimal import Decimal
from typing import Literal

from msgspec import Struct

from zhiheng.core.writing.templates.asking import Asked
from zhiheng.core.writing.templates.calling import Call
from zhiheng.core.writing.templates.head import Head


class Text(Struct, frozen=True):
    """Markdown as it was typed."""

    text: str


class Word(Struct, frozen=True):
    """One of the words that the caller gives, or the item of a loop."""

    name: str
    item: bool = False


class Hole(Struct, frozen=True):
    """A call that prints.

    Shape: `asked` is the call as it would be typed; `turn` counts the calls that say the same, in the order of the template: both
           together stay when the text around them is edited.
    """

    call: Call
    asked: str
    turn: int
    line: int


class Limit(Struct, frozen=True):
    """A number typed in a condition."""

    number: Decimal


class Comparison(Struct, frozen=True):
    """Two numbers held against each other."""

    left: "Call | Limit"
    op: Literal["eq", "ne", "gt", "gteq", "lt", "lteq"]
    right: "Call | Limit"


class AnyOf(Struct, frozen=True):
    """One must hold."""

    tests: tuple["Test", ...]


class AllOf(Struct, frozen=True):
    """All must hold."""

    tests: tuple["Test", ...]


class Not(Struct, frozen=True):
    """It must not hold."""

    test: "Test"


class Place(Struct, frozen=True):
    """Whether a loop is at its first or its last item."""

    end: Literal["first", "last"]


Test = Call | Comparison | AnyOf | AllOf | Not | Place


class If(Struct, frozen=True):
    """The first branch whose test holds; a branch without test always holds."""

    branches: tuple[tuple["Test | None", tuple["Node", ...]], ...]


class Loop(Struct, frozen=True):
    """The body once for each item of a list; `otherwise` where there is none."""

    item: str
    over: Hole
    body: tuple["Node", ...]
    otherwise: tuple["Node", ...]


Node = Text | Word | Hole | If | Loop


class Template(Struct, frozen=True, kw_only=True):
    """A document to be written.

    Shape: `title` is what stands after # in the text; `file` is how faults name it; `calls` are all its calls with their lines.
    """

    file: str
    text: str
    head: Head
    nodes: tuple[Node, ...]
    calls: tuple[tuple[Call, int], ...]
    asked: Asked

    @property
    def id(self) -> str:
        """How commands name it."""
        return self.head.id

    @property
    def title(self) -> str:
        """What lists call it."""
        return self.head.title

    @property
    def note(self) -> str:
        """What it is for."""
        return self.head.note

    @property
    def kind(self) -> str:
        """The kind under which an issued document is counted."""
        return self.head.kind

    @property
    def figures(self) -> tuple[str, ...]:
        """The indicators it asks for, each once, in order."""
        return tuple(dict.fromkeys(ask.indicator for ask in self.asked.figures))
