"""A plan of ours is held against what was asked above: what a person decided of each pair."""

from django.conf import settings
from django.db import models

from zhiheng.documents.models import Document
from zhiheng.plans.models_of_duties import Plan
from zhiheng.web.scoping import ScopedManager

USER = settings.AUTH_USER_MODEL


class Comparison(models.Model):
    """How one plan of ours takes up what was asked above: in the plan of an area above, or in a document.

    One of `upper_plan` and `document` is set. `follows` is the comparison with the version before.
    """

    area_path = "plan__area"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="comparisons")
    upper_plan = models.ForeignKey(Plan, null=True, on_delete=models.PROTECT, related_name="compared")
    document = models.ForeignKey(Document, null=True, on_delete=models.PROTECT, related_name="comparisons")
    follows = models.ForeignKey("self", null=True, on_delete=models.SET_NULL, related_name="followed")
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"与《{self.upper_plan or self.document}》的衔接"


class Carried(models.Model):
    """What a person decided of one statement above and one below; without one below, why it is not taken up.

    Keys are those of `carrying.py`: duty:12, goal:7, item:33. `upper_said`, `lower_said` are the statements as they were then.
    """

    DECISIONS = [("confirmed", "已确认"), ("refused", "不是同一事项"), ("left", "不承接")]

    comparison = models.ForeignKey(Comparison, on_delete=models.CASCADE, related_name="carried")
    upper_key = models.CharField(max_length=40)
    lower_key = models.CharField(max_length=40, default="", blank=True)
    decision = models.CharField(max_length=10, choices=DECISIONS)
    upper_said = models.TextField()
    lower_said = models.TextField(default="", blank=True)
    reason = models.CharField(max_length=500, default="", blank=True)
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["comparison", "upper_key", "lower_key"], name="carried_once")]

    def __str__(self) -> str:
        return self.upper_said[:40]
