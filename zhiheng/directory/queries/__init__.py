"""Reading the directory: one file for what is asked about, one function for each question."""

from zhiheng.directory.queries.areas import areas_below, areas_within, everywhere, scope_of
from zhiheng.directory.queries.enterprises import (
    enterprise,
    enterprise_names,
    enterprises,
    masked_head,
    names_of,
    pairs_of,
    pairs_within,
    records_of,
)
from zhiheng.directory.queries.organisations import counterparts_of, ended_of, organisations_of, stands_for

__all__ = [
    "areas_below",
    "areas_within",
    "counterparts_of",
    "ended_of",
    "enterprise",
    "enterprise_names",
    "enterprises",
    "everywhere",
    "masked_head",
    "names_of",
    "organisations_of",
    "pairs_of",
    "pairs_within",
    "records_of",
    "scope_of",
    "stands_for",
]
