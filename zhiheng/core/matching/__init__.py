"""Telling which records are of one firm: codes checked, names taken apart, likenesses explained. Nothing is linked here.

Enter codes and names as people wrote them; checked codes, parsed names and resemblances with their features leave.
Open first: resembling.py (what counts as alike), then naming.py (how a name is taken apart).
"""

from zhiheng.core.matching.codes import CreditCode, credit_code, looks_like_code, plain_code
from zhiheng.core.matching.naming import CompanyName, NameReader, plain_name
from zhiheng.core.matching.resembling import Feature, Firm, Resemblance, resemblance, sound_key
from zhiheng.core.matching.searching import FirmIndex, Suggestion

__all__ = [
    "CompanyName", "CreditCode", "Feature", "Firm", "FirmIndex", "NameReader", "Resemblance", "Suggestion", "credit_code",
    "looks_like_code", "plain_code", "plain_name", "resemblance", "sound_key",
]  # fmt: skip
