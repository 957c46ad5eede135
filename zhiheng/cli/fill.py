"""`zhiheng fill`: somebody else's empty form, filled from the records, with its sources behind it."""

import argparse
import json
from pathlib import Path
from typing import TYPE_CHECKING

from zhiheng.cli.persons import add_by, worker
from zhiheng.core.values.faults import Fault

if TYPE_CHECKING:
    from zhiheng.indicators.filling.places import Proposal


def register(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("fill", help="填对方的空表（.xlsx、.docx），后附数据来源")
    parser.add_argument("form", metavar="FORM", type=Path, help="空表，.xlsx 或 .docx")
    parser.add_argument("--area", metavar="CODE", required=True, help="地区代码，含其下级")
    parser.add_argument("--period", metavar="P", required=True, help="例如 2025H1 或 2025-01-01..2025-07-25")
    parser.add_argument("--output", metavar="FILE", type=Path, required=True, help="填好的表写到这里")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--to", metavar="OFFICE", help="报给谁：写明时，已填的数记入已报数据台账")
    parser.add_argument("--permit", metavar="NO", default="", help="报表的准入编号")
    parser.add_argument("--reason", metavar="WORDS", default="", help="没有准入编号，或与以前报过的不一致时的说明")
    add_by(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from zhiheng.cli import platform_ready

    _check_paths(arguments)
    content = _content(arguments.form)
    platform_ready()
    from zhiheng.core.measuring import period_from
    from zhiheng.directory.queries import scope_of
    from zhiheng.indicators.filling.files import sound_form
    from zhiheng.indicators.filling.proposing import for_programs, proposed, written
    from zhiheng.indicators.known import known_indicators
    from zhiheng.indicators.queries import area_called
    from zhiheng.project import serving

    serving.prepare()
    area, period = area_called(arguments.area), period_from(arguments.period)
    name, kind = sound_form(arguments.form.name, content)
    found = proposed(name, content, kind, scope_of(area), area, period, known_indicators().values())
    filled = written(found, content)
    if arguments.to:
        _give(arguments, found)
    arguments.output.write_bytes(filled)
    print(json.dumps(for_programs(found), ensure_ascii=False) if arguments.format == "json" else _text(arguments, found))
    return 0


def _check_paths(arguments: argparse.Namespace) -> None:
    if arguments.output.suffix.lower() != arguments.form.suffix.lower():
        raise Fault("M308", f"{arguments.output.name}：填好的表与空表是同一种格式。请把后缀改成 {arguments.form.suffix}。")
    if not arguments.output.absolute().parent.is_dir():
        raise Fault("M309", f"{arguments.output}：没有这个文件夹。请先建好文件夹，或换一个位置。")


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise Fault("M310", f"{path.name}：打不开这个文件。请检查路径 {path} 和读取权限。") from None


def _give(arguments: argparse.Namespace, found: "Proposal") -> None:
    """Only what is clear is entered: what a person still has to look at was not given."""
    from django.utils import timezone

    from zhiheng.indicators.filling.actions import given_rows
    from zhiheng.indicators.giving import Giving

    by, office = worker(arguments.by, "indicators.give")
    form = (found.form.title or found.form.name)[:80]
    giving = Giving(arguments.to, form, timezone.localdate(), permit=arguments.permit, reason=arguments.reason)
    given_rows(found, giving, office, by)


def _text(arguments: argparse.Namespace, found: "Proposal") -> str:
    lines = list(found.form.notes)
    for place in found.places:
        if place.entry.state != "filled":
            lines.append(f"{place.address} {place.entry.label}：{'；'.join(place.entry.says)}（{place.state_name}）")
    counts = f"已填 {found.count('filled')} 格，请核对 {found.count('ask')} 格，未填 {found.count('unknown')} 格"
    given = "已填的数已记入已报数据台账" if arguments.to else "没有登记为已报（要登记请加 --to）"
    return "\n".join([*lines, f"{found.form.name}：{counts}，写入 {arguments.output}；{given}。"])
