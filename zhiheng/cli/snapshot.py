"""`zhiheng snapshot`: the rows of registers as typed Parquet, brought up to date or made anew."""

import argparse
import json
from typing import Any

HOW = {"same": "没有变化", "changed": "已更新", "whole": "已重建", "busy": "另一个进程正在更新"}


def register(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("snapshot", help="更新台账快照（Parquet），指标由快照计算")
    parser.add_argument("registers", metavar="REGISTER", nargs="*", help="台账编号，例如 enforcement-check；默认全部有记录的台账")
    parser.add_argument("--full", action="store_true", help="全部重建，并与逐次更新的结果核对；不一致时退出码为 1")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """1 where a whole rebuild found other rows than the changes had left, or a value fits no column."""
    from zhiheng.cli import platform_ready

    platform_ready()
    from zhiheng.project import serving
    from zhiheng.registers.known import known_register
    from zhiheng.registers.snapshots import refresh, refresh_dimensions, registers_with_rows
    from zhiheng.registers.snapshots.meanings import Meanings

    serving.prepare()
    named = [known_register(id) for id in arguments.registers] or registers_with_rows()
    meanings = Meanings()
    refresh_dimensions()
    told = [_told(refresh(each, whole=arguments.full, meanings=meanings)) for each in named]
    if arguments.format == "json":
        print(json.dumps({"snapshots": told}, ensure_ascii=False))
    else:
        print("\n".join(map(_in_words, told)) or "没有台账有记录。")
    return 1 if any(one["differing"] or one["misfits"] for one in told) else 0


def _told(done: Any) -> dict[str, Any]:
    snapshot = done.snapshot
    return {
        "register": snapshot.register,
        "how": done.how,
        "rows": snapshot.rows,
        "years": list(snapshot.years),
        "files": len(snapshot.manifest.files),
        "written": done.files,
        "bytes": sum(file.bytes for file in snapshot.manifest.files),
        "seconds": round(done.seconds, 2),
        "digest": snapshot.digest,
        "misfits": snapshot.misfits,
        "differing": [{"year": year, "by_changes": left, "rows": rows} for year, (left, rows) in done.differing.items()],
    }


def _in_words(one: dict[str, Any]) -> str:
    said = [f"{one['register']}：{HOW[one['how']]}，{one['rows']} 行，写了 {one['written']} 个文件，用时 {one['seconds']} 秒"]
    said += [f"  {one['misfits']} 行有放不进列的值（见列 @misfits），计算时按未填处理。请核对这些行。"] if one["misfits"] else []
    for year in one["differing"]:
        before, now = year["by_changes"], year["rows"]
        said.append(f"  {year['year'] or '没有日期'}：逐次更新为 {before} 行，全部重建为 {now} 行，或内容不同；已以重建为准。")
    return "\n".join(said)
