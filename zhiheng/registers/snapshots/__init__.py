"""Rows on their way into snapshots, from which figures are computed.

Enters: a register. Leaves: its snapshot as the rows stand now, brought up to date by what moved since. Open first:
refreshing.py, then feeding.py.
"""

from zhiheng.registers.snapshots.background import keep_refreshing, refresh_in_background, registers_with_rows
from zhiheng.registers.snapshots.dimensions import refresh_dimensions
from zhiheng.registers.snapshots.refreshing import Refreshed, present, refresh, refreshed, snapshots_folder

__all__ = [
    "Refreshed", "keep_refreshing", "present", "refresh", "refresh_dimensions", "refresh_in_background", "refreshed",
    "registers_with_rows", "snapshots_folder",
]  # fmt: skip
