"""What stands in returns: the form as it was asked, and the answers as they are now."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from django.conf import settings

from zhiheng.core.checking import written_number
from zhiheng.core.values.forms import EMPTY, Answer, Form, Item
from zhiheng.definitions import forms as definitions
from zhiheng.indicators.latest_values import latest_values
from zhiheng.indicators.models import Return


class Kept(NamedTuple):
    """What stands at an item, since which revision, and where the program's value came from."""

    answer: Answer
    revision: int = 0
    run: str = ""
    means: str = ""


NOTHING = Kept(EMPTY)


def known_forms() -> dict[str, Form]:
    """Every form of this installation by id."""
    return definitions.forms(settings.DEFINITIONS)


def known_form(id: str) -> Form:
    """The form of that id. Raises: Fault D274."""
    return definitions.form_called(id, settings.DEFINITIONS)


def held_return(number: int) -> Return:
    """The return of that number, held until the transaction ends: whoever changes it waits for whoever did before."""
    return Return.objects.unscoped("found within a scope").select_for_update().get(pk=number)


def answers_of(returns: Iterable[Return], until: int | None = None) -> dict[int, dict[str, Kept]]:
    """What stands at each item, by return; `until` a version, as it stood then. Two queries, however many returns."""
    found: dict[int, dict[str, Kept]] = {one.pk: {} for one in returns}
    said = ("value", "note", "typed", "says", "filled", "run", "means")
    for of, item, revision, value, note, typed, says, filled, run, means in latest_values(list(found), said, until):
        answer = Answer(value=value, note=note, typed=typed, says=says, filled=filled)
        found[of][item] = Kept(answer, revision, run, means)
    return found


def answers_now(one: Return) -> dict[str, Kept]:
    """What stands at each item of one return."""
    return answers_of([one])[one.pk]


def plain(kept: Mapping[str, Kept]) -> dict[str, Answer]:
    """The answers alone."""
    return {item: said.answer for item, said in kept.items()}


def shown(item: Item, answer: Answer) -> str:
    """An answer as it is written: 332.67; the words themselves where they could not be read; "" where there is none."""
    if answer.typed:
        return answer.typed
    return written_number(item, answer.value) if item.is_number else answer.value


def with_unit(item: Item, answer: Answer) -> str:
    """An answer with its unit, as sentences and histories say it."""
    words = shown(item, answer)
    return f"{words}{item.unit}" if words and item.is_number and not answer.typed else words


def days_late(one: Return, today: date) -> int:
    """How many days after its day it came, or is by now; negative before."""
    return ((one.first_on or today) - one.round.due_on).days
