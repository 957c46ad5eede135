"""What is restored of texts damaged as a mirroring site damages them, and whether it is right.

Texts: 500 of own making (tests/core/reading/composing.py) and, where present, the clean texts of ../shared/gold; each
damaged with its own list of annotated characters and share of commas by tests/core/reading/damaging.py. A repair is
wrong if what it put in is not what the clean text has there.
"""

import random
import sys
from collections import Counter
from pathlib import Path

from opencc import OpenCC
from pypinyin import Style, pinyin
from rapidfuzz.distance import Levenshtein
from rows import row

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT / "tests"))

from core.reading.cleaning import cleaned  # noqa: E402
from core.reading.composing import composed  # noqa: E402
from core.reading.damaging import damaged, traditional  # noqa: E402
from zhiheng.core.values.cleaned import Cleaned  # noqa: E402
from zhiheng.definitions import lexicons  # noqa: E402

GOLD = sorted((ROOT.parent / "shared" / "gold").glob("*.clean.txt"))
TEXTS = 500
GOLD_LISTS = 12
STRUCTURAL = ("lattice", "pinyin", "doubled", "swallowed")
FOLDED = str.maketrans("（），：；？．％", "(),:;?.%")

to_simplified = OpenCC("t2s")


def listed(text: str, chance: random.Random) -> dict[str, str]:
    """A site's list: some of the commoner traditional characters of the text, with a reading."""
    common = [c for c, _ in Counter(text).most_common() if to_simplified.convert(c) != c]
    size = min(chance.choice([20, 40, 80]), len(common))
    return {c: pinyin(c, style=Style.TONE)[0][0] for c in chance.sample(common[: 2 * size], size)}


def clean_texts() -> list[tuple[str, int]]:
    """Clean texts, each with a seed."""
    own = [(composed(seed, lexicons()), seed) for seed in range(TEXTS)]
    gold = [(cleaned(file.read_text("utf-8")).text, seed) for file in GOLD for seed in range(GOLD_LISTS)]
    return own + gold


def wrong(found: Cleaned, clean: str) -> list[str]:
    """What applied repairs put in that the clean text does not have there."""
    kept = [at for at, character in enumerate(found.text) if not character.isspace()]
    ours = "".join(found.text[at] for at in kept).translate(FOLDED)
    different = set()
    for change in Levenshtein.opcodes(ours, plain(clean)):
        if change.tag != "equal":
            different.update(kept[change.src_start : max(change.src_end, change.src_start + 1)])
    bad = []
    for repair in found.repairs:
        if repair.applied and repair.rule in STRUCTURAL:
            spans = zip(found.starts, found.ends, strict=True)
            inside = [at for at, (start, end) in enumerate(spans) if start >= repair.start and end <= repair.end]
            if (len(inside) > 1 and different & set(inside[1:])) or (repair.rule == "lattice" and different & set(inside)):
                bad.append(f"{repair.raw!r} → {repair.text!r} ({repair.confidence})")
    return bad


def plain(text: str) -> str:
    """A text without white space, its marks in half width."""
    return "".join(text.split()).translate(FOLDED)


def interval(k: int, n: int) -> str:
    """The 95 % interval of k of n after Wilson."""
    z, p = 1.959964, k / n
    middle, half = p + z * z / (2 * n), z * (p * (1 - p) / n + z * z / (4 * n * n)) ** 0.5
    return f"{max(0.0, (middle - half) / (1 + z * z / n)):.4f}–{min(1.0, (middle + half) / (1 + z * z / n)):.4f}"


def main() -> None:
    """Prints repairs applied and how many of them are wrong, places left, the error rate beside that of OpenCC alone."""
    put_in = bad = left = spoilt = 0
    ours, theirs = [], []
    for clean, seed in clean_texts():
        chance = random.Random(seed)
        text = traditional(clean)
        seen = damaged(text, listed(text, chance), chance.choice([0.0, 0.33, 0.66, 0.9]), seed)
        found = cleaned(seen)
        mistakes = wrong(found, clean)
        put_in += sum(repair.applied and repair.rule == "lattice" for repair in found.repairs)
        left += sum(not repair.applied and repair.rule == "lattice" for repair in found.repairs)
        bad, spoilt = bad + len(mistakes), spoilt + bool(mistakes)
        ours.append(Levenshtein.distance(plain(found.text), plain(clean)) / len(plain(clean)))
        theirs.append(Levenshtein.distance(plain(to_simplified.convert(seen)), plain(clean)) / len(plain(clean)))
        for mistake in mistakes:
            print(f"wrong in text {seed}: {mistake}", file=sys.stderr)
    n = len(ours)
    row(f"damaged texts with a wrong repair applied, of {n}", f"{spoilt} ({interval(spoilt, n)})", "goal: 0")
    row("wrong of the broken places put together without asking", f"{bad} of {put_in} ({interval(bad, put_in)})", "goal: 0")
    row("broken places left to a person with candidates", f"{left}")
    mine, peer = sum(ours) / n, sum(theirs) / n
    row(f"characters wrong after repair ({n} damaged texts)", f"{mine:.3%}", f"OpenCC t2s alone: {peer:.2%}", mine / peer)


if __name__ == "__main__":
    main()
