"""Schemes of assessment from `schemes/*.toml`, one file a scheme; a later text of the same scheme is `<id>.<year>.toml`."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.indicators import Indicator
from zhiheng.core.values.registers import Force, Register, Source
from zhiheng.core.values.schemes import By, Calendar, Consequence, Grading, Level, Missing, Scheme, Ties
from zhiheng.core.values.ways import Peers
from zhiheng.definitions.assessing.grades import refuse_bad_consequences, refuse_bad_grades, veto_from
from zhiheng.definitions.assessing.items import item_from
from zhiheng.definitions.assessing.weights import refuse_bad_sums, refuse_loose_ids
from zhiheng.definitions.assessing.years import refuse_changed_within_a_year, text_for
from zhiheng.definitions.indicators import indicators
from zhiheng.definitions.lines import with_lines
from zhiheng.definitions.registers import counted
from zhiheng.definitions.strict import (
    Change,
    changes_of,
    converted,
    fault_of,
    files,
    place,
    refuse_unknown,
    table_of,
    text_of,
)

MOST_DECIMALS = 4


class SchemeFile(Struct, kw_only=True, forbid_unknown_fields=True):
    """The top of a scheme's file."""

    name: str
    assesses: Literal["area", "organisation", "enterprise"]
    source: dict[str, Any]
    in_force: dict[str, Any]
    calendar: Calendar
    total: Decimal
    decimals: int
    ranks: Peers
    unproved: Literal["note", "zero"]
    missing: dict[By, Missing]
    grading: dict[str, Any]
    ties: dict[str, Any]
    aspects: dict[str, Any]
    points: dict[str, Any]
    items: dict[str, Any]
    groups: dict[str, str] = {}
    bonus_most: Decimal = Decimal(0)
    penalty_most: Decimal = Decimal(0)
    vetoes: dict[str, Any] = {}
    consequences: list[dict[str, Any]] = []
    unconfirmed: list[str] = []
    items_unconfirmed: bool = False
    note: str = ""


def schemes(office: Path | None = None) -> dict[str, Scheme]:
    """Every scheme by id, in its latest text. Raises: as `scheme_texts`."""
    return {id: texts[-1] for id, texts in scheme_texts(office).items()}


def scheme_texts(office: Path | None = None) -> dict[str, tuple[Scheme, ...]]:
    """Every text of every scheme, the oldest first. Raises: Fault D201–D203, D451–D469."""
    changes = changes_of(office, "schemes/*.toml", "indicators/*.toml", "registers/*.toml") if office else ()
    return _loaded(office if changes else None, changes)


@lru_cache(maxsize=4)
def _loaded(office: Path | None, changes: tuple[Change, ...]) -> dict[str, tuple[Scheme, ...]]:
    figures, known = indicators(office), counted(office)
    texts = schemes_by_id(scheme_from(path, figures, known) for path in files("schemes", ".toml", office).values())
    for fault in clashing(texts):
        raise fault
    return texts


def scheme_called(name: str, office: Path | None = None) -> Scheme:
    """The latest text of the scheme of that id. Raises: Fault D450."""
    return _texts_called(name, office)[-1]


def scheme_for(name: str, start: date, end: date, said: str, office: Path | None = None) -> Scheme:
    """The text of a scheme that judges a period; `said` is how the period was written. Raises: Fault D450, D457, D462."""
    return text_for(_texts_called(name, office), start, end, said)


def _texts_called(name: str, office: Path | None) -> tuple[Scheme, ...]:
    found = scheme_texts(office)
    if name not in found:
        raise Fault("D450", f"没有“{name}”这个考核方案。可用的方案：{'、'.join(found)}。")
    return found[name]


def schemes_by_id(found: Iterable[Scheme]) -> dict[str, tuple[Scheme, ...]]:
    """The texts of each scheme, the oldest first, by id."""
    texts: dict[str, list[Scheme]] = {}
    for scheme in sorted(found, key=lambda one: one.id):
        texts.setdefault(scheme.id, []).append(scheme)
    return {id: tuple(sorted(of, key=lambda one: one.in_force.since or date.min)) for id, of in texts.items()}


def clashing(texts: Mapping[str, tuple[Scheme, ...]]) -> list[Fault]:
    """Schemes that change within an assessment year."""
    checks = (fault_of(lambda id=id, of=of: refuse_changed_within_a_year(id, of)) for id, of in texts.items())  # type: ignore[misc]
    return [fault for fault in checks if fault is not None]


def scheme_from(path: Path, figures: Mapping[str, Indicator], known: Mapping[str, Register]) -> Scheme:
    """The scheme that one file defines; `figures` and `known` are all indicators and registers. Raises: as `scheme_texts`."""
    return scheme_of(path, text_of(path), figures, known)


def scheme_of(path: Path, text: str, figures: Mapping[str, Indicator], known: Mapping[str, Register]) -> Scheme:
    """The scheme that a text defines, as `path` would: a result keeps the text it was scored with. Raises: as `scheme_texts`."""
    with with_lines(text):
        return _scheme(path, text, figures, known)


def _scheme(path: Path, text: str, figures: Mapping[str, Indicator], known: Mapping[str, Register]) -> Scheme:
    top = converted(table_of(path, text, decimals=True), SchemeFile, path)
    where = place(path)
    source = converted(top.source, Source, path, "source")
    grading = converted(top.grading, Grading, path, "grading")
    refuse_bad_grades(grading, where)
    aspects = {id: converted(raw, Level, path, f'aspects."{id}"') for id, raw in top.aspects.items()}
    points = {id: converted(raw, Level, path, f'points."{id}"') for id, raw in top.points.items()}
    refuse_loose_ids(aspects, points, top.items, where)
    _refuse_odd_decimals((top.decimals, grading.decimals), where)
    items = tuple(
        item_from(id, raw, path, figures, top.groups, top.missing, source, top.items_unconfirmed) for id, raw in top.items.items()
    )
    refuse_bad_sums(top.total, aspects, points, items, top.groups, where)
    levels = [*aspects, *points, *top.items]
    names = [band.name for band in grading.bands]
    vetoes = [veto_from(id, raw, path, names, levels, figures, known, source.document) for id, raw in top.vetoes.items()]
    ties = converted(top.ties, Ties, path, "ties")
    refuse_unknown(ties.by, levels, f"{where} ties by")
    consequences = tuple(converted(raw, Consequence, path, "consequences") for raw in top.consequences)
    refuse_bad_consequences(consequences, names, where)
    _refuse_uncapped(top, {item.kind for item in items}, where)
    return Scheme(
        id=path.stem.split(".")[0], name=top.name, assesses=top.assesses, source=source,
        in_force=converted(top.in_force, Force, path, "in_force"), calendar=top.calendar, total=top.total, decimals=top.decimals,
        groups=top.groups, aspects=aspects, points=points, items=items, grading=grading, missing=top.missing,
        unproved=top.unproved, ranks=top.ranks, ties=ties, vetoes=tuple(vetoes),
        bonus_most=top.bonus_most, penalty_most=top.penalty_most,
        consequences=consequences, unconfirmed=tuple(top.unconfirmed), note=top.note, text=text,
    )  # fmt: skip


def _refuse_odd_decimals(said: Iterable[int], where: str) -> None:
    """Raises: Fault D470: a score has no decimals, or a few."""
    for decimals in said:
        if not 0 <= decimals <= MOST_DECIMALS:
            raise Fault("D470", f"{where}：decimals 写的是 {decimals}。应为 0 至 {MOST_DECIMALS}。")


def _refuse_uncapped(top: SchemeFile, kinds: set[str], where: str) -> None:
    """Raises: Fault D465: what comes on top of the points has its cap, and no cap is without items."""
    for kind, most, word in (("bonus", top.bonus_most, "加分"), ("penalty", top.penalty_most, "扣分")):
        if (kind in kinds) != (most > 0):
            raise Fault("D465", f"{where}：{word}项和 {kind}_most（{word}封顶）要么都写，要么都不写。请改正。")
