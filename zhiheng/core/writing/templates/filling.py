"""A tree and what the caller gave become a document: the branches that hold, each hole printed with its source."""

from collections.abc import Sequence
from itertools import chain

from zhiheng.core.values.papers import (
    Blank,
    Block,
    Boxes,
    Foot,
    Inline,
    Line,
    Paper,
    Paragraph,
    Picture,
    Words,
)
from zhiheng.core.values.papers import Head as PaperHead
from zhiheng.core.writing.templates.asking import Given, Part
from zhiheng.core.writing.templates.blocks import Thing, blocks_of
from zhiheng.core.writing.templates.calls import (
    BlankCall,
    Change,
    CountOf,
    Drawn,
    ExceptAreas,
    Figure,
    Highest,
    Names,
    Over,
    Parts,
    Ranked,
    SomeAreas,
)
from zhiheng.core.writing.templates.calls_of_rows import (
    AnnexCall,
    BoxesCall,
    Groups,
    ListTable,
    OfRow,
    OfRows,
    RowList,
)
from zhiheng.core.writing.templates.filling_rows import (
    Annex,
    grid_of_list,
    groups_of,
    line_of,
    parted,
    said_of,
    values_of,
)
from zhiheng.core.writing.templates.finding import Finder, Item, Listed
from zhiheng.core.writing.templates.gridding import grid_of, grid_of_rows
from zhiheng.core.writing.templates.head import Head, filled_words
from zhiheng.core.writing.templates.judging import holds
from zhiheng.core.writing.templates.marking import Marks
from zhiheng.core.writing.templates.naming import called, except_areas, joined, listed, ranked, some_areas
from zhiheng.core.writing.templates.placeholders import placeholder
from zhiheng.core.writing.templates.sources import Sources, listed_name
from zhiheng.core.writing.templates.tables import RowTable, Table
from zhiheng.core.writing.templates.tree import Hole, If, Loop, Node, Template, Text, Word

NO_PICTURE = "（暂无数据，没有画图）"


def written(template: Template, given: Given) -> Paper:
    """The document.

    Shape:  the same template and the same given make the same document, mark by mark. No value changes what blocks it has:
            that follows from the template and from which of its conditions hold.
    None:   a figure without value reads 暂无数据, never 0.
    Raises: KeyError: something that the template asks for was not given.
    """
    things: list[Thing] = []
    filler = _Filler(things, Marks())
    text = filler.text(template.nodes, Finder(given))
    title, blocks = blocks_of(text, things)
    return _with_head(template.head, title or template.title, blocks, given)


def _with_head(head: Head, title: str, blocks: tuple[Block, ...], given: Given) -> Paper:
    cells = {name: cell.text for name, cell in given.record.cells.items()} if given.record else {}

    def said(text: str) -> str:
        return filled_words(text, given.words, cells)

    def filled(texts: Sequence[str]) -> tuple[str, ...]:
        return tuple(one for text in texts if (one := said(text)))

    body, names, appended = parted(blocks)
    year = str(given.signed_on.year) if given.signed_on else given.words["today"][:4]
    number = "" if given.number is None else str(given.number)
    return Paper(
        title=title,
        blocks=body,
        head=PaperHead(
            style=head.head.style,
            issuer=said(head.head.issuer),
            number=f"{head.head.number}〔{year}〕{number or '　'}号" if head.head.number else "",
            issue=f"第{given.issue or '　'}期" if head.head.style == "briefing" else "",
            secrecy=head.head.secrecy,
            urgency=head.head.urgency,
            signer=said(head.head.signer),
        ),
        to=filled(head.to),
        attached=(*names, *filled(head.attached)),
        appended=appended,
        signed_by=filled(head.signed_by),
        signed_on=given.signed_on,
        note=said(head.remark),
        foot=Foot(
            copies=filled(head.foot.copies), office=said(head.foot.office), printed_on=given.signed_on
        ),
    )


class _Filler:
    """Writes nodes as Markdown with placeholders, and keeps what the placeholders stand for in `things`."""

    def __init__(self, things: list[Thing], marks: Marks) -> None:
        self._things, self._marks = things, marks

    def text(self, nodes: Sequence[Node], finder: Finder) -> str:
        return "".join(self._node(node, finder) for node in nodes)

    def _node(self, node: Node, finder: Finder) -> str:
        match node:
            case Text():
                return node.text
            case Word():
                return self._put(self._word(node, finder))
            case Hole():
                return self._put(self._printed(node, finder))
            case If():
                for test, body in node.branches:
                    if test is None or holds(test, finder):
                        return self.text(body, finder)
                return ""
            case Loop():
                return self._loop(node, finder)

    def _word(self, node: Word, finder: Finder) -> Line:
        if not node.item:
            return (Words(text=finder.given.words[node.name]),)
        if node.name == "loop.index":
            return (Words(text=str(finder.index)),)
        item = finder.items[node.name]
        return (listed_name(item, node.name, finder, self._marks),) if isinstance(item, Listed) else said_of(item)

    def _put(self, thing: Thing) -> str:
        if not thing:
            return ""
        self._things.append(thing)
        return placeholder(len(self._things) - 1)

    def _loop(self, node: Loop, finder: Finder) -> str:
        items = _items(node, finder)
        if not items:
            return self.text(node.otherwise, finder)
        places = (finder.at(node.item, item, at, len(items)) for at, item in enumerate(items))
        return "".join(self.text(node.body, place) for place in places)

    def _printed(self, hole: Hole, finder: Finder) -> Thing:
        sources = Sources(hole, finder, self._marks)
        match hole.call:
            case BlankCall(name=name):
                return (Blank(name=name),)
            case OfRow() | OfRows():
                return line_of(hole.call, finder)
            case BoxesCall(names=names, tall=tall):
                return (Boxes(names=names, tall=tall),)
            case AnnexCall(name=name):
                return (Annex(name=name),)
            case ListTable():
                return (grid_of_list(hole.call, finder),)
            case Change():
                return sources.change(hole.call)
            case Over():
                return (sources.over(hole.call),)
            case Figure():
                return sources.figure(hole.call)
            case CountOf():
                return sources.count(hole.call)
            case Names() | ExceptAreas() | SomeAreas():
                return _names(hole.call, sources, finder)
            case Ranked():
                return _ranking(hole.call, sources, finder)
            case RowTable():
                return (grid_of_rows(hole.call, finder.given.rows[hole.call.rows]),)
            case Table():
                return (grid_of(hole.call, sources, finder),)
            case Drawn():
                drawn = finder.given.charts[hole.call.chart]
                return (_titled(drawn, hole.call.title) if drawn else Paragraph(inlines=(Words(text=NO_PICTURE),), set="center"),)
        raise ValueError(f"nothing prints {hole.asked}")


def _titled(drawn: Picture, title: str) -> Picture:
    return Picture(title=title or drawn.title, svg=drawn.svg, png=drawn.png, told=drawn.told)


def _items(node: Loop, finder: Finder) -> Sequence[Item]:
    match node.over.call:
        case RowList(list=name, of=of):
            return finder.records(name, of)
        case Groups() as call:
            return groups_of(call, finder)
        case OfRow() as call:
            return values_of(call, finder)
        case Ranked() as call:
            answer = finder.answer(call.asks[0])
            return [Listed(one.key, one.name, call.indicator, answer, one.key) for one in _ranked(call, finder)]
        case Parts() as call:
            answer = finder.answer(call.asks[0])
            filled = [part for part in answer.parts if part.dims != ("",)]
            parts = ranked(filled, call.first or len(filled) or 1, highest=True)
            return [Listed(one.key, one.name, call.indicator, answer) for one in parts]
        case Names() as call:
            answer = finder.answer(call.ask)
            measured = answer.measured
            if measured is None or measured.value is None:
                return ()
            keys = tuple(dict.fromkeys(key.partition("／")[0] for key in getattr(measured, call.of)))[: call.first]
            return [Listed(key, called(key, finder.given.names, call.short), call.indicator, answer) for key in keys]
    raise ValueError(f"nothing to run over in {node.over.asked}")


def _ranked(call: Ranked, finder: Finder) -> tuple[Part, ...]:
    return ranked(finder.answer(call.asks[0]).parts, call.first, highest=isinstance(call, Highest))


def _names(call: Names | ExceptAreas | SomeAreas, sources: Sources, finder: Finder) -> Line:
    """A list of names, with its source; the words around it are text."""
    measured = finder.answer(call.ask).measured
    if measured is None or (names := listed(measured, call.of, finder.given.names, call.short)) is None:
        return (sources.unknown(call.indicator, call.ask),)
    below = finder.given.words["units_below"]
    if isinstance(call, Names):
        return (sources.named(call, joined(names, call.first, call.word or f"个{below}") or call.none),)
    full = listed(measured, call.of, finder.given.names) or ()
    if isinstance(call, SomeAreas):
        sentence = some_areas(names, full, call.word or below, call.lead)
    else:
        done = listed(measured, "done", finder.given.names, call.short) or ()
        sentence = except_areas(names, done, call.word or below)
    around = (Words(text=sentence.before), Words(text=sentence.behind))
    if not sentence.names:
        return (sources.named(call, sentence.before),)
    return tuple(one for one in (around[0], sources.named(call, sentence.names), around[1]) if one.text)


def _ranking(call: Ranked, sources: Sources, finder: Finder) -> Line:
    parts = _ranked(call, finder)
    if not parts:
        return (sources.unknown(call.indicator, call.asks[0]),)
    return tuple(chain.from_iterable(_one_of(part, call, sources, last=part is parts[-1]) for part in parts))


def _one_of(part: Part, call: Ranked, sources: Sources, *, last: bool) -> list[Inline]:
    behind = "" if last else "、"
    if not call.values:
        return [sources.name_of(part, call), *([Words(text=behind)] if behind else [])]
    return [sources.name_of(part, call), Words(text="（"), sources.part(part, call), Words(text=f"）{behind}")]
