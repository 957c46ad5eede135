"""`zhiheng observe`: figures of all areas and periods counted and kept, so that pages only read them."""

import argparse
import json
import time


def register(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("observe", help="把指标按各级地区、各期算好存下；有变动时后台自动重算")
    parser.add_argument("indicators", metavar="INDICATOR", nargs="*", help="指标编号；不写就算台账里有记录的全部指标")
    parser.add_argument("--period", metavar="P", required=True, help="其中每一期都算，例如 2025 或 2021-01-01..2025-12-31")
    parser.add_argument(
        "--step", choices=("month", "quarter", "half-year", "year"), default="quarter", help="一期多长，默认一季"
    )
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from zhiheng.cli import platform_ready

    platform_ready()
    from zhiheng.indicators.freshening import observe_everywhere
    from zhiheng.indicators.known import known_indicator
    from zhiheng.project import serving

    wanted = [known_indicator(name) for name in arguments.indicators]
    serving.prepare()
    begun = time.perf_counter()
    counted = corrected = 0
    for one, kept in observe_everywhere(wanted, arguments.period, arguments.step):
        counted, corrected = counted + len(kept.current), corrected + len(kept.corrected)
        if arguments.format == "text":
            print(f"{one.name}：{len(kept.current)} 个数" + (f"，其中 {len(kept.corrected)} 个变了" if kept.corrected else ""))
    seconds = round(time.perf_counter() - begun, 2)
    if arguments.format == "json":
        print(json.dumps({"values": counted, "corrected": corrected, "seconds": seconds}))
    else:
        print(f"共 {counted} 个数，用时 {seconds} 秒。")
    return 0
