"""`zhiheng archive`: a packed box of evidence against the digests it carries; no database is asked."""

import argparse
import json
from pathlib import Path

_NAMES = {"sha256": "SHA-256", "sm3": "SM3"}


def register(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("archive", help="核对佐证归档包：每个文件与校验清单是否一致")
    parser.add_argument("file", type=Path, help="下载的归档包（.zip）")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from zhiheng.core.exhibiting import verified
    from zhiheng.core.sealing.digests import digester
    from zhiheng.core.values.faults import Fault

    try:
        stream = arguments.file.open("rb")
    except OSError:
        raise Fault("S233", f"{arguments.file}：打不开这个文件。请核对路径。") from None
    with stream:
        found = verified(stream, arguments.file.name, digester)
    if arguments.format == "json":
        print(json.dumps(found._asdict() | {"whole": found.is_whole}, ensure_ascii=False))
        return 0 if found.is_whole else 1
    print(f"{arguments.file.name}：{found.agree} 个文件与清单一致（{'、'.join(_NAMES[name] for name in found.by)}）。")
    for says, paths in (("内容改过", found.altered), ("缺少", found.missing), ("清单上没有", found.added)):
        for path in paths:
            print(f"  {says}：{path}")
    return 0 if found.is_whole else 1
