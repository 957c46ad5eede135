"""`zhiheng export`: the rows of a register that count, as JSON lines, CSV or XLSX."""

import argparse
import sys
from pathlib import Path

from zhiheng.core.values.faults import Fault


def register(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("export", help="导出台账的全部有效行")
    parser.add_argument("register", metavar="REGISTER", help="台账编号，例如 special-campaign")
    parser.add_argument("--format", choices=("jsonl", "csv", "xlsx", "parquet"), help="默认按 --output 的后缀，否则 jsonl")
    parser.add_argument("--output", metavar="FILE", type=Path, help="写到文件；不写则输出到终端")
    parser.add_argument("--area", metavar="CODE", help="只要这个地区及其下级")
    parser.add_argument("--period", metavar="P", help="只要这个期间，例如 2025H1")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from zhiheng.cli import platform_ready

    platform_ready()
    from zhiheng.core.measuring import period_from
    from zhiheng.directory.queries import everywhere
    from zhiheng.indicators.queries import area_called
    from zhiheng.project import serving
    from zhiheng.registers.known import known_register
    from zhiheng.registers.queries import exported

    kind = _kind(arguments)
    serving.prepare()
    area = area_called(arguments.area) if arguments.area else None
    period = period_from(arguments.period) if arguments.period else None
    content = exported(kind, known_register(arguments.register), everywhere(), area, period)
    if arguments.output is None:
        sys.stdout.buffer.write(content)
    else:
        arguments.output.write_bytes(content)
    return 0


def _kind(arguments: argparse.Namespace) -> str:
    suffix = arguments.output.suffix.lstrip(".").lower() if arguments.output else ""
    kind: str = arguments.format or suffix or "jsonl"
    if kind not in ("jsonl", "csv", "xlsx", "parquet"):
        raise Fault("G110", f"{arguments.output.name}：不能导出成这种文件。请把后缀改成 .jsonl、.csv、.xlsx 或 .parquet。")
    if kind in ("xlsx", "parquet") and arguments.output is None:
        raise Fault("G110", "表格文件不能显示在终端里。请加上 --output 文件名.xlsx。")
    return kind
