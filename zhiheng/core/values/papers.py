"""An official document before it becomes a file: from this one noun come .docx, PDF, HTML and text alike."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Literal

from msgspec import Struct


class Origin(Struct, frozen=True, kw_only=True):
    """The row that a word was taken from.

    Shape: `thing` is a register, or duty, plan, manuscript, publication; `row` the number of the row; `column` is "" for what
           was reckoned from it (days overdue). `name` is how people call row and column.
    """

    thing: str
    row: int
    column: str
    name: str


class Words(Struct, frozen=True, kw_only=True, tag="words"):
    """A stretch of text that is no figure.

    None: `source` of what the template, or a person, says.
    """

    text: str
    strong: bool = False
    source: Origin | None = None


class Printed(Struct, frozen=True, kw_only=True, tag="figure"):
    """A figure, or a list of names, as it stands in a text, and what it rests on.

    Shape: `mark` names the place, once in a document (the bookmark in .docx, the id in HTML): it stays while the text around
           it is edited. `area` is a code, `period` as commands write it, `run` the computation it was taken from.
           `asked` is the hole of the template that it fills; `part` says of which part of the figure it speaks (一类产品, 占比),
           "" where it is the figure of the area and the period itself.
    Unit:  `value` is the exact number before it was rounded, in the unit that `text` shows; "" for a list of names.
    None:  `known` is false where there is no value: the text then reads 暂无数据, which is not zero.
    """

    text: str
    mark: str
    indicator: str
    area: str
    period: str
    value: str = ""
    unit: str = ""
    run: str = ""
    asked: str = ""
    part: str = ""
    known: bool = True
    strong: bool = False


class Blank(Struct, frozen=True, kw_only=True, tag="blank"):
    """A place that a person has still to fill in: the venue of a meeting, the opinion of a leader."""

    name: str
    strong: bool = False

    @property
    def text(self) -> str:
        """As it stands in a draft."""
        return f"〔{self.name}〕"


Inline = Words | Printed | Blank
Line = tuple[Inline, ...]


class Heading(Struct, frozen=True, kw_only=True, tag="heading"):
    """A heading of the body; levels 1 to 4 are 一、 （一） 1. （1） and are numbered where the document is printed.

    Shape: `numbered` false: the heading stands as it is written.
    """

    level: Literal[1, 2, 3, 4]
    inlines: Line
    numbered: bool = True


class Paragraph(Struct, frozen=True, kw_only=True, tag="paragraph"):
    """A paragraph of the body: two characters indented, but a `flush`, `center` or `right` one."""

    inlines: Line
    set: Literal["body", "flush", "center", "right"] = "body"


class Column(Struct, frozen=True, kw_only=True):
    """A column of a table; `width` in characters (Chinese characters count two)."""

    name: str
    width: int = 12
    align: Literal["left", "center", "right"] = "left"


class Grid(Struct, frozen=True, kw_only=True, tag="table"):
    """A table in the body; every row has a line of inlines for each column. `note` stands below it."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Line, ...], ...]
    note: str = ""
    landscape: bool = False  # on pages of its own, turned


class Picture(Struct, frozen=True, kw_only=True, tag="picture"):
    """A chart: `title` is the finding, `svg` the drawing, `png` the same for .docx; `told` says in words what it shows."""

    title: str
    svg: str
    png: bytes
    told: str


class Boxes(Struct, frozen=True, kw_only=True, tag="boxes"):
    """Empty boxes to be signed on paper, from top to bottom; `tall` is how many lines each has."""

    names: tuple[str, ...]
    tall: int = 4


class NewPage(Struct, frozen=True, kw_only=True, tag="page"):
    """What follows begins on a new page."""


Block = Heading | Paragraph | Grid | Picture | Boxes | NewPage


class Head(Struct, frozen=True, kw_only=True):
    """What stands above the title.

    Shape: `style`: red (红头: `issuer` in red over a red line), letter (信函), briefing (简报: issue number, editor and day under
           the masthead), plain (none of it). `number` is the 发文字号, `issue` of a briefing is 第N期.
    Source: GB/T 9704-2012, 7.2.
    """

    style: Literal["red", "letter", "briefing", "plain"] = "plain"
    issuer: str = ""
    number: str = ""
    issue: str = ""
    copy: str = ""  # 份号
    secrecy: str = ""  # 密级和保密期限
    urgency: str = ""  # 紧急程度
    signer: str = ""  # 签发人, of a document that goes up


class Foot(Struct, frozen=True, kw_only=True):
    """The 版记 at the foot of the last page. Source: GB/T 9704-2012, 7.4."""

    copies: tuple[str, ...] = ()  # 抄送
    office: str = ""  # 印发机关
    printed_on: date | None = None  # 印发日期


class Paper(Struct, frozen=True, kw_only=True):
    """An official document.

    Shape: `to` are the 主送机关, `attached` the names of attachments, `appended` what follows on pages of its own (附件):
           a `NewPage` in it begins the next one, each is printed under its label and its name in `attached`; `note` the 附注.
           In a briefing `head.issuer` is the masthead, `signed_by` its editor, named under it with the day. Elsewhere
           `signed_by` and `signed_on` leave room for the office's own seal, which is never drawn.
    None:  `signed_on` while it is a draft.
    Source: GB/T 9704-2012, 7.
    """

    title: str
    blocks: tuple[Block, ...]
    head: Head = Head()
    to: tuple[str, ...] = ()
    attached: tuple[str, ...] = ()
    appended: tuple[Block, ...] = ()
    signed_by: tuple[str, ...] = ()
    signed_on: date | None = None
    note: str = ""
    foot: Foot = Foot()

    @property
    def printed(self) -> tuple[Printed, ...]:
        """Every figure in it, in the order in which it is read."""
        return tuple(inline for inline in self._inlines if isinstance(inline, Printed))

    @property
    def facts(self) -> tuple[Words, ...]:
        """Every word in it that was taken from a row, in the order in which it is read."""
        return tuple(inline for inline in self._inlines if isinstance(inline, Words) and inline.source)

    @property
    def _inlines(self) -> Iterator[Inline]:
        lines = (line for block in (*self.blocks, *self.appended) for line in lines_of(block))
        return (inline for line in lines for inline in line)


def lines_of(block: Block) -> Iterator[Line]:
    """The lines of a block that hold text, in the order in which they are read."""
    match block:
        case Heading() | Paragraph():
            yield block.inlines
        case Grid():
            for row in block.rows:
                yield from row
        case _:
            return


def text_of(line: Sequence[Inline]) -> str:
    """The line as it is read."""
    return "".join(inline.text for inline in line)
