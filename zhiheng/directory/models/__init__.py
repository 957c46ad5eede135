"""What the directory keeps: areas, the bodies and firms in them, and which of ours does the work of which body above."""

from zhiheng.directory.models.areas import Area, AreaChange
from zhiheng.directory.models.enterprises import Enterprise, EnterpriseName, EnterprisePair
from zhiheng.directory.models.groups import Group, GroupChange, GroupMember, Post
from zhiheng.directory.models.organisations import Counterpart, CounterpartUnit, FormerName, Organisation

__all__ = [
    "Area",
    "AreaChange",
    "Counterpart",
    "CounterpartUnit",
    "Enterprise",
    "EnterpriseName",
    "EnterprisePair",
    "FormerName",
    "Group",
    "GroupChange",
    "GroupMember",
    "Organisation",
    "Post",
]
