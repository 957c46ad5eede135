"""`zhiheng seal`: what was recorded is verified, exported, and compared with what was kept elsewhere."""

import argparse
import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from zhiheng.core.sealing import CHAINS, check_file
from zhiheng.core.values.faults import Fault

if TYPE_CHECKING:
    from zhiheng.history.models import DailyRoot


def register(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("seal", help="存证：核验改动记录，取日根，导出，与外部留存比对")
    verbs = parser.add_subparsers(title="动作", metavar="动作", required=True)
    verify = verbs.add_parser("verify", help="核验全部记录和现有内容；给出文件时只核验导出文件，不用数据库")
    verify.add_argument("file", metavar="FILE", type=Path, nargs="?", help="zhiheng seal export 导出的文件")
    verify.add_argument("--format", choices=("text", "json"), default="text")
    verify.set_defaults(run=run_verify)
    root = verbs.add_parser("root", help="日根：某一天及以前全部记录的校验码，可打印、寄出留存")
    root.add_argument("day", metavar="DAY", type=date.fromisoformat, nargs="?", help="例如 2026-11-21；默认最近一天")
    root.set_defaults(run=run_root)
    export = verbs.add_parser("export", help="导出全部记录和日根（每行一条 JSON），可在别处核验")
    export.add_argument("file", metavar="FILE", type=Path)
    export.set_defaults(run=run_export)
    witness = verbs.add_parser("witness", help="与外部留存的日根或导出文件比对")
    witness.add_argument("kept", metavar="FILE|ROOT", help="留存的导出文件，或纸上的日根（至少前 16 位）")
    witness.set_defaults(run=run_witness)


def run_verify(arguments: argparse.Namespace) -> int:
    """1 where something was altered."""
    if arguments.file:
        with _opened(arguments.file) as lines:
            file = check_file(lines)
        said = {"entries": file.counts, "roots": len(file.roots), "contents": 0, "unsealed": 0}
        return _told(said, file.flaws, file.says, arguments.format)
    _ready()
    from zhiheng.history.verifying import verified

    found = verified()
    said = {
        "entries": found.entries, "roots": found.roots, "contents": found.contents, "unsealed": found.unsealed,
    }  # fmt: skip
    return _told(said, found.flaws, found.says, arguments.format)


def _told(said: dict[str, Any], flaws: int, says: list[str], form: str) -> int:
    if form == "json":
        print(json.dumps(said | {"flaws": flaws, "says": says}, ensure_ascii=False))
        return 1 if flaws else 0
    counts = [f"{CHAINS.get(chain, chain)} {count} 条" for chain, count in said["entries"].items()]
    if said["contents"]:
        counts.append(f"现有内容 {said['contents']} 件")
    print("，".join([*counts, f"日根 {said['roots']} 个"]))
    if said["unsealed"]:
        print(f"其中 {said['unsealed']} 件录入于封存之前，此后没有改动，内容还没有校验码。")
    _print_flaws(flaws, says)
    return 1 if flaws else 0


def _print_flaws(flaws: int, says: list[str]) -> None:
    if not flaws:
        print("全部与封存时一致。")
        return
    print(f"发现 {flaws} 处问题，最早的在前：")
    print("\n".join(f"{number}. {text}" for number, text in enumerate(says, 1)))
    if flaws > len(says):
        print(f"……另有 {flaws - len(says)} 处没有列出。")


def run_root(arguments: argparse.Namespace) -> int:
    """2 where the day is not over, or was before there were seals."""
    _ready()
    from django.utils import timezone

    from zhiheng.history.models import DailyRoot
    from zhiheng.history.roots import close_days

    close_days(timezone.now())
    found = DailyRoot.objects.filter(day=arguments.day) if arguments.day else DailyRoot.objects.all()
    kept = found.first()
    if kept is None:
        day = f"{arguments.day} " if arguments.day else ""
        raise Fault("H120", f"{day}还没有日根：当天过完才有，封存以前的日子没有。请换一个已经过去的日期，例如昨天。")
    print(root_in_words(kept))
    return 0


def root_in_words(kept: "DailyRoot") -> str:
    """A root as it is printed and kept elsewhere."""
    return "\n".join([
        f"{kept.day} 日根（{kept.digest_name}）",
        kept.groups,
        f"改动记录至第 {kept.last} 条（当天 {kept.count} 条），查阅记录至第 {kept.reads_last} 条（当天 {kept.reads_count} 条）",
    ])  # fmt: skip


def run_export(arguments: argparse.Namespace) -> int:
    """The file, whole or not at all."""
    _ready()
    from django.utils import timezone

    from zhiheng.history.exporting import exported
    from zhiheng.history.roots import close_days

    now = timezone.now()
    close_days(now)
    beside = arguments.file.with_name(arguments.file.name + ".part")
    try:
        with beside.open("wb") as out:
            out.writelines(exported(now))
        beside.replace(arguments.file)
    except OSError as problem:
        raise Fault("H122", f"{arguments.file}：写不进去（{problem.strerror}）。请换一个文件夹，或检查权限和空间。") from None
    return 0


def run_witness(arguments: argparse.Namespace) -> int:
    """1 where what is kept now is not what was kept elsewhere."""
    _ready()
    from zhiheng.history.exporting import compared, root_typed
    from zhiheng.history.verifying import verified

    path = Path(arguments.kept)
    if path.exists():
        with _opened(path) as lines:
            found = compared(lines)
        counts = [f"{CHAINS[chain]} {count} 条" for chain, count in found.entries.items()]
        print(f"已比对：{'，'.join([*counts, f'日根 {found.roots} 个'])}")
        _print_flaws(found.flaws, found.says)
        return 1 if found.flaws else 0
    root = root_typed(arguments.kept)
    if root is None:
        print("没有一天的日根是这个：库里的记录不是留存日根时的那些，或者日根抄错了。请核对数字。")
        return 1
    print(f"与 {root.day} 的日根相符：改动记录第 {root.last} 条、查阅记录第 {root.reads_last} 条及以前由它作证。")
    found = verified()
    _print_flaws(found.flaws, found.says)
    return 1 if found.flaws else 0


def _ready() -> None:
    from zhiheng.cli import platform_ready

    platform_ready()
    from zhiheng.project import serving

    serving.prepare()


def _opened(path: Path) -> Any:
    try:
        return path.open("rb")
    except OSError:
        raise Fault("H123", f"{path.name}：打不开这个文件。请检查路径 {path} 和读取权限。") from None
