"""How many empty cells of other people's forms are filled right, and whether any is wrong without a mark.

40 forms of our own making in four layouts (areas by indicators; indicators by periods; merged heads of two and three rows; Word
sentences and tables), ten of each, with names, aliases, units, blanks, numberings, narrowing titles, totals and formulas. One
label in ten is worded as no list of the program has it; a second set of 40 is worded so throughout. The values are made up, so
that a value in the wrong place cannot be right by chance. What is compared is what stands in the written file.

Right: the value that belongs there stands there, or nothing where none is known. A marked cell counts as right when the value in
it is. Cells under a title or group that narrows (农资打假…) to what nobody counts apart stand in a row of their own.
"""

import io
import sys
from collections import Counter
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import docx
from forming.figures import BY_ID, amount, exact, known
from forming.making import AREAS, HALF, PROVINCE, Gold, Made, made
from openpyxl import load_workbook

from zhiheng.core.filling import entered, form_in, form_written, meanings, slots_of
from zhiheng.core.values.filling import Days, Entry, Setting
from zhiheng.core.values.tables import Column, Table
from zhiheng.definitions.filling import form_words

SOURCES = Table(title="数据来源", columns=(Column(key="cell", name="位置"),), rows=())
TIMES = {"元": 10_000, "万元": 1, "亿元": Fraction(1, 10_000), "万人次": Fraction(1, 10_000)}


def expected(gold: Gold) -> list[Decimal]:
    """The values that may stand there: every rounding of the exact one to at least the decimals of the definition."""
    if not gold.figure:
        return []
    figure, now = BY_ID[gold.figure], exact(gold.figure, gold.area, gold.start, gold.end)
    if now is None:
        return []
    if gold.change:
        then = exact(gold.figure, gold.area, gold.start.replace(year=2024), gold.end.replace(year=2024))
        if then is None:
            return []
        value = now - then if gold.change == "points" else (now - then) / then * 100
        return [rounded(value, 1)]
    value = now * TIMES.get(gold.unit, 1)
    places = {"元": 2, "万元": 2, "亿元": 2, "万人次": 2}.get(gold.unit, figure.decimals)
    return [rounded(value, places)]


def rounded(value: Fraction, places: int) -> Decimal:
    """Half up, by way of many digits: another way than the program's own."""
    long = Decimal(value.numerator) / Decimal(value.denominator)
    return long.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def written(form: Made, entries: list[Entry]) -> dict[str, Decimal | None]:
    """What stands in each place of the written file, read by other means than the program's."""
    kind = "sheet" if form.kind == "sheet" else "docx"
    content = form_written(kind, form.content, entries, SOURCES, {})  # type: ignore[arg-type]
    if kind == "sheet":
        sheet = load_workbook(io.BytesIO(content))["Sheet"]
        found = {}
        for address in form.gold:
            cell = sheet[address.partition("!")[2]]
            value = None if cell.value is None else Decimal(str(cell.value))
            found[address] = value * 100 if value is not None and "%" in cell.number_format else value
        return found
    document = docx.Document(io.BytesIO(content))
    rows = [row.cells for row in document.tables[0].rows]
    said = {f"表1!{'ABCDE'[c]}{r + 1}": cell.text for r, cells in enumerate(rows) for c, cell in enumerate(cells)}
    by_gap = {entry.address: entry.written for entry in entries}
    sentence = document.paragraphs[1].text
    for address in form.gold:
        if "#" in address:
            said[address] = by_gap.get(address, "")
            assert not said[address] or f" {said[address]} " in sentence, address
    return {address: Decimal(said[address]) if said[address] else None for address in form.gold}


def judged(form: Made) -> Counter:
    """Cells by (verdict, unseen)."""
    setting = Setting(area=PROVINCE, below=AREAS, period=Days(*HALF, "2025H1"), known=known(), words=form_words())
    read = form_in(form.kind, form.name, form.content)  # type: ignore[arg-type]
    slots = slots_of(read, setting.words)
    entries = [entered(meaning, amount) for meaning in meanings(slots, setting, read.title)]
    states, values = {entry.address: entry for entry in entries}, written(form, entries)
    found: Counter = Counter()
    for address, gold in form.gold.items():
        entry, right = states.get(address), expected(gold)
        value = values[address]
        good = value in right if right else value is None
        marked = entry is not None and entry.state == "ask"
        if not gold.figure and marked:
            good = True
        verdict = ("clear" if not marked else "asked") if good else ("marked" if marked or value is None else "silent")
        found[verdict, "unseen" if gold.unseen else "known"] += 1 if gold.figure else 0
        found["narrow", "marked" if good else "silent"] += 0 if gold.figure else 1
        if "--show" in sys.argv and (verdict == "silent" or ("--all" in sys.argv and verdict in ("marked", "asked"))):
            print(form.name, address, verdict, value, right, entry and (entry.label, entry.state, entry.indicator, entry.says))
    for entry in entries:
        if entry.address not in form.gold and entry.value is not None:
            found["silent" if entry.state == "filled" else "marked", "known"] += 1
            if "--show" in sys.argv:
                print(form.name, entry.address, "no place", entry)
    return found


def share(count: int, of: int) -> str:
    """A share with its interval of 95 % (Wilson)."""
    if not of:
        return "–"
    p, z = count / of, 1.96
    middle, half = p + z * z / (2 * of), z * (p * (1 - p) / of + z * z / (4 * of * of)) ** 0.5
    low, high = (middle - half) / (1 + z * z / of), (middle + half) / (1 + z * z / of)
    return f"{count} of {of}: {p:.4f} ({max(low, 0):.4f}–{min(high, 1):.4f})"


def row(what: str, ours: str, goal: str = "–") -> None:
    """One row of docs/benchmarks.md."""
    print(f"| {what} | {ours} | {goal} | – | `.venv/bin/python benchmarks/filling.py` |")


if __name__ == "__main__":
    forms = [made(layout, seed, 0.1) for seed in range(10) for layout in range(4)]
    total = sum((judged(form) for form in forms), Counter())
    unseen = sum((judged(made(layout, seed, 1.0)) for seed in range(100, 110) for layout in range(4)), Counter())

    def of(found: Counter, *verdicts: str, of: str = "") -> int:
        return sum(n for (verdict, kind), n in found.items() if verdict in verdicts and of in ("", kind))

    every = ("clear", "asked", "marked", "silent")
    right = of(total, "clear", "asked")
    row("empty cells of 40 forms in four layouts filled right", share(right, of(total, *every)), "goal: 0.95")
    row("of them right without a question", share(of(total, "clear"), of(total, *every)))
    row("of the cells with known wording, right", share(of(total, "clear", "asked", of="known"), of(total, *every, of="known")))
    guessed = of(total, "clear", "asked", of="unseen")
    row("of the cells with unknown wording, right", share(guessed, of(total, *every, of="unseen")))
    row("wrong without a mark", share(of(total, "silent"), of(total, *every)), "goal: 0")
    row("cells under heads that narrow, asked about or left", share(total["narrow", "marked"], of(total, "narrow")), "goal: all")
    right = of(unseen, "clear", "asked")
    row("40 forms worded throughout as no list has it: filled right", share(right, of(unseen, *every)))
    row("of them right without a question", share(of(unseen, "clear"), of(unseen, *every)))
    row("wrong without a mark, there", share(of(unseen, "silent"), of(unseen, *every)), "goal: 0")
    row("cells under heads that narrow, there", share(unseen["narrow", "marked"], of(unseen, "narrow")), "goal: all")
