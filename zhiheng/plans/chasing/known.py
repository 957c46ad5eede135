"""The definition of 督办 as this office has it."""

from django.conf import settings

from zhiheng.core.values.chasing import Chasing
from zhiheng.definitions.chasing import chasing


def known_chasing() -> Chasing:
    """Acts and lights in force here. Raises: Fault D201–D203, D480–D484."""
    return chasing(settings.DEFINITIONS)
