"""Seals: a chain of digests that shows when something written earlier was changed, taken out, put in or moved.

In:  entries as plain JSON values, the end of the chain so far, the name of a digest.
Out: the same entries sealed; what is wrong in a chain; the root of a day.
Open first: canonical.py (the bytes), then chaining.py. The page for outsiders is docs/methods/sealing.md.
"""

from zhiheng.core.sealing.canonical import canonical, plain
from zhiheng.core.sealing.chaining import flaws, is_whole, sealed
from zhiheng.core.sealing.digests import DIGESTS, digest_of
from zhiheng.core.sealing.filing import FileCheck, check_file, head_line, read_line, root_flaw, sealed_line
from zhiheng.core.sealing.hints import hints, parts_altered
from zhiheng.core.sealing.rooting import day_root
from zhiheng.core.sealing.telling import CHAINS, CHINA, entry_in_words, flaw_in_words

__all__ = [
    "CHAINS",
    "CHINA",
    "DIGESTS",
    "FileCheck",
    "canonical",
    "check_file",
    "day_root",
    "digest_of",
    "entry_in_words",
    "flaw_in_words",
    "flaws",
    "head_line",
    "hints",
    "is_whole",
    "parts_altered",
    "plain",
    "read_line",
    "root_flaw",
    "sealed",
    "sealed_line",
]
