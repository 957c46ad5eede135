"""What is restored of texts damaged as a mirroring site damages them, and whether it is right.

Texts: the policies of the demo and, where present, the clean texts of ../shared/gold; each damaged with
several lists of annotated characters by the forward model of tests/core/reading/damaging.py.
"""

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
from core.reading.damaging import damaged  # noqa: E402

POLICIES = sorted((ROOT / "zhiheng" / "demo" / "policies").glob("*.txt"))
GOLD = sorted((ROOT.parent / "shared" / "gold").glob("*.clean.txt"))
LISTS = (20, 40, 80)
SHARES = (0.0, 0.66)

to_traditional, to_simplified = OpenCC("s2t"), OpenCC("t2s")


def traditional(text: str) -> str:
    """The text as the site's table gives it: one character at a time, only where it can be taken back."""

    def one(character: str) -> str:
        new = to_traditional.convert(character)
        kept = len(new) != 1 or to_simplified.convert(new) != character or not new.encode("gbk", "ignore")
        return character if kept else new

    return "".join(map(one, text))


def listed(text: str, size: int) -> dict[str, str]:
    """A site's list: that many of the text's commoner traditional characters, with a reading."""
    common = [c for c, _ in Counter(text).most_common() if to_simplified.convert(c) != c][: 2 * size : 2]
    return {character: pinyin(character, style=Style.TONE)[0][0] for character in common}


def errors(text: str, clean: str) -> float:
    """Character error rate without white space."""
    return Levenshtein.distance("".join(text.split()), "".join(clean.split())) / len("".join(clean.split()))


def main() -> None:
    """Prints places restored, how many of them right, and the error rate beside that of OpenCC alone."""
    put_in = right = proposed = 0
    ours, theirs = [], []
    for file in [*POLICIES, *GOLD]:
        clean = cleaned(file.read_text("utf-8")).text
        for size in LISTS:
            for share in SHARES:
                text = traditional(clean)
                found = cleaned(seen := damaged(text, listed(text, size), share, size))
                ours.append(errors(found.text, clean))
                theirs.append(errors(to_simplified.convert(seen), clean))
                for repair in found.repairs:
                    if repair.rule == "lattice":
                        at = sum(start < repair.start for start in found.starts)
                        around = found.text[max(0, at - 1) : at + len(repair.text) + 1]
                        put_in += repair.applied
                        right += repair.applied and "".join(around.split()) in "".join(clean.split())
                        proposed += not repair.applied
    row("broken places put together without asking, right of all", f"{right} of {put_in}")
    row("broken places left to a person with candidates", f"{proposed}")
    mine, peer = sum(ours) / len(ours), sum(theirs) / len(theirs)
    row(f"characters wrong after repair ({len(ours)} damaged texts)", f"{mine:.2%}", f"OpenCC t2s alone: {peer:.2%}", mine / peer)


if __name__ == "__main__":
    main()
