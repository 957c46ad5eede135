"""Writes docs/errors.md from the source: every error a user can meet, by its id.

Run: .venv/bin/python docs/write_errors.py
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "errors.md"
ID = re.compile(r"[A-Z]\d{3}")
LETTERS = {
    "R": "识读 reading",
    "X": "提取 extracting",
    "W": "编写 writing",
    "A": "对齐 aligning",
    "C": "核对 checking",
    "M": "计算 measuring",
    "E": "批量识读 engines",
    "D": "定义与文件 definitions, documents",
    "P": "方案 plans",
    "S": "考核计分 scoring, assessments",
    "G": "台账 registers",
    "T": "时限与步骤 scheduling",
    "H": "改动记录与存证 history, sealing",
    "U": "账号与单位 accounts, directory",
    "B": "公文 publications",
}
HEAD = """\
# 出错提示

用户能遇到的每一条出错提示，按编号排列；… 处是文件名、位置或数值。本页由 `docs/write_errors.py` 从源代码生成，请勿手工修改。
"""


class Raised(NamedTuple):
    """One place in the source that makes a Fault."""

    id: str
    says: str
    module: str


def raised() -> Iterator[Raised]:
    """Every Fault that the source makes under a fixed id."""
    for path in sorted((ROOT / "zhiheng").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) in ("Fault", "NotAllowed"):
                id = node.args[0]
                if isinstance(id, ast.Constant) and ID.fullmatch(str(id.value)):
                    yield Raised(id.value, sentence(node.args[1]), str(path.relative_to(ROOT)))


def sentence(node: ast.expr) -> str:
    """The message as a user sees it, with … where a name or number stands."""
    match node:
        case ast.Constant():
            return str(node.value)
        case ast.JoinedStr():
            return "".join(sentence(part) for part in node.values)
        case ast.BinOp(op=ast.Add()):
            return sentence(node.left) + sentence(node.right)
        case ast.IfExp():
            return f"{sentence(node.body)}（或：{sentence(node.orelse)}）"
        case _:
            return "…"


def page(found: list[Raised]) -> str:
    """The whole of docs/errors.md."""
    parts = [HEAD]
    for letter in sorted({each.id[0] for each in found}):
        parts += [f"\n## {letter} {LETTERS[letter]}\n\n", "| 编号 | 提示 |\n|---|---|\n"]
        rows = {(each.id, each.says) for each in found if each.id[0] == letter}
        parts += [f"| {id} | {says} |\n" for id, says in sorted(rows)]
    return "".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(list(raised())), encoding="utf-8")
