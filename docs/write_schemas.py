"""Writes the tables of columns in docs/methods/corpus.md from zhiheng/engines/corpus/schemas.py.

Run: .venv/bin/python docs/write_schemas.py
"""

import re
from pathlib import Path

from zhiheng.engines.corpus.schemas import TABLES, columns, meanings

PAGE = Path(__file__).parent / "methods" / "corpus.md"
BETWEEN = re.compile(r"(?<=<!-- columns -->\n).*(?=<!-- /columns -->)", re.S)


def page(text: str) -> str:
    """The page with its tables as the code has them."""
    return BETWEEN.sub(lambda _: tables(), text)


def tables() -> str:
    """One section a table, one line a column."""
    parts = []
    for name, row in TABLES.items():
        parts.append(f"\n### {name}\n\n{(row.__doc__ or '').splitlines()[0]}\n\n| column | type | holds |\n|---|---|---|\n")
        told = meanings(row)
        types = {column: type_.replace('"', "") for column, type_ in columns(row).items()}
        parts += [f"| `{column}` | {type_} | {told[column]} |\n" for column, type_ in types.items()]
    return "".join([*parts, "\n"])


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text("utf-8")), encoding="utf-8")
