"""What was judged of targets in a period: as it stood then, whatever was published or corrected since."""

from django.conf import settings
from django.db import models

from zhiheng.directory.models import Area
from zhiheng.plans.models import Goal
from zhiheng.web.scoping import ScopedManager


class TargetJudgement(models.Model):
    """How one target of one area stood in one period, when a named person settled it: it never changes.

    Values are decimal text. `benchmark` is what the target asked for to be reached, where that is published by others;
    `benchmark_says` where it was taken from. A later judgement of the same period has the next `number`, and a reason.
    """

    area_path = "area"

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="judgements")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=30)
    number = models.PositiveSmallIntegerField(default=1)
    words = models.CharField(max_length=400)  # the target, as it was printed
    indicator = models.CharField(max_length=80)
    actual = models.CharField(max_length=60, default="", blank=True)
    unit = models.CharField(max_length=40, default="", blank=True)
    benchmark = models.CharField(max_length=60, default="", blank=True)
    benchmark_says = models.CharField(max_length=300, default="", blank=True)
    status = models.CharField(max_length=12)
    gap = models.CharField(max_length=60, default="", blank=True)  # with its unit
    why = models.CharField(max_length=300, default="", blank=True)
    reason = models.CharField(max_length=200, default="", blank=True)
    judged_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    judged_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["goal", "area", "period", "number"], name="target_judged_once"),
        ]

    def __str__(self) -> str:
        return f"{self.words} {self.period}"
