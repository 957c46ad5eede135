"""`zhiheng import`: a spreadsheet's rows into a register, all or nothing."""

import argparse
import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from zhiheng.cli.persons import add_by, worker
from zhiheng.core.values.faults import Fault

if TYPE_CHECKING:
    from zhiheng.registers.importing import Report


def register(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("import", help="把表格导入台账（全部导入或一行不进）")
    parser.add_argument("register", metavar="REGISTER", help="台账编号，例如 special-campaign")
    parser.add_argument("file", metavar="FILE", type=Path, help=".xlsx、.xls 或 .csv")
    parser.add_argument("--dry-run", action="store_true", help="只核对，不导入；有问题时退出码为 1")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    add_by(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from zhiheng.cli import complain, platform_ready

    platform_ready()
    from zhiheng.project import serving
    from zhiheng.registers.actions import check_file, import_file

    serving.prepare()
    by, office = worker(arguments.by, "registers.add")
    content = _content(arguments.file)
    if arguments.dry_run:
        report = check_file(arguments.register, arguments.file.name, content, office)
    else:
        report = import_file(arguments.register, arguments.file.name, content, office, by)
    print(_json(report) if arguments.format == "json" else _text(report, arguments.dry_run))
    if report.blocked and not arguments.dry_run:
        sys.stdout.flush()
        bad = f"{report.rows} 行中有 {report.bad_rows} 行不合要求"
        complain(Fault("G108", f"{report.name}：{bad}，一行也没有导入。请按上面列出的位置改正。"))
        return 2
    return 1 if report.blocked else 0


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise Fault("G109", f"{path.name}：打不开这个文件。请检查路径 {path} 和读取权限。") from None


def _json(report: "Report") -> str:
    problems = [
        {"row": p.row, "cell": p.cell, "column": p.column, "says": p.says, "blocks": p.blocks} for p in report.problems
    ]
    counts = {"added": len(report.added), "changed": len(report.changed), "same": len(report.same)}
    kept = {"kept": report.kept is not None, "ignored": list(report.ignored), "problems": problems}
    return json.dumps({"rows": report.rows, **counts, **kept}, ensure_ascii=False)


def _text(report: "Report", dry_run: bool) -> str:
    lines = [f"第{p.row}行 {p.cell or '—'} {p.column}：{p.says}" for p in report.problems]
    if report.ignored:
        lines.append(f"台账没有这些列，未读入：{'、'.join(report.ignored)}。")
    if not report.blocked:
        counts = f"新增 {len(report.added)} 行，更改 {len(report.changed)} 行，未变 {len(report.same)} 行"
        lines.append(f"{report.name}：{'核对无误，将' if dry_run else ''}{counts}。")
    return "\n".join(lines)
