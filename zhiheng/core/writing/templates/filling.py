"""A tree and what the caller gave become a document: the branches that hold, each hole printed with its source."""

from collections.abc import Sequence
from itertools import chain

from zhiheng.core.values.papers import Blank, Block, Foot, Inline, Line, Paper, Paragraph, Picture, Words
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
    RowTable,
    SomeAreas,
    Table,
)
from zhiheng.core.writing.templates.finding import Finder
from zhiheng.core.writing.templates.gridding import grid_of, grid_of_rows
from zhiheng.core.writing.templates.head import Head, filled_words
from zhiheng.core.writing.templates.judging import holds
from zhiheng.core.writing.templates.marking import Marks
from zhiheng.core.writing.templates.naming import called, except_areas, joined, listed, ranked, some_areas
from zhiheng.core.writing.templates.placeholders import placeholder
from zhiheng.core.writing.templates.sources import Sources
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
    def filled(texts: Sequence[str]) -> tuple[str, ...]:
        return tuple(filled_words(text, given.words) for text in texts)

    year = str(given.signed_on.year) if given.signed_on else given.words["today"][:4]
    number = "" if given.number is None else str(given.number)
    return Paper(
        title=title,
        blocks=blocks,
        head=PaperHead(
            style=head.head.style,
            issuer=filled_words(head.head.issuer, given.words),
            number=f"{head.head.number}〔{year}〕{number or '　'}号" if head.head.number else "",
            issue=f"第{given.issue or '　'}期" if head.head.style == "briefing" else "",
            secrecy=head.head.secrecy,
            urgency=head.head.urgency,
            signer=filled_words(head.head.signer, given.words),
        ),
        to=filled(head.to),
        attached=filled(head.attached),
        signed_by=filled(head.signed_by),
        signed_on=given.signed_on,
        note=filled_words(head.remark, given.words),
        foot=Foot(
            copies=filled(head.foot.copies), office=filled_words(head.foot.office, given.words), printed_on=given.signed_on
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
                said = finder.items[node.name].name if node.item else finder.given.words[node.name]
                return self._put((Words(text=said),))
            case Hole():
                return self._put(self._printed(node, finder))
            case If():
                for test, body in node.branches:
                    if test is None or holds(test, finder):
                        return self.text(body, finder)
                return ""
            case Loop():
                return self._loop(node, finder)

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
            case Change():
                return sources.change(hole.call)
            case Over():
                return (Words(text=finder.answer(hole.call.ask).over),)
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


def _items(node: Loop, finder: Finder) -> tuple[Part, ...]:
    match node.over.call:
        case Ranked() as call:
            return _ranked(call, finder)
        case Parts() as call:
            parts = ranked(finder.answer(call.asks[0]).parts, len(finder.answer(call.asks[0]).parts) or 1, highest=True)
            return parts[: call.first]
        case Names() as call:
            measured = finder.answer(call.ask).measured
            if measured is None or measured.value is None:
                return ()
            keys = tuple(dict.fromkeys(key.partition("／")[0] for key in getattr(measured, call.of)))[: call.first]
            return tuple(Part(key=key, name=called(key, finder.given.names, call.short), measured=measured) for key in keys)
    raise ValueError(f"nothing to run over in {node.over.asked}")


def _ranked(call: Ranked, finder: Finder) -> tuple[Part, ...]:
    return ranked(finder.answer(call.asks[0]).parts, call.first, highest=isinstance(call, Highest))


def _names(call: Names | ExceptAreas | SomeAreas, sources: Sources, finder: Finder) -> Line:
    """A list of names, with its source; the words around it are text."""
    measured = finder.answer(call.ask).measured
    if measured is None or (names := listed(measured, call.of, finder.given.names, call.short)) is None:
        return (sources.unknown(call.indicator, call.ask),)
    if isinstance(call, Names):
        return (sources.named(call, joined(names, call.first, call.word) or call.none),)
    full = listed(measured, call.of, finder.given.names) or ()
    if isinstance(call, SomeAreas):
        sentence = some_areas(names, full, call.word, call.lead)
    else:
        done = listed(measured, "done", finder.given.names, call.short) or ()
        sentence = except_areas(names, done, call.word)
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
