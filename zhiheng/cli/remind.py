"""`zhiheng remind`: what waits for an office, as a list; first, dates are found again where something changed."""

import argparse
import json

from zhiheng.cli.persons import add_by, worker


def register(commands: argparse._SubParsersAction) -> None:  # type: ignore[type-arg]
    parser = commands.add_parser("remind", help="催办清单：逾期、快到期、退回、期满，和定期工作还没有做的")
    parser.add_argument("--whose", choices=("unit", "area", "me"), default="area", help="本单位、全辖区（默认）或本人录入的")
    parser.add_argument("--mail", action="store_true", help="同时发提醒邮件（须设 EMAIL_URL）")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    add_by(parser)
    parser.set_defaults(run=run)


def run(arguments: argparse.Namespace) -> int:
    from zhiheng.cli import platform_ready

    platform_ready()
    from django.utils import timezone

    from zhiheng.accounts.rights import rights_of
    from zhiheng.desk import queries
    from zhiheng.desk.reminding import remind_by_mail
    from zhiheng.directory.queries import scope_of
    from zhiheng.project import serving
    from zhiheng.registers.actions import retime

    serving.prepare()
    user, office = worker(arguments.by, "desk.view")
    today, rights = timezone.localdate(), rights_of(user)
    retimed = retime()
    asker = queries.asker_of(rights, scope_of(office.area), user, office, arguments.whose)
    groups = queries.due_groups(asker, today, shown=queries.PRINTED)
    duties = [duty for duty in queries.duties(rights, office.area, today).kept if duty.missing and not duty.running]
    mailed = remind_by_mail(today) if arguments.mail else 0
    if arguments.format == "json":
        print(json.dumps(_said(groups, duties, retimed, mailed), ensure_ascii=False))
    else:
        print("\n".join(_lines(groups, duties)) or "没有要催办的事。")
    return 0


def _said(groups: list, duties: list, retimed: int, mailed: int) -> dict[str, object]:  # type: ignore[type-arg]
    """What programs read."""
    waiting = {
        group.kind: [
            {"register": due.register, "row": due.what, "area": due.area, "day": due.day and due.day.isoformat(), "says": due.why}
            for due in group.dues
        ]
        for group in groups
    }
    missing = [
        {"register": duty.register.id, "duty": duty.name, "period": duty.turn.name, "missing": duty.missing}
        for duty in duties
    ]
    return {"waiting": waiting, "duties": missing, "retimed": retimed, "mailed": mailed}


def _lines(groups: list, duties: list) -> list[str]:  # type: ignore[type-arg]
    found = []
    for group in groups:
        found.append(f"{group.name}（{group.words}）")
        found += [f"  {due.day or '—'}  {due.register} {due.what}  {due.area}  {due.why}" for due in group.dues]
    if duties:
        found.append("定期工作未做")
        found += [f"  {duty.turn.name}  {duty.register.name} {duty.name}：{'、'.join(duty.missing)}" for duty in duties]
    return found
