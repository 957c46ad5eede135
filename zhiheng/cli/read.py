"""`zhiheng read`: documents to JSON, to a page for the terminal, or to a 任务分解表."""

import argparse
import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from zhiheng.core.values.faults import Fault

if TYPE_CHECKING:
    from zhiheng.core.values.reading import Reading

_SUFFIXES = {"json": ".json", "table": ".txt", "xlsx": ".xlsx"}


def register(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser(
        "read",
        help="识读政策文件：目标、任务、单位、时限、数字",
        description="识读 .txt .html .docx .xlsx .pdf .ofd、扫描件和图片（装有 LibreOffice 时还有 .doc .wps .rtf）。"
        "多个文件时每行一个 JSON。不改动任何文件。",
    )
    parser.add_argument("paths", nargs="+", metavar="PATH", type=Path, help="要识读的文件")
    parser.add_argument(
        "--format",
        choices=tuple(_SUFFIXES),
        default="json",
        help="json：按 reading/1 的 JSON（默认）；table：在终端里看；xlsx：任务分解表",
    )
    parser.add_argument("--output", metavar="DIR", type=Path, help="每个文件的结果各写一个文件到这个文件夹")
    parser.add_argument("--with-raw", action="store_true", help="JSON 中带上原文（纯文本以外的格式总是带上）")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """Reads every file that can be read; 2 where one could not."""
    from zhiheng.cli import complain
    from zhiheng.core import read
    from zhiheng.definitions import lexicons
    from zhiheng.project.home import office_definitions

    _refuse_mixed_tables(arguments)
    rendered = _renderers()[arguments.format]
    words = lexicons(office_definitions())
    written: set[Path] = set()
    status = 0
    for path in arguments.paths:
        try:
            reading = read(content_of(path), path.name, words, with_raw=arguments.with_raw)
        except Fault as fault:
            complain(fault)
            status = 2
            continue
        result = rendered(reading)
        if arguments.output is None:
            sys.stdout.buffer.write(result)
            sys.stdout.buffer.flush()
        else:
            _keep(result, arguments.output, path, _SUFFIXES[arguments.format], written)
    return status


def _renderers() -> "dict[str, Callable[[Reading], bytes]]":
    return {"json": _json, "table": _table, "xlsx": _xlsx}


def _json(reading: "Reading") -> bytes:
    import msgspec

    return msgspec.json.encode(reading) + b"\n"


def _table(reading: "Reading") -> bytes:
    from zhiheng.cli.showing import page

    return (page(reading, shutil.get_terminal_size((100, 24)).columns) + "\n").encode()


def _xlsx(reading: "Reading") -> bytes:
    from zhiheng.core.writing import breakdown_table, rows_of_reading, workbook

    title = reading.meta.title or Path(reading.source.name).stem
    return workbook(breakdown_table(rows_of_reading(reading), f"{title}任务分解表"))


def _refuse_mixed_tables(arguments: argparse.Namespace) -> None:
    """A workbook is no text: it goes to a folder, or alone into a pipe."""
    if arguments.format != "xlsx" or arguments.output is not None:
        return
    if len(arguments.paths) > 1 or sys.stdout.isatty():
        raise Fault("R120", "任务分解表是表格文件，不能显示在终端里。请加上 --output 文件夹。")


def content_of(path: Path) -> bytes:
    """The bytes of a file, its size looked at before it is loaded."""
    from zhiheng.core.reading.formats import Limits, failing

    try:
        size = path.stat().st_size
        if path.is_dir():
            raise Fault("R121", f"{path.name or path}：这是文件夹，不是文件。请写出其中文件的路径。")
        if size > Limits().file_bytes:
            raise failing.too_large(path.name, size, Limits().file_bytes)
        return path.read_bytes()
    except FileNotFoundError:
        raise Fault("R122", f"{path.name}：找不到这个文件。请检查路径 {path}。") from None
    except OSError as error:
        raise Fault("R123", f"{path.name}：打不开（{os.strerror(error.errno or 0)}）。请检查路径和读取权限。") from None


def _keep(result: bytes, folder: Path, source: Path, suffix: str, written: set[Path]) -> None:
    """Writes beside the results of this call: two sources of one name become two files."""
    folder.mkdir(parents=True, exist_ok=True)
    target, number = folder / f"{source.stem}{suffix}", 2
    while target in written or target.resolve() == source.resolve():
        target, number = folder / f"{source.stem}-{number}{suffix}", number + 1
    written.add(target)
    target.write_bytes(result)
