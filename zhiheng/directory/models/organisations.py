from django.conf import settings
from django.db import models

from zhiheng.directory.models.areas import Area


class Organisation(models.Model):
    """One body of one area, by the name it has now; `position` is its place in the protocol order 发文排序."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="organisations")
    name = models.CharField(max_length=80)
    aliases = models.JSONField(default=list, blank=True)  # other names it is known by
    position = models.PositiveIntegerField(default=1000)
    vertical = models.BooleanField(default=False)  # 垂直管理: answers to the level above
    since = models.DateField(null=True, blank=True)  # None: longer than we know
    ended_on = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="predecessors")

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["area", "name"], name="organisation_name")]

    def __str__(self) -> str:
        return self.name


class FormerName(models.Model):
    """What a body was called until a day, from which on it had its next name. The body is the same."""

    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="former_names")
    name = models.CharField(max_length=80)
    until = models.DateField()

    class Meta:
        ordering = ["until"]
        constraints = [models.UniqueConstraint(fields=["organisation", "until"], name="former_name_once")]


class Counterpart(models.Model):
    """What one body named in documents from above is in this area: some of ours, none, or unanswered as yet."""

    ANSWERS = [("asked", "待定"), ("ours", "对应本级单位"), ("none", "本级没有对应单位"), ("vertical", "垂直管理，不列入")]

    area = models.ForeignKey(Area, on_delete=models.CASCADE, related_name="counterparts")
    upper_name = models.CharField(max_length=80)
    answer = models.CharField(max_length=10, choices=ANSWERS, default="asked")
    ours = models.ManyToManyField(Organisation, through="CounterpartUnit", related_name="answers_for")
    note = models.CharField(max_length=200, blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["upper_name"]
        constraints = [models.UniqueConstraint(fields=["area", "upper_name"], name="counterpart_name")]


class CounterpartUnit(models.Model):
    """One of ours that answers for a body above, in order: the first leads."""

    counterpart = models.ForeignKey(Counterpart, on_delete=models.CASCADE, related_name="units")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["counterpart", "organisation"], name="counterpart_unit")]
