"""`zhiheng audit`: each figure of a draft beside the records, and what contradicts itself in the text."""

import argparse
import json
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from zhiheng.core.values.faults import Fault

if TYPE_CHECKING:
    from zhiheng.publications.auditing import Checked

_WIDE = 80
_COLUMNS = (("位置", 6), ("原文", 16), ("结论", 10), ("应为", 16))


def register(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("audit", help="核稿：文稿里的数逐个与台账核对，前后矛盾一并指出")
    parser.add_argument("draft", metavar="DRAFT", type=Path, help="文稿：.docx、.pdf、文本等")
    parser.add_argument("--area", metavar="CODE", required=True, help="文稿所说地区的代码，含其下级")
    parser.add_argument("--period", metavar="P", required=True, help="文稿所说的期间，例如 2025H1 或 2025-01-01..2025-07-25")
    parser.add_argument("--output", metavar="FILE", type=Path, help="把带批注的文稿写到这个 .docx 文件")
    parser.add_argument("--all", action="store_true", dest="everything", help="一致的、未核的数也写批注，也列出来")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 where everything agrees, 1 where a person has to look."""
    from zhiheng.cli import platform_ready
    from zhiheng.cli.read import content_of

    _check_output(arguments)
    content = content_of(arguments.draft)
    platform_ready()
    from zhiheng.core.measuring import period_from
    from zhiheng.directory.queries import scope_of
    from zhiheng.indicators.queries import area_called
    from zhiheng.project import serving
    from zhiheng.publications.auditing import audited, for_programs, marked

    serving.prepare()
    area, period = area_called(arguments.area), period_from(arguments.period)
    checked = audited(arguments.draft.name, content, scope_of(area), area, period)
    if arguments.output:
        arguments.output.write_bytes(marked(checked, content, everything=arguments.everything))
    as_json = arguments.format == "json"
    print(json.dumps(for_programs(checked), ensure_ascii=False) if as_json else _text(arguments, checked))
    audit = checked.audit
    return 1 if audit.count("differs") or any(not one.hint for one in audit.findings) else 0


def _check_output(arguments: argparse.Namespace) -> None:
    output = arguments.output
    if output is None:
        return
    if output.suffix.lower() != ".docx":
        raise Fault("B110", f"{output.name}：带批注的文稿写成 Word 文档。请把后缀改成 .docx。")
    if not output.absolute().parent.is_dir():
        raise Fault("B111", f"{output}：没有这个文件夹。请先建好文件夹，或换一个位置。")
    if output.exists() and arguments.draft.exists() and output.samefile(arguments.draft):
        raise Fault("B112", f"{output.name}：会盖掉原稿。请换一个文件名。")


def _text(arguments: argparse.Namespace, checked: "Checked") -> str:
    """A table that is read at 80 columns, the findings below it, the counts last."""
    from zhiheng.core.auditing import NAMES

    audit = checked.audit
    lines = list(audit.notes)
    shown = [one for one in audit.figures if arguments.everything or one.verdict in ("rounds", "differs")]
    if shown:
        lines.append("".join(_cell(name, width) for name, width in _COLUMNS) + "说明")
    for one in shown:
        row = (str(_line(audit.text, one.start)), one.claim.number.text, NAMES[one.verdict], one.computed)
        told = "".join(_cell(text, width) for text, (_, width) in zip(row, _COLUMNS, strict=True))
        why = "；".join(one.reasons) or (one.says if one.verdict != "differs" else "")
        lines += _folded(told, f"{one.name or one.claim.words} {why}".strip())
    lines += [
        line for one in audit.findings
        for line in _folded(f"第{_line(audit.text, one.start)}行 {'提示' if one.hint else '请核'} ", one.says)
    ]  # fmt: skip
    counts = "，".join(f"{name} {audit.count(verdict)}" for verdict, name in NAMES.items())
    unrecognised = f"其中没有认出是什么数的 {len(audit.unrecognised)} 个；"
    lines += _folded("", f"{arguments.draft.name}：{len(audit.figures)} 个数：{counts}；{unrecognised}")
    findings, hints = (sum(one.hint is hint for one in audit.findings) for hint in (False, True))
    where = f"；批注写入 {arguments.output}" if arguments.output else ""
    return "\n".join([*lines, *_folded("", f"前后矛盾等 {findings} 处，提示 {hints} 处{where}。")])


def _line(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def _cell(text: str, width: int) -> str:
    while _width(text) >= width:
        text = text[:-2] + "…"
    return text + " " * (width - _width(text))


def _folded(head: str, text: str) -> list[str]:
    """Lines of at most 80 columns, those behind the first set in below the text."""
    indent = " " * _width(head)
    lines, line = [], head
    for char in text:
        if _width(line + char) > _WIDE:
            lines.append(line.rstrip())
            line = indent
        line += char
    return [*lines, line.rstrip()]
