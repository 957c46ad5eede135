"""`zhiheng measure`: one figure of an area and a period, with what it rests on."""

import argparse
import json
from typing import Any


def register(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("measure", help="计算一个指标")
    parser.add_argument("indicator", metavar="INDICATOR", help="指标编号，例如 fines")
    parser.add_argument("--area", metavar="CODE", required=True, help="地区代码，含其下级")
    parser.add_argument("--period", metavar="P", required=True, help="例如 2025H1 或 2025-01-01..2025-07-25")
    parser.add_argument(
        "--engine", choices=("duckdb", "database", "spark"), default="", help="用哪个引擎算；不写时照本机的设置"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from zhiheng.cli import platform_ready

    platform_ready()
    from zhiheng.indicators.known import known_indicator
    from zhiheng.indicators.queries import measured
    from zhiheng.project import serving

    indicator = known_indicator(arguments.indicator)
    serving.prepare()
    figure = measured(arguments.area, arguments.period, [indicator.id], arguments.engine)[indicator.id]
    if arguments.format == "json":
        print(json.dumps(figure, ensure_ascii=False))
        return 0
    print(f"{indicator.name}：{_in_words(figure)}")
    for part in figure.get("parts", ()):
        print(f"  {'、'.join(name or '未填' for name in part['by'])}：{part['printed'] or '暂无数据'} {figure['unit']}")
    return 0


def _in_words(figure: dict[str, Any]) -> str:
    rows = f"记录 {figure['rows']} 行"
    if "parts" in figure:
        return f"按类分列（{rows}）"
    if figure["value"] is None:
        return f"{'不可判' if figure['state'] == 'undecidable' else '暂无数据'}（{rows}）"
    lower = "；有行未填，实际不少于此数" if figure["state"] == "partial" else ""
    base = f"；{figure['numerator']}／{figure['denominator']}" if figure["denominator"] is not None else ""
    return f"{figure['printed']} {figure['unit']}（{rows}{base}{lower}）"
