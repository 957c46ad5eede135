"""What a civil servant can read and change: files that define, and their strict loading.

Enters: the CSV files beside this package, and an office's own tree when a path is given.
Leaves: frozen values of `zhiheng.core.values`. Open `loading.py` first.
"""

from zhiheng.definitions.loading import lexicons

__all__ = ["lexicons"]
