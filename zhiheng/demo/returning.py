"""Plays one month's return: asked of all, come back by file and by page, accepted, sent back, urged."""

from datetime import date
from typing import Any

from zhiheng.accounts.models import User
from zhiheng.accounts.queries import membership_of
from zhiheng.demo.story import Asked, content
from zhiheng.directory.models import Organisation
from zhiheng.indicators.models import ReturnRound
from zhiheng.indicators.returns import actions

UNIT, DAY = "地区", "收到日期"


def answer_returns(asked: Asked) -> None:
    """The returns of the story stand in the database. Twice adds nothing."""
    by, office = worker(asked.by)
    if ReturnRound.objects.filter(form=asked.form, area=office.area, period=asked.period).exists():
        return
    opened = actions.open_round(asked.form, asked.period, office, by, today=asked.on)
    head, *lines = (line.split(",") for line in content("returns", asked.answers).decode("utf-8").splitlines())
    for line in lines:
        said = dict(zip(head, line, strict=True))
        unit, day = said.pop(UNIT), date.fromisoformat(said.pop(DAY))
        if opened.returns.filter(area__name=unit, area__code=asked.page).exists():
            _on_page(opened, asked, said, day)
        else:
            _by_file(opened, unit, said, day, by)
    one = opened.returns.get(area__name=asked.sent_back)
    actions.send_back(one.pk, asked.items, asked.reason, by)
    actions.accept_all(opened, by)
    missing = [one.pk for one in opened.returns.filter(state="draft")]
    actions.urge(opened, missing, "phone", actions.urging_words(opened, day), by, today=day)


def _by_file(opened: ReturnRound, unit: str, said: dict[str, str], day: date, by: Any) -> None:
    """A table as the unit sends it: its name, and what it fills in itself; the rest is as the records say."""
    filled = (f"{item},{','.join(_with_note(words))}" for item, words in said.items())
    lines = [f"填报单位：{unit},,", "项目,本期数,说明", *filled]
    name = f"{unit}{opened.period}.csv"
    for file, says in actions.take_back(opened, [(name, "\n".join(lines).encode())], by, arrived_on=day, today=day):
        if "已报" not in says:
            raise ValueError(f"{file}: {says}")


def _on_page(opened: ReturnRound, asked: Asked, said: dict[str, str], day: date) -> None:
    """The county fills it in itself, and accepts it at its own level."""
    clerk, _ = worker(asked.page_by)
    keys = {item.name: key for key, item in opened.as_asked.items.items()}
    one = opened.returns.get(area__code=asked.page)
    typed = {keys[name]: actions.Typed(*_with_note(words)) for name, words in said.items()}
    actions.submit(one.pk, typed, clerk, on=day)
    actions.accept(one.pk, clerk)


def _with_note(words: str) -> tuple[str, str]:
    """A value, and the note behind it: 41；含转发的宣传稿件."""
    value, _, note = words.partition("；")
    return value, note


def worker(username: str) -> tuple[User, Organisation]:
    """Somebody of the story, and the office she works for."""
    user = User.objects.get(username=username)
    return user, membership_of(user).organisation
