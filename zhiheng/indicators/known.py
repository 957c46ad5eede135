"""The indicators of this installation: ours, and those of the office's own tree, which replace ours of the same id."""

from django.conf import settings

from zhiheng.core.values.indicators import Indicator
from zhiheng.core.values.registers import Register
from zhiheng.definitions.indicators import indicator_called, indicators
from zhiheng.definitions.registers import counted


def known_indicators() -> dict[str, Indicator]:
    """Every indicator by id."""
    return indicators(settings.DEFINITIONS)


def known_indicator(id: str) -> Indicator:
    """The indicator of that id. Raises: Fault D208."""
    return indicator_called(id, settings.DEFINITIONS)


def known_counted() -> dict[str, Register]:
    """All whose rows figures may count, by id: registers, and what other pages keep."""
    return counted(settings.DEFINITIONS)
