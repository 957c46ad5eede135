"""`zhiheng demo`: plays the demo province in and serves it; with --check, fetches its pages and ends."""

import argparse
import sys

import msgspec


def register(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("demo", help="演示：示例省的数据与网页")
    parser.add_argument("--port", type=int, default=8000, help="端口，默认 8000")
    parser.add_argument("--check", action="store_true", help="导入演示数据、打开主要页面，然后结束")
    parser.add_argument("--format", choices=("text", "json"), default="text", help="--check 的输出")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from zhiheng.cli import platform_ready

    platform_ready()
    from zhiheng.demo.playing import PASSWORD, play
    from zhiheng.demo.story import story
    from zhiheng.project import serving

    serving.prepare()
    print("正在导入示例省的演示数据……", file=sys.stderr, flush=True)
    play()
    if arguments.check:
        return _check(arguments.format)
    print(f"\n质衡演示：http://{serving.ADDRESS}:{arguments.port}  （按 Ctrl+C 停止）\n")
    for person in story().people:
        print(f"  用户名 {person.username:<10} 密码 {PASSWORD}   {person.name}，{person.office}")
    print("", flush=True)
    serving.serve(arguments.port)
    return 0


def _check(form: str) -> int:
    from zhiheng.demo.checking import check

    seen = check()
    if form == "json":
        print(msgspec.json.encode(seen).decode())
    else:
        for page in seen.pages:
            print(f"{page.status}  {page.ms:5d} ms  {page.url}{'' if page.status == 200 else '  ← 打不开'}")
        print(f"文件 {seen.documents}，方案 {seen.plans}，台账行 {seen.rows}；{seen.area} {seen.period}：")
        for name, figure in seen.figures.items():
            print(f"  {name} = {figure['value']} {figure['unit']}")
    return 0 if seen.good else 1
