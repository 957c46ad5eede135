"""What the numbers in rows mean at this moment: areas, bodies, firms. Read once for all registers of a round."""

from functools import cached_property

from zhiheng.core.values.registers import Register
from zhiheng.directory.enterprises import same_as
from zhiheng.directory.models import Area, Organisation
from zhiheng.engines.snapshots.lookups import Lookups


class Meanings:
    """Read from the database when first asked for."""

    def of(self, register: Register) -> Lookups:
        """What the numbers in the rows of one register mean."""
        with_firms = bool(register.of_type("enterprise"))
        made = self._made.get((bool(register.credit), with_firms))
        if made is None:
            made = Lookups(
                areas=self._areas,
                units=self._units if register.credit else {},
                firms=self._firms if with_firms else {},
            )
            self._made[bool(register.credit), with_firms] = made
        return made

    def __init__(self) -> None:
        self._made: dict[tuple[bool, bool], Lookups] = {}

    @cached_property
    def _areas(self) -> dict[int, str]:
        return dict(Area.objects.order_by().values_list("pk", "code"))

    @cached_property
    def _units(self) -> dict[int, str]:
        return dict(Organisation.objects.order_by().values_list("pk", "area__code"))

    @cached_property
    def _firms(self) -> dict[int, int]:
        return same_as()
