"""Writes zhiheng/definitions/lexicons/common_words.csv: common words of Chinese and how common each is.

Source: dict.txt of jieba 0.42.1 (© 2013 Sun Junyi, MIT licence), as the package index serves it.
Run: pip download --no-deps --no-binary :all: jieba==0.42.1
     .venv/bin/python docs/write_common_words.py jieba-0.42.1.tar.gz
The same package gives the same file, byte for byte; another one is refused.
"""

import csv
import hashlib
import io
import re
import sys
import tarfile
from collections.abc import Iterator
from itertools import groupby
from math import log2
from pathlib import Path

OUT = Path(__file__).parents[1] / "zhiheng" / "definitions" / "lexicons" / "common_words.csv"
MEMBER = "jieba-0.42.1/jieba/dict.txt"
SHA256 = "7197c3211ddd98962b036cdf40324d1ea2bfaa12bd028e68faa70111a88e12a8"
SOURCE = "jieba 0.42.1, dict.txt: © 2013 Sun Junyi, MIT licence"

LEAST = 10
"""How often a word was counted that is kept."""

LONGEST = 6
HAN = re.compile(r"[一-鿿]+")
STEPS = 2
"""Steps of commonness to a doubling."""

IN_A_ROW = 400


def main(package: Path) -> None:
    """Writes the file from the package."""
    with tarfile.open(package) as archive:
        raw = archive.extractfile(MEMBER).read()  # type: ignore[union-attr]
    if hashlib.sha256(raw).hexdigest() != SHA256:
        sys.exit(f"{package} does not hold the dict.txt that this file is made of.")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["row", "level", "words", "source"])
    for number, (level, words) in enumerate(rows(raw.decode("utf-8"))):
        writer.writerow([number, level, "|".join(words), "" if number else SOURCE])
    OUT.write_text(out.getvalue(), "utf-8")


def rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Words of one level, commonest level first, in the order of their characters."""
    found = []
    for line in text.splitlines():
        word, counted, *_ = line.split()
        if int(counted) >= LEAST and len(word) <= LONGEST and HAN.fullmatch(word):
            found.append((-round(STEPS * log2(int(counted))), word))
    for level, group in groupby(sorted(found), key=lambda row: row[0]):
        words = [word for _, word in group]
        for at in range(0, len(words), IN_A_ROW):
            yield -level, words[at : at + IN_A_ROW]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
