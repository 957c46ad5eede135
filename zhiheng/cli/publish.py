"""`zhiheng publish`: a document issued under a person's name, and written to a file."""

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhiheng.cli.persons import add_by, worker
from zhiheng.core.values.faults import Fault

if TYPE_CHECKING:
    from zhiheng.directory.models import Organisation


def register(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("publish", help="按模板印发一件公文，并写成文件")
    parser.add_argument("template", metavar="TEMPLATE", help="模板编号，例如 inspection-bulletin")
    parser.add_argument("--area", metavar="CODE", help="地区代码，含其下级")
    parser.add_argument("--period", metavar="P", help="例如 2025H1 或 2025-01-01..2025-07-25")
    parser.add_argument("--row", metavar="N", help="就哪一行写：网址里的行号，或台账里的编号，例如 约谈〔2025〕5号")
    parser.add_argument(
        "--fill", metavar="NAME=WORDS", action="append", default=[], help="填一个空，例如 联系人=张三；可以写多次"
    )
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
    answers = _answers(arguments.fill)
    platform_ready()
    from zhiheng.project import serving
    from zhiheng.publications.actions import publish
    from zhiheng.publications.files import content, fonts_told
    from zhiheng.publications.queries import paper_of

    serving.prepare()
    by, office = worker(arguments.by, "publications.draft")
    about = _about(arguments, office)
    made = publish(arguments.template, **about, office=office, by=by, reason=arguments.reason, answers=answers)
    arguments.output.write_bytes(content(paper_of(made), form))
    print(f"{made.title}：已由{made.issued_by.get_full_name()}印发，写入 {arguments.output}")
    if form == "pdf":
        print(f"字体：{fonts_told(paper_of(made))}。")
    return 0


def _answers(filled: list[str]) -> dict[str, str]:
    """What is written into blanks, by their names. Raises: Fault B143."""
    for each in filled:
        if not each.partition("=")[2].strip() or not each.partition("=")[0].strip():
            raise Fault("B143", f"--fill {each}：看不懂。请写成“空的名称=内容”，例如 --fill 联系人=张三。")
    return {name.strip(): words for name, _, words in (each.partition("=") for each in filled)}


def _about(arguments: argparse.Namespace, office: "Organisation") -> dict[str, Any]:
    """A row, or an area and a period. Raises: Fault B141, B144–B146."""
    from zhiheng.directory.queries import scope_of
    from zhiheng.publications.known import known_template
    from zhiheng.publications.queries_of_rows import refuse_rows, row_called

    template = known_template(arguments.template)
    if arguments.row is not None:
        return {"row": row_called(template, arguments.row, scope_of(office.area))}
    refuse_rows(template)
    if not (arguments.area and arguments.period):
        raise Fault("B144", f"“{template.title}”按地区和期间写。请加上 --area 地区代码 和 --period 期间。")
    return {"area": arguments.area, "period": arguments.period}
