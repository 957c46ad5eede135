"""One row of a 任务分解表, before it is printed."""

from msgspec import Struct


class BreakdownRow(Struct, frozen=True, kw_only=True):
    """One duty of a plan, with its targets, its units and its deadline.

    Shape: `lead_units[0]` leads; `progress` has up to four entries, one a quarter;
           `targets` are sentences as people print them ("抽检合格率≥98%（稳定）").
    None:  nothing here is None; what is not known is "" or () and prints empty.
    """

    row_id: str = ""  # stable name of the row, carried hidden through a round of comments
    category: str = ""
    task: str = ""
    measures: str = ""
    targets: tuple[str, ...] = ()
    lead_units: tuple[str, ...] = ()
    units: tuple[str, ...] = ()
    open_ended: bool = False  # the list of units ended with 等
    leader: str = ""
    contact: str = ""
    progress: tuple[str, ...] = ()
    due: str = ""
    clause: str = ""
    remark: str = ""
