"""What an office learnt by correcting: cases read back, and the text of the files in which lines and cases are kept."""

import csv
import io
import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from msgspec import Struct, to_builtins

from zhiheng.core.values.cases import Case, Line
from zhiheng.core.values.comparing import NOTHING
from zhiheng.definitions.strict import LEARNED, converted, table_of, text_of

CASES = "cases.toml"
_HEAD = "# 由“改正与学习”页写成，请在页面上改；手写的规则和词表请放在上一级文件夹。\n"


class CasesFile(Struct, kw_only=True):
    """The top of a file of cases."""

    case: list[dict[str, Any]] = []


class KeptCase(Case, frozen=True, kw_only=True):
    """A case in its file. `learnt`: a line was accepted for it, so that it must be read right."""

    learnt: bool = False


def cases(office: Path | None) -> tuple[KeptCase, ...]:
    """The cases of an office, in the order of their file. Raises: Fault D201–D203."""
    path = office / LEARNED / CASES if office else None
    if path is None or not path.exists():
        return ()
    top = converted(table_of(path, text_of(path)), CasesFile, path)
    return tuple(converted(_with_unknown(raw), KeptCase, path, f"case {k}") for k, raw in enumerate(top.case, 1))


def files_of(lines: Iterable[Line], kept: Iterable[KeptCase]) -> dict[str, str]:
    """The text of each file of the learned tree, by its path in it."""
    lists: dict[str, dict[str, dict[str, Any]]] = {}
    rules: dict[str, dict[str, Any]] = {}
    for line in lines:
        if line.list == "rules":
            rules[line.row["id"]] = line.row
        else:
            lists.setdefault(line.list, {})[next(iter(line.row.values()))] = line.row
    texts = {f"lexicons/{name}.csv": _csv(list(rows.values())) for name, rows in lists.items()}
    texts["rules/learned.toml"] = _toml("rule", rules.values())
    texts[CASES] = cases_text(kept)
    return texts


def cases_text(kept: Iterable[KeptCase]) -> str:
    """Cases as TOML, as they are handed on."""
    return _toml("case", [{k: v for k, v in to_builtins(case).items() if v is not None} for case in kept])


def _csv(rows: list[dict[str, Any]]) -> str:
    names = list(dict.fromkeys(name for row in rows for name in row))
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> str:
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _toml(name: str, tables: Iterable[dict[str, Any]]) -> str:
    """An array of tables; lists of tables inside become [[name.inner]]."""
    parts, found = [_HEAD], list(tables)
    for table in found:
        inner = {key: value for key, value in table.items() if isinstance(value, list) and value and isinstance(value[0], dict)}
        parts.append(f"\n[[{name}]]\n" + _keys({key: value for key, value in table.items() if key not in inner}))
        parts += [f"\n[[{name}.{key}]]\n{_keys(each)}" for key, each_of in inner.items() for each in each_of]
    return "".join(parts) if found else f"{_HEAD}{name} = []\n"


def _keys(table: dict[str, Any]) -> str:
    return "".join(f"{_key(key)} = {_value(value)}\n" for key, value in table.items())


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_key(key)} = {_value(each)}" for key, each in value.items()) + " }" if value else "{}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, bool) or value is None:
        return str(value).lower() if value is not None else json.dumps(NOTHING, ensure_ascii=False)
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return name if name.replace("_", "").replace("-", "").isalnum() and name.isascii() else json.dumps(name, ensure_ascii=False)


def _with_unknown(raw: dict[str, Any]) -> dict[str, Any]:
    """What TOML has no word for, unknown again, in what was read and what a person says."""
    return {key: _unknown(value) if key in ("was", "says") else value for key, value in raw.items()}


def _unknown(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _unknown(each) for key, each in value.items()}
    return None if value == NOTHING else value
