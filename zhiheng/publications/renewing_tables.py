"""The numbers in a document's tables as claims: what their heads ask for, read as the heads of forms are."""

from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from django.conf import settings

from zhiheng.core.filling import NUMBER, filled_form, meanings, slots_of
from zhiheng.core.filling.wording import plain
from zhiheng.core.values.auditing import Claim, Number
from zhiheng.core.values.cleaned import Cleaned
from zhiheng.core.values.extracted import Block
from zhiheng.core.values.filling import Days, Known, Meaning, Setting
from zhiheng.core.values.renewing import Kept
from zhiheng.core.writing.renewing.numerals import narrow
from zhiheng.definitions.filling import form_words


class Cells(NamedTuple):
    """The numbers in tables: those that ask for something, those that nobody can place, and the stretches of all.

    Shape: `heads` say under which heads a claim's number stands, areas and times left out: those alike are of one figure.
           `totals` are the numbers in rows or columns of totals; `tables` and `doubts` say by the place of a number its table
           and why its heads are not clear.
    """

    claims: tuple[Claim, ...]
    kept: tuple[Kept, ...]
    taken: tuple[tuple[int, int], ...]
    heads: Mapping[int, str]  # by the place of the number
    totals: frozenset[int] = frozenset()
    tables: Mapping[int, str] = {}
    doubts: Mapping[int, tuple[str, ...]] = {}


def in_cells(cleaned: Cleaned, known: list[Known], areas: list[tuple[str, str]], base: Days) -> Cells:
    """The numbers that stand alone in cells; `areas` are the own one and those below it. Offsets are of the raw text."""
    filled, words = filled_form(cleaned), form_words(settings.DEFINITIONS)
    slots = slots_of(filled.form, words)
    setting = Setting(area=areas[0], below=tuple(areas[1:]), period=base, known=tuple(known), words=words)
    units = {one.id: one.unit for one in known}
    claims: list[Claim] = []
    kept: list[Kept] = []
    heads: dict[int, str] = {}
    tables: dict[int, str] = {}
    totals: set[int] = set()
    doubts: dict[int, tuple[str, ...]] = {}
    for meaning in meanings(slots, setting, ""):
        cell = filled.cells.get(meaning.slot.address)
        if cell is None:
            continue
        claim = _claim(cleaned.raw, cell, meaning, units)
        if claim.options:
            claims.append(claim)
            table = tables[claim.number.at] = meaning.slot.address.partition("!")[0]
            heads[claim.number.at] = f"{table}/{meaning.memo}/{claim.change}"
            doubts[claim.number.at] = meaning.doubts
            if any(plain(head) in words.total for head in meaning.slot.heads):
                totals.add(claim.number.at)
        else:
            why = meaning.reason or "没有与它对应的指标"
            kept.append(Kept(start=claim.number.start, end=claim.number.end, why=f"{why}，没有换"))
    taken = tuple((cell.start, cell.end) for cell in filled.cells.values())
    return Cells(tuple(claims), tuple(kept), taken, heads, frozenset(totals), tables, doubts)


def _claim(raw: str, cell: Block, meaning: Meaning, units: Mapping[str, str]) -> Claim:
    change = meaning.change
    options = tuple(meaning.options)
    own = units[options[0].indicator] if options else ""
    unit = meaning.unit or own
    if change is not None:
        unit = {"points": "个百分点", "percent": "个百分点" if own == "%" else "%", "amount": unit}[change.how]
    return Claim(
        number=_number(raw, cell, unit), words=meaning.slot.label, options=options, clear=not meaning.doubts and bool(options),
        areas=(meaning.area,), days=(meaning.days,), change=change is not None, against=change.days if change else None,
    )  # fmt: skip


def _number(raw: str, cell: Block, unit: str) -> Number:
    found = NUMBER.fullmatch(raw[cell.start : cell.end])
    if found is None:
        raise ValueError(f"no number in the cell at {cell.start}")
    digits = narrow(found["digits"]).replace(",", "").replace("，", "")
    value = Decimal(digits) * (-1 if found["sign"] in ("-", "－") else 1)
    start = cell.start + found.start("sign" if found["sign"] else "digits")
    own = found["unit"].replace("％", "%")
    return Number(
        kind="figure", start=start, end=cell.start + found.end("unit"), at=cell.start + found.start("digits"),
        text=raw[start : cell.start + found.end("unit")], value=value, decimals=len(digits.partition(".")[2]),
        unit=unit if unit.endswith("点") else own or unit,
    )  # fmt: skip
