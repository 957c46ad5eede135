"""`zhiheng renew`: last year's Word document with this year's figures, each change a revision mark."""

import argparse
import re
from pathlib import Path
from typing import TYPE_CHECKING

from zhiheng.core.values.faults import Fault

if TYPE_CHECKING:
    from zhiheng.publications.renewing import Renewed


def register(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("renew", help="只换数：把去年的文稿换成今年的数，改动逐处留修订标记")
    parser.add_argument("last", metavar="LAST.docx", type=Path, help="去年的文稿（.docx）")
    parser.add_argument("--area", metavar="CODE", required=True, help="文稿所说地区的代码，含其下级")
    parser.add_argument("--period", metavar="P", required=True, help="要换成的期间，例如 2025 或 2025H1")
    parser.add_argument("--from", metavar="P", dest="old", help="原文稿的期间；不写就从文中读出")
    parser.add_argument("--output", metavar="FILE", type=Path, required=True, help="把带修订标记的文稿写到这个 .docx 文件")
    parser.add_argument("--template-out", metavar="FILE.md", type=Path, dest="template", help="把原文稿变成模板，写到这里")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 where every figure moved on, 1 where some are left to a person."""
    from zhiheng.cli import platform_ready
    from zhiheng.cli.read import content_of

    _check_output(arguments)
    content = content_of(arguments.last)
    platform_ready()
    from zhiheng.core.measuring import period_from
    from zhiheng.core.writing.renewing import template_of
    from zhiheng.directory.queries import scope_of
    from zhiheng.indicators.queries import area_called
    from zhiheng.project import serving
    from zhiheng.publications.renewing import period_of, renewed

    serving.prepare()
    area, new = area_called(arguments.area), period_from(arguments.period)
    old = period_from(arguments.old) if arguments.old else period_of(arguments.last.name, content, new)
    found = renewed(arguments.last.name, content, scope_of(area), area, old, new)
    arguments.output.write_bytes(found.file)
    if arguments.template:
        stem = arguments.template.stem
        id = stem if re.fullmatch("[a-z][a-z0-9-]*", stem) else "from-last-year"
        arguments.template.write_text(template_of(found.renewal.text, id, found.holes, old.name), "utf-8")
    print(_text(arguments, found, old.text, new.text))
    return 1 if found.left else 0


def _check_output(arguments: argparse.Namespace) -> None:
    output = arguments.output
    if output.suffix.lower() != ".docx":
        raise Fault("W181", f"{output.name}：换数后的文稿写成 Word 文档。请把后缀改成 .docx。")
    for file in filter(None, (output, arguments.template)):
        if not file.absolute().parent.is_dir():
            raise Fault("W182", f"{file}：没有这个文件夹。请先建好文件夹，或换一个位置。")
    if output.exists() and arguments.last.exists() and output.samefile(arguments.last):
        raise Fault("W183", f"{output.name}：会盖掉原稿。请换一个文件名。")


def _text(arguments: argparse.Namespace, found: "Renewed", old: str, new: str) -> str:
    """What is left to a person, line by line, the counts last."""
    from zhiheng.publications.renewing import left_told

    lines = [f"{one.place} {one.text}：{one.why}" for one in left_told(found)]
    dates = sum(one.kind == "date" for one in found.renewal.swaps)
    lines.append(f"{arguments.last.name}：{old} → {new}，{found.figures} 个数，换了 {found.replaced} 个，日期 {dates} 处。")
    if arguments.template:
        typed = found.figures - len(found.holes)
        lines.append(f"模板 {arguments.template}：{len(found.holes)} 个数成了填空，{typed} 个照原样写着，要人改。")
    lines.append(f"要人看的 {len(found.left)} 处，都有批注；改动都是修订标记，写入 {arguments.output}")
    return "\n".join(lines)
