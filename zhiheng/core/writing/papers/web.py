"""The document as HTML: one page of its own whose figures lead to what they rest on, and bare to be pasted into another."""

from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from html import escape

from zhiheng.core.values.papers import (
    Block,
    Boxes,
    Grid,
    Heading,
    Inline,
    Line,
    NewPage,
    Paper,
    Paragraph,
    Picture,
    Printed,
    Words,
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

Address = Callable[[Printed], str]
"""Where a figure leads to; "" for nowhere."""
_INDENT = "\u3000\u3000"
_STYLE = """
body{margin:0 auto;padding:2em 1em 4em;max-width:40em;color:#1f2733;background:#fff}
body{font:1.125rem/1.8 FangSong,"FangSong_GB2312",serif}
h1{font:700 1.5rem/1.5 "Noto Serif CJK SC",SimSun,serif;text-align:center}
h2{font:400 1.125rem/1.8 SimHei,sans-serif}h3{font:400 1.125rem/1.8 KaiTi,"KaiTi_GB2312",serif}h4,h5{font:inherit}
h2,h3,h4,h5{margin:0;text-indent:2em}p{margin:0;text-indent:2em}
.flush,.head p,figcaption,caption{text-indent:0}
.center{text-align:center;text-indent:0}.right{text-align:right;text-indent:0}
.issuer{color:#e60012;font:700 2rem/1.4 "Noto Serif CJK SC",SimSun,serif;text-align:center}
hr{border:0;border-top:2px solid #e60012}
.sheet{overflow-x:auto;margin:1em 0}table{border-collapse:collapse;margin:auto;font-size:1rem;line-height:1.5}
caption{font-family:SimHei,sans-serif}th,td{border:1px solid #1f2733;padding:.2em .5em}th{font:400 1rem/1.5 SimHei,sans-serif}
td.center{text-align:center}td.right{text-align:right}figure{margin:1em 0;text-align:center}figure img{max-width:100%}
a.figure{color:inherit;text-decoration:underline dotted}section.annex{margin-top:3em;border-top:1px solid #e3e7ee}
footer{margin-top:3em;border-top:1px solid;border-bottom:1px solid;font-size:1rem}footer p{text-indent:0}
"""


def html(paper: Paper, address: Address) -> str:
    """The document as a page: each figure is `<a id=mark>` to where `address` says, with what it rests on beside it.

    Shape:  no script; the style stands in the page; all text is escaped.
    """
    body = "\n".join(_page(paper, _Linked(address)))
    title = escape(printable(paper.title).replace("\n", ""))
    head = f'<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n<title>{title}</title>'
    head += f"\n<style>{_STYLE}</style>"
    return f'<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n{head}\n</head>\n<body>\n{body}\n</body>\n</html>\n'


def pasted_html(paper: Paper) -> str:
    """The text of the document for the editor of another site: plain elements, no class, no style, no address, no name.

    Shape:  title, text, tables, pictures, signature; neither masthead nor foot, which a site prints itself.
    """
    return "\n".join(_text(paper, _Bare())) + "\n"


class _Linked:
    """The marks of a page of our own."""

    def __init__(self, address: Address) -> None:
        self._address = address

    def look(self, name: str) -> str:
        return f' class="{name}"' if name and name != "body" else ""

    def indent(self, text: str) -> str:
        return text

    def figure(self, figure: Printed) -> str:
        told = {"indicator": figure.indicator, "area": figure.area, "period": figure.period, "value": figure.value}
        told |= {"unit": figure.unit, "run": figure.run}
        data = "".join(f' data-{name}="{escape(value)}"' for name, value in told.items() if value)
        to = self._address(figure)
        href = f' href="{escape(to)}"' if to.startswith(("/", "#", "https://", "http://")) else ""
        return f'<a id="{escape(figure.mark)}" class="figure"{href}{data}>{_broken(figure.text)}</a>'


    def fact(self, words: Words) -> str:
        name = words.source.name if words.source else ""
        return f'<span class="fact" title="{escape(name)}">{_broken(words.text)}</span>'


class _Bare:
    """No marks at all: text is moved in by two blanks, as the editors of government sites expect."""

    def look(self, name: str) -> str:
        return f' align="{name}"' if name in ("center", "right") else ""

    def indent(self, text: str) -> str:
        return _INDENT + text

    def figure(self, figure: Printed) -> str:
        return _broken(figure.text)

    def fact(self, words: Words) -> str:
        return _broken(words.text)


_Marks = _Linked | _Bare


def _page(paper: Paper, marks: _Marks) -> Iterator[str]:
    yield '<div class="head">'
    yield from (f"<p>{_broken(text)}</p>" for text in corner(paper))
    if paper.head.style != "plain":
        yield f'<p class="issuer">{_broken(paper.head.issuer)}</p>'
        signer = f"签发人：{paper.head.signer}" if paper.head.signer else ""
        editor = (*paper.signed_by, day_in_words(paper.signed_on)) if paper.head.style == "briefing" else ()
        for line in ((document_number(paper.head.number), signer), (paper.head.issue,), editor):
            if any(line):
                yield f'<p class="center">{_broken(_INDENT.join(filter(None, line)))}</p>'
        yield "<hr>"
    yield "</div>"
    yield "<main>"
    yield from _text(paper, marks)
    yield "</main>"
    if foot := foot_of(paper):
        yield "<footer>"
        yield from (f"<p>{_broken(text)}</p>" for text in (foot.copies, _INDENT.join(filter(None, foot[1:]))) if text)
        yield "</footer>"


def _text(paper: Paper, marks: _Marks) -> Iterator[str]:
    yield f"<h1{marks.look('center')}>{_broken(paper.title)}</h1>"
    if to := to_line(paper):
        yield f"<p{marks.look('flush')}>{_broken(to)}</p>"
    yield from _blocks(paper.blocks, marks)
    for place, name in enumerate(attached_names(paper)):
        yield f"<p>{marks.indent(_broken(name if place else f'附件：{name}'))}</p>"
    names, day = signature(paper)
    yield from (f"<p{marks.look('right')}>{_broken(name)}</p>" for name in (*names, day) if name)
    if note := note_of(paper):
        yield f"<p>{marks.indent(_broken(note))}</p>"
    for part in attachments(paper):
        yield f"<section{marks.look('annex')}>"
        yield f"<p{marks.look('flush')}>{part.label}</p>"
        if part.title:
            yield f"<h1{marks.look('center')}>{_broken(part.title)}</h1>"
        yield from _blocks(part.blocks, marks)
        yield "</section>"


def _blocks(blocks: Sequence[Block], marks: _Marks) -> Iterator[str]:
    for block, number in numbered(blocks):
        match block:
            case Heading():
                tag = f"h{block.level + 1}"
                yield f"<{tag}>{marks.indent(number + _line(block.inlines, marks))}</{tag}>"
            case Paragraph():
                text = _line(block.inlines, marks)
                yield f"<p{marks.look(block.set)}>{marks.indent(text) if block.set == 'body' else text}</p>"
            case Grid():
                yield from _table(block, marks)
            case Picture():
                drawn = b64encode(block.svg.encode()).decode()
                alt = escape(printable(block.told))
                yield f'<figure><img src="data:image/svg+xml;base64,{drawn}" alt="{alt}">'
                yield f"<figcaption>{_broken(block.title)}</figcaption></figure>"
            case Boxes():
                yield "<table>"
                yield from (f"<tr><th>{_broken(name)}</th><td>{'<br>' * block.tall}</td></tr>" for name in block.names)
                yield "</table>"
            case NewPage():
                pass


def _table(grid: Grid, marks: _Marks) -> Iterator[str]:
    yield f"<div{marks.look('sheet')}><table>" if isinstance(marks, _Linked) else '<table border="1">'
    if grid.title:
        yield f"<caption>{_broken(grid.title)}</caption>"
    heads = "".join(f"<th>{_broken(column.name)}</th>" for column in grid.columns)
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    for row in grid.rows:
        cells = zip(grid.columns, row, strict=False)
        yield "<tr>" + "".join(f"<td{marks.look(column.align)}>{_line(line, marks)}</td>" for column, line in cells) + "</tr>"
    yield "</tbody>"
    yield "</table></div>" if isinstance(marks, _Linked) else "</table>"
    if grid.note:
        yield f"<p{marks.look('flush')}>{_broken(grid.note)}</p>"


def _line(line: Line, marks: _Marks) -> str:
    return "".join(_inline(inline, marks) for inline in line)


def _inline(inline: Inline, marks: _Marks) -> str:
    match inline:
        case Printed():
            text = marks.figure(inline)
        case Words(source=source) if source:
            text = marks.fact(inline)
        case _:
            text = _broken(inline.text)
    return f"<strong>{text}</strong>" if inline.strong else text


def _broken(text: str) -> str:
    return escape(printable(text)).replace("\n", "<br>")
