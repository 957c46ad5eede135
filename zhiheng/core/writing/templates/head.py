"""What a template says of itself between its +++ lines."""

import difflib
import re
import tomllib
from collections.abc import Mapping
from typing import Any, Literal

import msgspec
from msgspec import Struct

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.registers import Condition

WORD = re.compile(r"\{\{\s*(\w+)\s*\}\}")
CELL = re.compile(r"\{\{\s*row\(\s*([\"'])([\w.-]+)\1\s*\)\s*\}\}")
HOLE = re.compile(f"{CELL.pattern}|{WORD.pattern}")
_TITLE = re.compile(r"^# .*$", re.M)
NO_CELLS: Mapping[str, str] = {}
OPENED = re.compile(r"\A\ufeff?\+\+\+[ \t]*\n(.*?)^\+\+\+[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
Steps = Literal["", "month", "quarter", "half-year", "year"]


class Above(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands above the title: `number` is the 机关代字 of the 发文字号, `signer` who signs a document that goes up."""

    style: Literal["red", "letter", "briefing", "plain"] = "plain"
    issuer: str = ""
    number: str = ""
    secrecy: str = ""
    urgency: str = ""
    signer: str = ""


class Below(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What stands at the foot of the last page."""

    copies: tuple[str, ...] = ()
    office: str = ""


class Ready(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What must hold of the row, of every row of a batch, before the document goes out: conditions as in a register's checks."""

    expect: Condition
    says: str
    when: Condition = {}


class Head(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The head of a template.

    Shape: `title` is what lists call it; `kind` the kind in the register of bulletins under which an issued one is counted and
           numbered; `genre` what sort of document it is; `step` the length of period that it is written for. The texts may print
           words (`{{ area }}`) and cells (`{{ row("lead") }}`), nothing else.
           `about` is what it speaks of: a register, duty, plan, manuscript or publication; `batch` the columns in which rows
           that go into one document are alike; `purpose` the one for which it may print personal columns.
    None:  `about` is "" for a document of an area and a period.
    """

    id: str
    title: str
    note: str = ""
    kind: str = ""
    genre: str = ""
    step: Steps = ""
    to: tuple[str, ...] = ()
    attached: tuple[str, ...] = ()
    signed_by: tuple[str, ...] = ()
    remark: str = ""  # 附注
    about: str = ""
    batch: tuple[str, ...] = ()
    purpose: str = ""
    ready: tuple[Ready, ...] = ()
    head: Above = Above()
    foot: Below = Below()


_TABLES: dict[str, type[Struct]] = {"head": Above, "foot": Below}


def head_and_body(text: str, file: str) -> tuple[Head, str]:
    """The head, and the text below it with as many empty lines above as the head has, so that lines keep their numbers.

    Raises: Fault W120: no head, or a head that is not as it must be.
    """
    unix = text.replace("\r\n", "\n").replace("\r", "\n")
    found = OPENED.match(unix)
    if not found:
        raise Fault("W120", f"{file} 第1行：开头没有两行 +++ 之间的说明。请在首行写 +++，下面写 id 和 title，再写一行 +++。")
    try:
        table = tomllib.loads(found[1])
    except tomllib.TOMLDecodeError as problem:
        line = re.search(r"line (\d+)", str(problem))
        where = f"第{int(line[1]) + 1}行" if line else f"第{found[0].count(chr(10))}行"
        raise Fault("W120", f"{file} {where}：不合 TOML 写法。请写成“名称 = \"值\"”的样子，值用双引号。") from None
    _refuse_unknown(table, Head, file, found[1], "")
    try:
        head = msgspec.convert(table, Head)
    except msgspec.ValidationError as problem:
        raise Fault("W120", f"{file}：+++ 之间的说明{_why(problem)}。请照 docs/methods/templates.md 的表改正。") from None
    return head, "\n" * found[0].count("\n") + unix[found.end() :]


def texts_of(head: Head) -> tuple[str, ...]:
    """The texts of a head that may print words."""
    lines = (*head.to, *head.attached, *head.signed_by, *head.foot.copies)
    return (*lines, head.remark, head.head.issuer, head.head.signer, head.foot.office)


def cells_of(head: Head, text: str) -> tuple[str, ...]:
    """The columns that the head and the title print, each once: without them there is no document."""
    title = _TITLE.search(text, OPENED.match(text).end() if OPENED.match(text) else 0)  # type: ignore[union-attr]
    return tuple(dict.fromkeys(hole[2] for one in (*texts_of(head), title[0] if title else "") for hole in CELL.finditer(one)))


def filled_words(text: str, words: Mapping[str, str], cells: Mapping[str, str] = NO_CELLS) -> str:
    """A text of the head with its words and cells; they are put in once, whatever they say.

    >>> filled_words("{{ area }}人民政府", {"area": "示例县"}), filled_words("{{ row('lead') }}", {}, {"lead": "县教育局"})
    ('示例县人民政府', '县教育局')
    """
    pieces = []
    start = 0
    for hole in HOLE.finditer(text):
        pieces += [text[start : hole.start()], _said(hole[0], words, cells)]
        start = hole.end()
    return "".join((*pieces, text[start:]))


def _said(hole: str, words: Mapping[str, str], cells: Mapping[str, str]) -> str:
    cell = CELL.fullmatch(hole)
    return cells.get(cell[2], "") if cell else words[WORD.fullmatch(hole)[1]]  # type: ignore[index]


def _refuse_unknown(table: dict[str, Any], wanted: type[Struct], file: str, text: str, section: str) -> None:
    known = list(wanted.__struct_fields__)
    for key, value in table.items():
        if key not in known:
            near = difflib.get_close_matches(key, known, n=1)
            hint = f"是不是“{near[0]}”？" if near else ""
            said = re.search(rf"^\s*\[?\s*{re.escape(key)}\b", text, re.M)
            line = text[: said.start()].count("\n") + 2 if said else 1
            raise Fault("W120", f"{file} 第{line}行：{section}不认识“{key}”。{hint}可用的：{'、'.join(known)}。")
        inner = _TABLES.get(key) if wanted is Head else None
        if inner and isinstance(value, dict):
            _refuse_unknown(value, inner, file, text, f"[{key}] 里")


def _why(problem: msgspec.ValidationError) -> str:
    said = str(problem)
    missing = re.search(r"missing required field `(\w+)`", said)
    if missing:
        return f"缺少“{missing[1]}”"
    where = re.search(r"at `\$\.([\w.]+)", said)
    return f"里“{where[1] if where else '某一项'}”的值不合要求"
