"""What the directory keeps: areas, the bodies in them, and which of ours does the work of which body above."""

from zhiheng.directory.models.areas import Area
from zhiheng.directory.models.organisations import Counterpart, CounterpartUnit, Organisation

__all__ = ["Area", "Counterpart", "CounterpartUnit", "Organisation"]
