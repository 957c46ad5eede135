"""Targets from above, what this level makes of each, and who has how much of it."""

from django.conf import settings
from django.db import models

from zhiheng.directory.models import Area, Organisation
from zhiheng.documents.models import Item
from zhiheng.plans.models_of_duties import Duty, Plan
from zhiheng.web.scoping import ScopedManager

USER = settings.AUTH_USER_MODEL


class Goal(models.Model):
    """One target from above, and what this level makes of it. Values are decimal text: `98`; of a range `2` and `3`."""

    STANCES = [
        ("", "未定"),
        ("take", "承接"),
        ("tighten", "加严"),
        ("share", "分解"),
        ("leave", "不列入"),
    ]
    area_path = "plan__area"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="goals")
    duty = models.ForeignKey(Duty, null=True, on_delete=models.SET_NULL, related_name="goals")
    item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="goals")
    position = models.PositiveIntegerField(default=0)
    indicator = models.CharField(max_length=200)  # of a goal without a number: the goal in words
    comparator = models.CharField(max_length=5, default="", blank=True)  # as read; "" without a number
    low = models.CharField(max_length=40, default="", blank=True)  # the value; of a range its lower end
    high = models.CharField(max_length=40, default="", blank=True)  # of a range its upper end
    unit = models.CharField(max_length=40, default="", blank=True)
    qualifier = models.CharField(max_length=4, default="", blank=True)  # 余 多 近 以上 约
    change = models.BooleanField(default=False)  # 提高5个百分点: a change, not a level
    hold = models.BooleanField(default=False)  # 稳定, 保持: in every period
    due = models.CharField(max_length=100, default="", blank=True)
    due_year = models.PositiveSmallIntegerField(null=True)
    stance = models.CharField(max_length=8, choices=STANCES, default="", blank=True)
    own_low = models.CharField(max_length=40, default="", blank=True)  # when tightened
    own_high = models.CharField(max_length=40, default="", blank=True)
    share_by = models.CharField(max_length=4, default="", blank=True)  # sum | each
    reason = models.CharField(max_length=500, default="", blank=True)
    decided_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    was = models.JSONField(default=dict)  # how it stood before it was last decided; {}: nothing to undo

    objects = ScopedManager()

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["plan", "position"], name="goal_of_plan")]

    def __str__(self) -> str:
        return self.indicator


class GoalShare(models.Model):
    """What one area below, or one unit of ours, has of a goal that is shared out. A name of neither stays a name."""

    goal = models.ForeignKey(Goal, on_delete=models.CASCADE, related_name="shares")
    name = models.CharField(max_length=60)
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    value = models.CharField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["goal", "name"], name="goal_share_once")]

    def __str__(self) -> str:
        return f"{self.name} {self.value}"
