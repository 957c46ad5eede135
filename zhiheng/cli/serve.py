"""`zhiheng serve`: the site, with its worker beside it."""

import argparse


def register(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("serve", help="启动网页服务（连同后台任务）")
    parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from zhiheng.cli import platform_ready

    platform_ready()
    from zhiheng.project import serving

    serving.prepare()
    print(f"质衡：http://{serving.ADDRESS}:{arguments.port}  （按 Ctrl+C 停止）", flush=True)
    serving.serve(arguments.port)
    return 0
