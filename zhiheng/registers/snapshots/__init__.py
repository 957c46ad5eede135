"""Rows on their way into snapshots, from which figures are computed.

Enters: a register. Leaves: its snapshot as the rows stand now, brought up to date by what moved since. Open first:
refreshing.py, then feeding.py.
"""

from zhiheng.registers.snapshots.background import keep_refreshing, refresh_in_background
from zhiheng.registers.snapshots.refreshing import Refreshed, present, refresh, refreshed, snapshots_folder

__all__ = [
    "Refreshed", "keep_refreshing", "present", "refresh", "refresh_in_background", "refreshed", "snapshots_folder",
]  # fmt: skip
