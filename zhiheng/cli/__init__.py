"""The commands of `zhiheng`: one module a command, found by its `register`.

In:  the words of the command line. Out: text or JSON on standard output, files where asked, an exit status:
     0 done, 1 a check found something, 2 the call or its input is at fault (one line on standard error).
A command's module imports what it needs when it runs, so that `zhiheng read` needs no web platform:

    def register(commands: Commands) -> None:
        parser = commands.add_parser("serve", help="启动网页服务")
        parser.add_argument("--port", type=int, default=8000)
        parser.set_defaults(run=run)

    def run(arguments: argparse.Namespace) -> int:
        platform_ready()
        ...

Open first: `read.py`, then `running.py`.
"""

import argparse
import os
import pkgutil
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, NoReturn

from zhiheng.core.values.faults import Fault

__all__ = ["Commands", "main", "platform_ready"]

Commands = Any  # what argparse's add_subparsers() returns has no public name

_FAULT = 2


def main(words: Sequence[str] | None = None) -> int:
    """The exit status of one command; its output is written."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        arguments = _parser().parse_args(words)
        status: int = arguments.run(arguments) or 0
        sys.stdout.flush()
    except Fault as fault:
        complain(fault)
        return _FAULT
    except BrokenPipeError:  # the reader of our output, a pager perhaps, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        return 130
    return status


def complain(fault: Fault) -> None:
    """One line on standard error."""
    print(" ".join(str(fault).split()), file=sys.stderr)


def platform_ready() -> None:
    """Makes Django ready for a command that needs the platform, and brings no settings of the caller's.

    Raises: Fault U190 where only the core is installed.
    """
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhiheng.project.settings")
    try:
        import django
    except ImportError:
        raise Fault("U190", "本机只装了核心库，没有网页平台。请运行 pip install zhiheng[platform] 后再试。") from None
    django.setup()


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise Fault("U191", f"命令写法不对：{message}。请运行 {self.prog} --help 查看用法。")


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="zhiheng", description="质衡：区域质量工作平台")
    commands = parser.add_subparsers(title="命令", metavar="命令", required=True)
    for module in sorted(pkgutil.iter_modules(__path__), key=lambda found: found.name):
        register = getattr(import_module(f"{__name__}.{module.name}"), "register", None)
        if register is not None:
            register(commands)
    return parser
