"""Text from a template and figures. A template can print figures and nothing else: it is not a language.

A template is Markdown under a TOML head between +++ lines. `{{ figure("cases-filed") }}` prints a value with
its unit, `{{ period }}` a word that the caller gives.
"""

import re
import tomllib
from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

import msgspec

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.figures import Figure, TemplateHead

UNKNOWN = "暂无数据"
_HEAD = re.compile(r"\A\ufeff?\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_HOLE = re.compile(r"\{\{(.*?)\}\}|\{\{|\}\}", re.DOTALL)
_FIGURE = re.compile(r'figure\("([a-z0-9][a-z0-9-]*)"\)')
_WORD = re.compile(r"[a-z][a-z_]*")
_MARKS = ((re.compile(r"^#{1,6} +", re.MULTILINE), ""), (re.compile(r"\*\*(.+?)\*\*"), r"\1"))
_FEN_A_WAN = 1_000_000  # 分 in 万元


def render(
    template: str,
    figures: Mapping[str, Figure],
    *,
    words: Mapping[str, str] | None = None,
    file: str = "模板",
) -> str:
    """The template's text with its figures, as plain text ending in a line end.

    Raises: Fault W120 head · W121 something else in {{ }} · W122 unknown figure · W123 unknown word;
            each names `file` and the line.
    """
    template_head(template, file)
    body = _body(template)
    for mark, plain in _MARKS:
        body = mark.sub(plain, body)

    def filled(hole: re.Match[str]) -> str:
        line = _line_of(template, hole.group(0))
        inside = (hole.group(1) or "").strip()
        if asked := _FIGURE.fullmatch(inside):
            return figure_text(_figure(asked.group(1), figures, file, line))
        if _WORD.fullmatch(inside):
            return _word(inside, words or {}, file, line)
        raise Fault(
            "W121",
            f"{file} 第{line}行：看不懂“{hole.group(0)}”。"
            '请改成 {{ figure("指标编号") }}，编号用小写字母、数字和连字符。',
        )

    return _HOLE.sub(filled, body).strip() + "\n"


def template_head(template: str, file: str = "模板") -> TemplateHead:
    """What the template says of itself.

    Raises: Fault W120: no head, or a head that is not as it must be.
    """
    found = _HEAD.match(_unix(template))
    if not found:
        raise Fault("W120", f"{file}：开头没有两行 +++ 之间的说明。请在首行写 +++，下面写 id 和 title，再写 +++。")
    try:
        head = tomllib.loads(found.group(1))
        return msgspec.convert(head, TemplateHead)
    except tomllib.TOMLDecodeError:
        cause = "有一行不是“名称 = \"值\"”的样子"
    except msgspec.ValidationError:
        allowed = TemplateHead.__struct_fields__
        cause = "、".join(f"多了 {key}" for key in head if key not in allowed) or "id、title 缺一项，或值不是文字"
    raise Fault("W120", f"{file}：+++ 之间的说明{cause}。请只写 id、title、note、kind 四项，值用双引号。")


def figure_ids(template: str) -> tuple[str, ...]:
    """The ids of the figures that a template prints, each once, in order."""
    holes = (_FIGURE.fullmatch((hole.group(1) or "").strip()) for hole in _HOLE.finditer(_body(template)))
    return tuple(dict.fromkeys(hole.group(1) for hole in holes if hole))


def figure_text(figure: Figure) -> str:
    """A figure as it is printed: value and unit; 暂无数据 where it is unknown.

    >>> figure_text(Figure(id="fines", name="罚款", value=332_670_000, unit="分"))
    '332.67万元'
    """
    if figure.value is None:
        return UNKNOWN
    if figure.unit == "分":
        return f"{_rounded(Decimal(figure.value) / _FEN_A_WAN, 2)}万元"
    return f"{_rounded(Decimal(figure.value), figure.decimals)}{figure.unit}"


def _rounded(value: Decimal, decimals: int) -> str:
    return f"{value.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP) + 0:f}"  # + 0: no negative zero


def _figure(asked: str, figures: Mapping[str, Figure], file: str, line: int) -> Figure:
    if asked in figures:
        return figures[asked]
    known = "、".join(sorted(figures)) or "（没有）"
    raise Fault("W122", f"{file} 第{line}行：没有编号为“{asked}”的指标。请改为下列之一：{known}。")


def _word(asked: str, words: Mapping[str, str], file: str, line: int) -> str:
    if asked in words:
        return words[asked]
    known = "、".join(sorted(words)) or "（没有）"
    raise Fault("W123", f"{file} 第{line}行：不认识“{asked}”。可用的词：{known}。请改正。")


def _body(template: str) -> str:
    return _HEAD.sub("", _unix(template), count=1)


def _unix(text: str) -> str:
    return text.replace("\r\n", "\n")


def _line_of(template: str, hole: str) -> int:
    return _unix(template)[: _unix(template).index(hole)].count("\n") + 1
