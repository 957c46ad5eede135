"""`zhiheng recheck`: rows that an older text of a definition had checked, checked by the present one."""

import argparse

SHOWN = 20  # rows told one by one, of each register


def register(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("recheck", help="定义改动后，重新核对台账里已有的行")
    parser.add_argument("register", nargs="?", help="台账代号；不写就核对全部台账")
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from zhiheng.cli import platform_ready

    platform_ready()
    from zhiheng.project import serving
    from zhiheng.registers.actions.rechecking import recheck
    from zhiheng.registers.known import known_register, known_registers

    serving.prepare()
    some = [known_register(arguments.register)] if arguments.register else list(known_registers().values())
    bad = 0
    for one in some:
        found = recheck(one)
        bad += len(found.misfits)
        if found.rows:
            print(f"{one.name}：核对 {found.rows} 行，{len(found.misfits)} 行不合现在的定义。")
        for misfit in found.misfits[:SHOWN]:
            print(f"  {misfit.name}：{''.join(misfit.says)}")
    return 1 if bad else 0
