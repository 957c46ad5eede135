"""`zhiheng measure`: one figure of an area and a period, with what it rests on."""

import argparse
import json

from zhiheng.core.values.faults import Fault


def register(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("measure", help="计算一个指标")
    parser.add_argument("indicator", metavar="INDICATOR", help="指标编号，例如 fines")
    parser.add_argument("--area", metavar="CODE", required=True, help="地区代码，含其下级")
    parser.add_argument("--period", metavar="P", required=True, help="例如 2025H1 或 2025-01-01..2025-07-25")
    parser.add_argument("--engine", choices=("duckdb", "database", "spark"), default="database")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from zhiheng.cli import platform_ready

    if arguments.engine != "database":
        raise Fault("M103", f"本版本还没有 {arguments.engine} 引擎。请去掉 --engine，或写 --engine database。")
    platform_ready()
    from zhiheng.definitions.indicators import indicator_called
    from zhiheng.indicators.queries import measured
    from zhiheng.project import serving

    indicator = indicator_called(arguments.indicator)
    serving.prepare()
    figure = measured(arguments.area, arguments.period, [indicator.id])[indicator.id]
    if arguments.format == "json":
        print(json.dumps(figure, ensure_ascii=False))
    elif figure["value"] is None:
        print(f"{indicator.name}：暂无数据（记录 {figure['rows']} 行）")
    else:
        lower = "；有行未填，实际不少于此数" if figure["state"] == "partial" else ""
        print(f"{indicator.name}：{figure['printed']} {figure['unit']}（记录 {figure['rows']} 行{lower}）")
    return 0
