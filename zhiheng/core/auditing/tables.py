"""What does not add up in the tables of a draft, where it stands in its text."""

from collections.abc import Iterator

from zhiheng.core.auditing.table_grid import tables
from zhiheng.core.auditing.table_rates import rate_slips
from zhiheng.core.auditing.table_sums import sum_slips
from zhiheng.core.values.auditing import Finding
from zhiheng.core.values.cleaned import Cleaned


def table_findings(cleaned: Cleaned) -> Iterator[Finding]:
    """Totals, parts and percentages of every table; cells that reading left out of the text are passed over."""
    for table in tables(cleaned):
        for kind, slips in (("sum", sum_slips(table)), ("share", rate_slips(table))):
            for slip in slips:
                start, end = cleaned.slice_of(slip.cell.start, slip.cell.end)
                if start < end:
                    yield Finding(kind=kind, start=start, end=end, says=slip.says, evidence=slip.evidence)  # type: ignore[arg-type]
