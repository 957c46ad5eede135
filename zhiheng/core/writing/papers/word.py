"""The document as .docx for Word and WPS: fonts of the offices' own machines, every figure in a bookmark of its name."""

import io
from collections.abc import Sequence
from itertools import zip_longest
from typing import Any

from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import _Cell

from zhiheng.core.values.papers import (
    Block,
    Boxes,
    Grid,
    Heading,
    Inline,
    NewPage,
    Paper,
    Paragraph,
    Picture,
    Words,
)
from zhiheng.core.writing.office import (
    BODY,
    HEAD,
    SECOND,
    SONG,
    TITLE,
    add,
    add_field,
    blank,
    set_cell,
    set_grid,
    set_row,
)
from zhiheng.core.writing.packing import steady
from zhiheng.core.writing.papers import measures
from zhiheng.core.writing.papers.grids import LEADING, Set, begins_turned, parts_of
from zhiheng.core.writing.papers.parts import (
    attached_names,
    attachments,
    corner,
    day_in_words,
    document_number,
    foot_of,
    note_of,
    numbered,
    to_line,
)
from zhiheng.core.writing.papers.pictures import picture_room
from zhiheng.core.writing.papers.runs import CHARACTER, Border, Look, Marks, set_look, text_run, write
from zhiheng.core.writing.papers.signing import BETWEEN, Name, signed
from zhiheng.core.writing.papers.titles import title_lines

_AREA = round(20 * measures.WIDTH)  # twips
_FOURTH = round(20 * measures.FOURTH)  # twips of a character of 4号
_RED_RULE = Border("single", 12, 0, measures.RED)
_TINY = Look(size=1, line=1)  # a paragraph that takes no room, where the format asks for one
_PLAIN = Look(first=2)
_TYPES = {1: HEAD, 2: SECOND}
_SIDES: dict[str, Look] = {
    "body": _PLAIN,
    "flush": Look(),
    "center": Look(align="center"),
    "right": Look(align="right"),
}
_NUMBER_LINE = 16.0  # points of the line of a page number
_NUMBER_FOOT = measures.BOTTOM - measures.NUMBER_BELOW - _NUMBER_LINE * measures.POINT  # millimetres from the page's end
_SHORT = 200  # characters of a last paragraph that goes along with the signature


def docx(paper: Paper) -> bytes:
    """The document as .docx.

    Shape:  the same bytes for the same document; the fonts are named, not included.
    Source: docs/methods/writing.md
    """
    writer = _Writer(paper)
    writer.head()
    writer.body()
    writer.end()
    out = io.BytesIO()
    writer.made.save(out)
    return steady(out.getvalue(), paper.signed_on.isoformat() if paper.signed_on else "")


class _Writer:
    """Writes one document from its head to its foot."""

    def __init__(self, paper: Paper) -> None:
        self.paper, self.made = paper, blank(paper.title, measures.BODY)
        self._marks, self._turned, self._new_page = Marks(), False, False
        self._above_table = False  # label and title of an attachment that begins with a turned table
        self._set_page(self.made.sections[0])
        self._page_numbers()

    # ── Pages ──

    def _set_page(self, section: Any) -> None:
        section.page_width, section.page_height = (Mm(side) for side in measures.PAGE)
        section.top_margin, section.bottom_margin = Mm(measures.TOP), Mm(measures.BOTTOM)
        section.left_margin, section.right_margin = Mm(measures.LEFT), Mm(measures.RIGHT)
        letter = self.paper.head.style == "letter"
        section.footer_distance = Mm(measures.LETTER_FOOT if letter else _NUMBER_FOOT)
        section.header_distance = Mm(measures.LETTER_ISSUER)
        properties = section._sectPr
        for grid in properties.findall(qn("w:docGrid")):
            properties.remove(grid)
        add(properties, "w:docGrid", type="lines", linePitch="579")

    def _page_numbers(self) -> None:
        self.made.settings.odd_and_even_pages_header_footer = True
        section = self.made.sections[0]
        after = _lift() if self.paper.head.style == "letter" else 0
        look = Look(SONG, measures.FOURTH, line=_NUMBER_LINE, after=after)
        sides = (
            (section.footer, look._replace(align="right", right=_FOURTH)),
            (section.even_page_footer, look._replace(align="left", left=_FOURTH)),
        )
        for footer, side in sides:
            paragraph = footer.paragraphs[0]
            set_look(paragraph._p, side)
            paragraph._p.append(text_run("— ", side))
            add_field(paragraph, "PAGE", SONG, measures.FOURTH)
            paragraph._p.append(text_run(" —", side))

    def _turn(self, landscape: bool) -> None:
        """Go on upright or on a turned page: in a section of its own."""
        if landscape == self._turned:
            return
        section = self.made.add_section(WD_SECTION.NEW_PAGE)
        ending = self.made.element.body.findall(qn("w:p"))[-1]
        properties = ending.pPr.sectPr
        set_look(ending, _TINY)
        ending.pPr.append(properties)
        self._turned, self._new_page = landscape, False
        section.different_first_page_header_footer = False
        self._set_page(section)
        if landscape:
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = (Mm(side) for side in reversed(measures.PAGE))
            section.top_margin, section.bottom_margin = Mm(measures.LEFT), Mm(measures.RIGHT)
            section.left_margin, section.right_margin = Mm(measures.BOTTOM), Mm(measures.TOP)
            section.footer_distance = Mm(10)
        else:
            section.orientation = WD_ORIENT.PORTRAIT

    # ── Lines ──

    def _line(self, look: Look, *inlines: Inline | str) -> Any:
        self._turn(landscape=self._above_table)
        paragraph = self.made.add_paragraph()._p
        set_look(paragraph, look._replace(new_page=look.new_page or self._new_page))
        self._new_page = False
        write(paragraph, look, [Words(text=one) if isinstance(one, str) else one for one in inlines], self._marks)
        return paragraph

    def _empty(self, count: int = 1, *, keeps: bool = False) -> None:
        for _ in range(count):
            self._line(Look(keeps=keeps))

    # ── 版头 ──

    def head(self) -> None:
        """What stands above the title."""
        match self.paper.head.style:
            case "red":
                self._red_head()
            case "letter":
                self._letter_head()
            case "briefing":
                self._briefing_head()
            case "plain":
                self._corner()

    def _corner(self) -> int:
        lines = corner(self.paper)
        for text in lines:
            self._line(Look(HEAD), text)
        return len(lines)

    def _masthead(self, above: float) -> None:
        for name in self.paper.head.issuer.split("\n"):
            self._line(_masthead_look(name)._replace(before=above), name)
            above = 8

    def _red_head(self) -> None:
        taken = self._corner() * measures.LINE
        self._masthead(max(measures.ISSUER_BELOW / measures.POINT - taken, 8))
        self._empty(2)
        head = self.paper.head
        number = document_number(head.number)
        if head.signer:
            look = Look(align="left", left=CHARACTER, tabs=(("right", _AREA - CHARACTER),))
            line = self._line(look, f"{number}\t签发人：")
            line.append(text_run(head.signer, look, font=SECOND))
        elif number:
            self._line(Look(align="center"), number)
        self._red_rule()

    def _red_rule(self) -> None:
        self._line(Look(line=measures.LINE_BELOW_NUMBER / measures.POINT, size=4, borders=(("bottom", _RED_RULE),)))
        self._empty(2)

    def _letter_head(self) -> None:
        section = self.made.sections[0]
        section.different_first_page_header_footer = True
        over = -round((measures.LETTER_RULE - measures.AREA[0]) / 2 / measures.POINT * 20)
        lines = section.first_page_header.paragraphs
        for place, name in enumerate(self.paper.head.issuer.split("\n")):
            paragraph = lines[0] if not place else section.first_page_header.add_paragraph()
            set_look(paragraph._p, _masthead_look(name))
            write(paragraph._p, _masthead_look(name), [Words(text=name)], self._marks)
        below_name, at_foot = (Border(f"{kind}SmallGap", 18, 0, measures.RED) for kind in ("thickThin", "thinThick"))
        rule = Look(size=4, line=11, left=over, right=over, borders=(("bottom", below_name),))
        set_look(section.first_page_header.add_paragraph()._p, rule)
        as_tall = rule._replace(line=_NUMBER_LINE + _lift(), borders=(("bottom", at_foot),))  # as the footers of other pages
        set_look(section.first_page_footer.paragraphs[0]._p, as_tall)
        number = document_number(self.paper.head.number)
        look = Look(HEAD, align="left", tabs=(("right", _AREA),))
        for place, (text, said) in enumerate(zip_longest(corner(self.paper), [number], fillvalue="")):
            line = self._line(look._replace(before=0 if place else 14), text)
            line.append(text_run(f"\t{said}" if said else "", look, font=BODY))
        self._empty(2)

    def _briefing_head(self) -> None:
        self._corner()
        self._masthead(2 * measures.LINE)
        if self.paper.head.issue:
            self._line(Look(align="center"), self.paper.head.issue)
        look = Look(align="left", left=CHARACTER, tabs=(("right", _AREA - CHARACTER),))
        self._line(look, f"{'、'.join(self.paper.signed_by)}\t{day_in_words(self.paper.signed_on)}")
        self._red_rule()

    # ── 主体 ──

    def body(self) -> None:
        """Title, text, attachments named, signature."""
        self._title(self.paper.title)
        self._empty()
        if to := to_line(self.paper):
            self._line(Look(), to)
        self._blocks(self.paper.blocks, ends=not self.paper.attached)
        for place, name in enumerate(attached_names(self.paper)):
            if not place:
                self._empty(keeps=True)
            look = Look(align="left", left=5 * CHARACTER, hanging=0 if place else 3 * CHARACTER, keeps=True)
            self._line(look, name if place else f"附件：{name}")
        self._signature()
        if note := note_of(self.paper):
            self._line(_PLAIN, note)

    def _title(self, title: str) -> None:
        self._line(Look(TITLE, measures.TITLE, "center", keeps=True), "\n".join(title_lines(title)))

    def _signature(self) -> None:
        signing = signed(self.paper)
        if not signing.rows and not signing.day:
            return
        self._empty(signing.above, keeps=True)
        for place, row in enumerate(signing.rows):
            if place:
                self._empty(BETWEEN, keeps=True)
            self._names(row, keeps=bool(signing.day))
        if signing.day:
            self._line(Look(align="right", right=round(signing.right * CHARACTER)), signing.day)

    def _names(self, row: Sequence[Name], keeps: bool) -> None:
        if row[0].right is not None:
            self._line(Look(align="right", right=round(row[0].right * CHARACTER), keeps=keeps), row[0].text)
            return
        middles = tuple(("center", round(_AREA * (place + 0.5) / len(row))) for place in range(len(row)))
        self._line(Look(align="left", tabs=middles, keeps=keeps), "".join(f"\t{name.text}" for name in row))

    def _blocks(self, blocks: Sequence[Block], *, ends: bool = False) -> None:
        for place, (block, number) in enumerate(numbered(blocks), 1):
            match block:
                case Heading():
                    look = Look(_TYPES.get(block.level, BODY), first=2, level=block.level - 1, keeps=True)
                    self._line(look, number, *block.inlines)
                case Paragraph():
                    last = ends and 1 < place == len(blocks) and sum(len(one.text) for one in block.inlines) < _SHORT
                    self._line(_SIDES[block.set]._replace(keeps=last), *block.inlines)
                case Grid():
                    for part in parts_of(block):
                        self._table(part)
                case Picture():
                    self._picture(block)
                case Boxes():
                    self._boxes(block)
                case NewPage():
                    self._new_page = True

    # ── Tables, pictures, boxes ──

    def _table(self, part: Set) -> None:
        self._turn(part.landscape)
        title = Look(HEAD, measures.FOURTH, "center", line=22, before=6, after=4, keeps=True)
        self._over_table(title if part.title else _TINY, part.title)
        made = self.made.add_table(rows=1 + len(part.rows), cols=len(part.heads))
        widths = [round(20 * width) for width in part.widths]
        set_grid(made, widths)
        look = Look(size=part.size, line=part.size * LEADING, keeps=part.whole)
        for place, line in enumerate(made._tbl.tr_lst):
            set_row(line, head=place == 0, flows=place > 0 and part.rows[place - 1].flows)
            cells = [_Cell(cell, made) for cell in line.tc_lst]
            lines = part.rows[place - 1].lines if place else ()
            for column, cell in enumerate(cells):
                set_cell(cell, widths[column])
                if place == 0:
                    self._cell(cell, look._replace(font=HEAD, align="center"), [Words(text=part.heads[column])])
                else:
                    ends = place == len(part.rows) and not part.note
                    self._cell(cell, look._replace(align=part.aligns[column], keeps=part.whole and not ends), lines[column])
        self._over_table(Look(size=10.5, line=16, before=4, after=6) if part.note else _TINY._replace(after=6), part.note)

    def _over_table(self, look: Look, text: str) -> None:
        """A line above or below a table, on the page as it is turned."""
        paragraph = self.made.add_paragraph()._p
        set_look(paragraph, look._replace(new_page=self._new_page))
        self._new_page = False
        write(paragraph, look, [Words(text=text)] if text else [], self._marks)

    def _cell(self, cell: _Cell, look: Look, inlines: Sequence[Inline]) -> None:
        paragraph = cell.paragraphs[0]._p
        set_look(paragraph, look)
        write(paragraph, look, inlines, self._marks)

    def _picture(self, picture: Picture) -> None:
        if picture.title:
            self._line(Look(HEAD, measures.FOURTH, "center", line=22, before=6, after=4, keeps=True), picture.title)
        width, height = picture_room(picture)
        paragraph = self._line(Look(align="center", line=height, after=6))
        run = self.made.paragraphs[-1].add_run()
        run.add_picture(io.BytesIO(picture.png), Pt(width))
        described = next(paragraph.iter(qn("wp:docPr")))
        described.set("descr", picture.told)

    def _boxes(self, boxes: Boxes) -> None:
        self._turn(landscape=False)
        made = self.made.add_table(rows=len(boxes.names), cols=2)
        widths = [5 * CHARACTER, _AREA - 5 * CHARACTER]
        set_grid(made, widths)
        for line, name in zip(made._tbl.tr_lst, boxes.names, strict=True):
            set_row(line, height=round(20 * boxes.tall * measures.LINE))
            for cell, width, text in zip((_Cell(one, made) for one in line.tc_lst), widths, (name, ""), strict=True):
                set_cell(cell, width)
                self._cell(cell, Look(align="center"), [Words(text=text)])
        self._over_table(_TINY, "")

    # ── 附件 and 版记 ──

    def end(self) -> None:
        """The attachments, each on pages of its own, and the foot of the last page."""
        for part in attachments(self.paper):
            self._new_page = True
            self._above_table = begins_turned(part.blocks)
            self._line(Look(HEAD, keeps=True), part.label)
            if part.title:
                self._empty(keeps=True)
                self._title(part.title)
                self._empty()
            self._above_table = False
            self._blocks(part.blocks)
        self._foot()

    def _foot(self) -> None:
        copies, *printing = foot = foot_of(self.paper)
        if not foot:
            return
        sides = ("top", Border("single", 8, 4)), ("bottom", Border("single", 8, 4)), ("between", Border("single", 6, 4))
        look = Look(
            size=measures.FOURTH, align="left", line=22, left=4 * _FOURTH, hanging=3 * _FOURTH, right=_FOURTH,
            tabs=(("right", _AREA - _FOURTH),), borders=sides, at_foot=True,
        )  # fmt: skip  # the same for both lines: only then are they one frame with a rule between them
        for text in (copies, "\t".join(printing)):
            if text.strip():
                self._line(look, text)
        self._line(_TINY)


def _lift() -> float:
    """Points that a page number of a letter stands above the rule at the foot of its first page."""
    return (_NUMBER_FOOT - measures.LETTER_FOOT) / measures.POINT


def _masthead_look(name: str) -> Look:
    size, narrowed = measures.issuer_type(name)
    return Look(TITLE, size, "center", line=size * 1.2, colour=measures.RED, narrowed=narrowed)
