"""`zhiheng take`: files laid into a folder come into the registers by the layouts that people confirmed."""

import argparse
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhiheng.cli.persons import add_by, worker
from zhiheng.core.values.faults import Fault

if TYPE_CHECKING:
    from zhiheng.directory.models import Organisation

DONE, LEFT = "已导入", "要处理"
SUFFIXES = (".xlsx", ".xls", ".csv", ".et")


def register(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("take", help="把文件夹里的表格导入台账：每个台账一个子文件夹，以台账编号命名")
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="里面有 product-sampling、complaint-report 等子文件夹")
    parser.add_argument("--watch", type=float, metavar="SECONDS", help="一直看着，每隔几秒看一次；不写则只看一次")
    add_by(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from zhiheng.cli import platform_ready

    platform_ready()
    from zhiheng.project import serving

    serving.prepare()
    if not arguments.folder.is_dir():
        raise Fault("G151", f"{arguments.folder}：没有这个文件夹。请核对路径。")
    by, office = worker(arguments.by, "registers.import")
    left = take_all(arguments.folder, office, by)
    while arguments.watch:
        time.sleep(max(arguments.watch, 1))
        left = take_all(arguments.folder, office, by)
    return 1 if left else 0


def take_all(folder: Path, office: "Organisation", by: Any) -> int:
    """How many files could not come in: they lie in 要处理, each with a sentence beside it."""
    left = 0
    for path in sorted(folder.glob("*/*")):
        if path.is_file() and path.suffix.lower() in SUFFIXES and not path.name.startswith(("~$", ".")):
            says = _taken(path, office, by)
            left += bool(says)
            print(f"{path.parent.name}/{path.name}：{says or '已导入。'}", flush=True)
            _moved(path, LEFT if says else DONE, says)
    return left


def _taken(path: Path, office: "Organisation", by: Any) -> str:
    """Why the file did not come in; "" where it did."""
    from zhiheng.registers.actions import import_file

    try:
        report = import_file(path.parent.name, path.name, path.read_bytes(), office, by)
    except Fault as problem:
        return f"{problem.says}（{problem.id}）"
    except OSError:
        return "打不开这个文件。请检查读取权限。"
    if not report.blocked:
        return ""
    lines = [f"第{p.row}行 {p.cell or '—'} {p.column}：{p.says}" for p in report.problems if p.blocks]
    return "\n".join([f"{report.rows} 行中有 {report.bad_rows} 行不合要求，一行也没有导入。", *lines])


def _moved(path: Path, where: str, says: str) -> None:
    """The file lies in a folder beside it; one of that name that lies there stays."""
    place = path.parent / where / path.name
    place.parent.mkdir(exist_ok=True)
    number = 1
    while place.exists():
        number += 1
        place = place.with_name(f"{path.stem}-{number}{path.suffix}")
    path.replace(place)
    if says:
        place.with_suffix(f"{place.suffix}.txt").write_text(f"{says}\n", encoding="utf-8")
