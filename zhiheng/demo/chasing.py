"""What the province chases: matters with every light, dated from the day on which the demo is set up."""

from datetime import date, timedelta

from zhiheng.accounts.models import User
from zhiheng.demo.returning import worker
from zhiheng.demo.story import rows
from zhiheng.directory.models import Organisation
from zhiheng.plans.chasing.actions import Asked, Words, act, open_matter
from zhiheng.plans.models import Matter


def chase(by: str, today: date) -> None:
    """The matters of chasing.csv, in the order of their days, through the actions that people use; once."""
    clerk, office = worker(by)
    reviewer = User.objects.get(username="reviewer")
    if Matter.objects.filter(area=office.area).exists():
        return
    listed = sorted(rows("chasing.csv"), key=lambda row: int(row["opened"]))
    for row in listed:
        opened = today + timedelta(days=int(row["opened"]))
        helpers = [_unit(office, name) for name in _listed(row["helpers"])]
        asked = Asked(
            subject=row["subject"], lead=_unit(office, row["lead"]), helpers=helpers,
            due_on=today + timedelta(days=int(row["due"])) if row["due"] else None, source=row["source"], basis=row["basis"],
            goal=row["goal"], leader=row["leader"], cycle=row["cycle"],
        )  # fmt: skip
        matter = open_matter(asked, office, clerk, on=opened)
        for step in _listed(row["acts"], "；"):
            name, day, *said = step.split(" ", 2)
            on = today + timedelta(days=int(day))
            words = _words(said[0] if said else "", today)
            act(matter.pk, name, reviewer if words.approver else clerk, office, words, today=on, on=on)


def _words(said: str, today: date) -> Words:
    """`进展=已部署 佐证=文件`: what is written with an act; `时限=20` counts from today."""
    given = dict(part.split("=", 1) for part in said.split(" ") if part)
    due = today + timedelta(days=int(given["时限"])) if "时限" in given else None
    return Words(
        progress=given.get("进展", ""), problems=given.get("问题", ""), needs=given.get("协调", ""), plan=given.get("下一步", ""),
        evidence=given.get("佐证", ""), reason=given.get("理由", ""), approver=given.get("批准", ""),
        document=given.get("依据", ""), due=due,
    )  # fmt: skip


def _unit(office: Organisation, name: str) -> Organisation:
    return Organisation.objects.get(area=office.area, name=name)


def _listed(text: str, between: str = "、") -> list[str]:
    return [part for part in text.split(between) if part]
