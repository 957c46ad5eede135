"""`zhiheng corpus`: many documents to Parquet."""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from zhiheng.engines.corpus.running import Tally


def register(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser(
        "corpus",
        help="批量识读：文件夹、压缩包或 Parquet 到 Parquet",
        description="识读文件夹（含各级子文件夹）、.zip、.parquet（name、content 两列）或单个文件，"
        "写成 OUT/{documents,items,repairs}/*.parquet。中断后再运行同一条命令，会接着读。",
    )
    parser.add_argument("given", metavar="IN", type=Path, help="文件夹、.zip、.parquet 或文件")
    parser.add_argument("out", metavar="OUT", type=Path, help="结果文件夹")
    parser.add_argument("--engine", default="local", metavar="ENGINE", help="local：本机（默认）；spark：集群")
    parser.add_argument("--workers", type=_positive, metavar="N", help="同时识读的进程数，默认等于处理器核数")
    parser.add_argument("--retry", action="store_true", help="上次有文件读不了的部分，再读一次")
    parser.add_argument("--replace", action="store_true", help="OUT 里是另一版本或另一来源的结果时，用这次的替换")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    """0 also where some documents could not be read: each has its row that says why."""
    from zhiheng.cli.progress import Progress
    from zhiheng.engines import engine
    from zhiheng.project.home import office_definitions

    read_corpus = engine(arguments.engine).read_corpus
    progress = Progress(sys.stderr)
    try:
        with progress:
            tally = read_corpus(
                arguments.given, arguments.out, workers=arguments.workers, replace=arguments.replace,
                retry=arguments.retry, watch=progress.show, office=office_definitions(),
            )  # fmt: skip
    except KeyboardInterrupt:
        print("已停止，读完的部分已保存。再运行同一条命令，会从断开的地方接着读。", file=sys.stderr)
        return 130
    print(_summary(tally, arguments.out, progress.seconds))
    return 0


def _summary(tally: "Tally", out: Path, seconds: float) -> str:
    from zhiheng.cli.progress import duration

    counts = tally.counts
    kept = f"（其中 {tally.kept:,} 份先前已读）" if tally.kept else ""
    lines = [
        f"识读 {counts.documents:,} 份{kept}：条目 {counts.items:,} 条，修复 {counts.repairs:,} 处，用时 {duration(seconds)}。"
    ]
    if counts.faults:
        by_id = "，".join(f"{id} {count:,} 份" for id, count in sorted(counts.faults.items()))
        lines.append(f"读不了 {sum(counts.faults.values()):,} 份：{by_id}。原因见 documents 表的 fault 列。")
    if tally.parts_removed:
        lines.append(f"来源中已没有的 {tally.parts_removed:,} 个分片已删去。")
    lines.append(f"结果在 {out}")
    return "\n".join(lines)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError
    return number


_positive.__name__ = "正整数"  # argparse names it so in its message
