"""`zhiheng publish`: a document issued under a person's name, and written to a file."""

import argparse
from pathlib import Path

from zhiheng.cli.persons import add_by, worker
from zhiheng.core.values.faults import Fault


def register(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("publish", help="按模板印发一件公文，并写成文件")
    parser.add_argument("template", metavar="TEMPLATE", help="模板编号，例如 inspection-bulletin")
    parser.add_argument("--area", metavar="CODE", required=True, help="地区代码，含其下级")
    parser.add_argument("--period", metavar="P", required=True, help="例如 2025H1 或 2025-01-01..2025-07-25")
    parser.add_argument("--output", metavar="FILE", type=Path, required=True, help="写到这个 .docx、.pdf、.html 或 .txt 文件")
    parser.add_argument("--reason", metavar="WORDS", default="", help="与以前报出的数不一致时，写明原因")
    add_by(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from zhiheng.cli import platform_ready

    form = arguments.output.suffix.lower().removeprefix(".")
    if form not in ("docx", "pdf", "html", "txt"):
        raise Fault("B104", f"{arguments.output.name}：只能写成 .docx、.pdf、.html 或 .txt。请改后缀。")
    if not arguments.output.absolute().parent.is_dir():
        raise Fault("B105", f"{arguments.output}：没有这个文件夹。请先建好文件夹，或换一个位置。")
    platform_ready()
    from zhiheng.project import serving
    from zhiheng.publications.actions import publish
    from zhiheng.publications.files import content
    from zhiheng.publications.queries import paper_of

    serving.prepare()
    by, office = worker(arguments.by, "publications.draft")
    about = {"area": arguments.area, "period": arguments.period, "reason": arguments.reason}
    made = publish(arguments.template, **about, office=office, by=by)
    arguments.output.write_bytes(content(paper_of(made), form))
    print(f"{made.title}：已由{made.issued_by.get_full_name()}印发，写入 {arguments.output}")
    return 0
