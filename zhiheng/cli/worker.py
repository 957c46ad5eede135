"""`zhiheng worker`: background tasks alone, where the web server runs elsewhere."""

import argparse


def register(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("worker", help="只运行后台任务")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from zhiheng.cli import platform_ready

    platform_ready()
    from zhiheng.project import serving

    serving.prepare()
    serving.run_worker()
    return 0
