from decimal import Decimal

from django.db import models

from zhiheng.directory.models import Area
from zhiheng.web.scoping import ScopedManager


class Observation(models.Model):
    """One value of one indicator for an area, with the areas below it, and a period.

    `run` names the computation: the same definition over the same rows by the same program is the same run, so
    that computing again adds nothing. `value` is null when unknown; the numerator is exact (money in 分).
    """

    STATES = [("complete", "齐全"), ("partial", "有未填"), ("unknown", "暂无数据")]

    indicator = models.CharField(max_length=80)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=30)
    start = models.DateField()
    end = models.DateField()
    value = models.DecimalField(max_digits=24, decimal_places=6, null=True)
    unit = models.CharField(max_length=20)
    decimals = models.PositiveSmallIntegerField(default=0)
    numerator = models.BigIntegerField(null=True)
    denominator = models.BigIntegerField(null=True)
    rows = models.PositiveIntegerField()
    empty = models.PositiveIntegerField()  # rows whose field is not filled
    state = models.CharField(max_length=10, choices=STATES)
    run = models.CharField(max_length=64, unique=True)
    definition_digest = models.CharField(max_length=64)
    rows_digest = models.CharField(max_length=64)
    digest_name = models.CharField(max_length=10, default="sha256")
    program = models.CharField(max_length=20)  # its version
    computed_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["-computed_at", "-pk"]
        indexes = [models.Index(fields=["indicator", "area", "start", "end"], name="observation_of")]

    @property
    def printed(self) -> str:
        """The value as it is written, "" when unknown."""
        return "" if self.value is None else f"{Decimal(self.value):.{self.decimals}f}"
