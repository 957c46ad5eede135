"""What of returns is sealed: each with its latest values, every decision on it, and who was urged."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from django.db import models

from zhiheng.history.sealing import Contents
from zhiheng.indicators.latest_values import latest_values
from zhiheng.indicators.models import Return, ReviewAction, Urging

SEALED = ("value", "note", "typed", "filled", "run", "means", "by_id")
AT_ONCE = 200  # returns whose values are read together


class ReturnContents(Contents):
    """The content of a return is its columns, and what stands at each item now."""

    def of(self, thing: models.Model) -> dict[str, Any]:
        return super().of(thing) | {"values": _values([thing.pk]).get(thing.pk, {})}

    def stream(self) -> Iterator[tuple[int, dict[str, Any]]]:
        waiting: list[tuple[int, dict[str, Any]]] = []
        for one in super().stream():
            waiting.append(one)
            if len(waiting) == AT_ONCE:
                yield from _with_values(waiting)
                waiting = []
        yield from _with_values(waiting)

    def one(self, pk: int) -> dict[str, Any] | None:
        found = super().one(pk)
        return None if found is None else found | {"values": _values([pk]).get(pk, {})}


def _with_values(found: list[tuple[int, dict[str, Any]]]) -> Iterator[tuple[int, dict[str, Any]]]:
    values = _values([pk for pk, _ in found])
    for pk, content in found:
        yield pk, content | {"values": values.get(pk, {})}


def _values(returns: list[int]) -> dict[int, dict[str, str]]:
    """What stands at each item, by return: its latest revision."""
    found: dict[int, dict[str, str]] = {}
    for of, item, revision, *said in latest_values(returns, SEALED):
        found.setdefault(of, {})[item] = json.dumps([revision, *said], ensure_ascii=False)
    return found


def _return_named(content: Mapping[str, Any]) -> str:
    found = Return.objects.unscoped("named whoever's it is").select_related("round", "area").filter(
        round=content["round_id"], area=content["area_id"], unit=content["unit"]
    ).first()  # fmt: skip
    return f"报送“{found.name} {found.round.form} {found.round.period}”" if found else "报送"


CONTENTS = (
    ReturnContents("indicators.return", "报送", Return.CONTENT, _return_named),
    Contents("indicators.reviewaction", "报送审核", ReviewAction.CONTENT, lambda content: f"“{content['name']}”的审核"),
    Contents("indicators.urging", "催办", Urging.CONTENT, lambda content: f"对“{content['whom']}”的催办"),
)
