"""A plan of 40 pages held against another: time; and what is found in the worked cases.

The plans are made of the worked cases' own duties, their clauses mixed anew until each has 300 duties and 60 goals:
some 30,000 characters.
"""

import random
import time
import tomllib
from decimal import Decimal
from pathlib import Path

from zhiheng.core.aligning import unit_words
from zhiheng.core.aligning.carrying import carried_down, carrying_words
from zhiheng.core.values.carrying import Statement
from zhiheng.definitions import lexicons

CASES = sorted((Path(__file__).parents[1] / "tests" / "cases" / "carrying").glob("*.toml"))
DUTIES, GOALS = 300, 60
SIDES = ("upper", "lower")


def main() -> None:
    cases = [tomllib.loads(path.read_text("utf-8")) for path in CASES]
    began = time.perf_counter()
    words = carrying_words(lexicons(), unit_words(lexicons()))
    print(f"word lists: {time.perf_counter() - began:.2f} s")
    found = right = wanted = 0
    for case in cases:
        carried = carried_down(statements(case["upper"]), statements(case["lower"]), words)
        pairs = {(pair.upper, pair.lower) for pair in carried.pairs}
        expected = {tuple(pair["pair"]) for pair in case["expect"]["pairs"]}
        found, right, wanted = found + len(pairs), right + len(pairs & expected), wanted + len(expected)
    print(f"worked cases: precision {right} of {found}, recall {right} of {wanted}")
    upper, lower = (long_plan([row for case in cases for row in case[side]], seed) for seed, side in enumerate(SIDES, 1))
    characters = sum(len(one.text) for one in upper)
    began = time.perf_counter()
    carried = carried_down(upper, lower, words)
    took = time.perf_counter() - began
    print(f"{len(upper)} statements, {characters} characters, {took:.2f} s, {len(carried.pairs)} candidates")


def statements(rows: list[dict]) -> list[Statement]:
    return [statement(row) for row in rows]


def statement(row: dict) -> Statement:
    numbers = {name: Decimal(row[name]) for name in ("low", "high") if name in row}
    units = {name: tuple(row.get(name, ())) for name in ("lead", "responsible")}
    return Statement(**{"kind": "duty", **row, **numbers, **units})


def long_plan(rows: list[dict], seed: int) -> list[Statement]:
    mixed = random.Random(seed)
    duties = [row for row in rows if row.get("kind", "duty") == "duty"]
    goals = [row for row in rows if row.get("kind") == "goal"]
    clauses = [clause for row in duties for clause in row["text"].rstrip("。").split("，")]
    made = [{**mixed.choice(duties), "id": f"d{n}", "text": "，".join(mixed.sample(clauses, 7)) + "。"} for n in range(DUTIES)]
    made += [{**mixed.choice(goals), "id": f"g{n}"} for n in range(GOALS)]
    return statements(made)


if __name__ == "__main__":
    main()
