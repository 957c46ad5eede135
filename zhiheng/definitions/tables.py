"""A CSV of definitions as strict structs; a wrong column or value is a Fault with file, line, column and remedy.

A cell of a tuple field holds its words separated by `|`; an empty cell takes the field's default.
"""

import csv
import io
from datetime import date
from pathlib import Path
from typing import Any, TypeVar, get_args, get_origin

import msgspec
from msgspec.structs import FieldInfo, fields

from zhiheng.core.values.faults import Fault

T = TypeVar("T", bound=msgspec.Struct)


def rows_of_csv(path: Path, row_type: type[T]) -> dict[str, T]:
    """The rows by their first column. Raises: Fault D101–D106."""
    columns = {field.name: field for field in fields(row_type)}
    reader = csv.reader(io.StringIO(_text(path)), strict=True)
    header = next(reader, [])
    _check_header(path, header, columns)
    rows: dict[str, T] = {}
    for cells in reader:
        if not any(cells):
            continue
        line = reader.line_num
        if len(cells) != len(header):
            raise Fault(
                "D104",
                f"{path.name} 第{line}行：有{len(cells)}格，表头有{len(header)}列。请补齐或删去多余的格；"
                "格内有逗号的，用双引号括起整格。",
            )
        row = _row(path, line, dict(zip(header, cells, strict=True)), row_type, columns)
        name = cells[header.index(next(iter(columns)))]
        if name in rows:
            raise Fault("D106", f"{path.name} 第{line}行：“{name}”在本文件中出现两次。请删去其中一行。")
        rows[name] = row
    return rows


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except FileNotFoundError:
        raise Fault("D101", f"{path.name}：找不到这份文件。请把它放回 {path.parent.name} 目录。") from None
    except UnicodeDecodeError:
        raise Fault("D102", f"{path.name}：不是 UTF-8 编码。请在表格软件中另存为“CSV UTF-8”。") from None


def _check_header(path: Path, header: list[str], columns: dict[str, FieldInfo]) -> None:
    for name in header:
        if name not in columns:
            raise Fault("D103", f"{path.name} 第1行：没有“{name}”这一列。可用的列：{', '.join(columns)}。")
    for name, field in columns.items():
        if name not in header and field.required:
            raise Fault("D103", f"{path.name} 第1行：缺少“{name}”列。请在表头加上这一列。")
    if len(set(header)) < len(header):
        raise Fault("D103", f"{path.name} 第1行：有两列同名。请删去或改名。")


def _row(
    path: Path,
    line: int,
    cells: dict[str, str],
    row_type: type[T],
    columns: dict[str, FieldInfo],
) -> T:
    values: dict[str, Any] = {}
    for name, cell in cells.items():
        field = columns[name]
        if not cell and not field.required:
            continue
        many = get_origin(field.type) is tuple
        try:
            if not cell and not many:
                raise msgspec.ValidationError("empty")
            plain = [part for part in cell.split("|") if part] if many else cell
            values[name] = msgspec.convert(plain, field.type, strict=False)
        except msgspec.ValidationError:
            place = f"{path.name} 第{line}行“{name}”列"
            wanted = _wanted(field.type)
            raise Fault("D105", f"{place}：“{cell}”不合要求，应为{wanted}。请改正这一格。") from None
    return row_type(**values)


def _wanted(wanted: Any) -> str:
    plain = {str: "非空的文字", int: "整数", float: "数", bool: "true 或 false", date: "2025-10-01 样子的日期"}
    if wanted in plain:
        return plain[wanted]
    choices = [str(choice) for choice in get_args(wanted) if isinstance(choice, str | int)]
    return "下列之一：" + "、".join(choices) if choices else "规定的写法"
