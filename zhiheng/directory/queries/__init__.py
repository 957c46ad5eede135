"""Reading the directory: one file for what is asked about, one function for each question."""

from zhiheng.directory.queries.areas import (
    areas_above,
    areas_below,
    areas_on,
    areas_within,
    below_on,
    changes_of,
    everywhere,
    listed_and_missing,
    on_map_of,
    present_below,
    scope_of,
)
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
    "areas_above",
    "areas_below",
    "areas_on",
    "areas_within",
    "below_on",
    "changes_of",
    "counterparts_of",
    "ended_of",
    "enterprise",
    "enterprise_names",
    "enterprises",
    "everywhere",
    "listed_and_missing",
    "masked_head",
    "names_of",
    "on_map_of",
    "organisations_of",
    "pairs_of",
    "pairs_within",
    "present_below",
    "records_of",
    "scope_of",
    "stands_for",
]
