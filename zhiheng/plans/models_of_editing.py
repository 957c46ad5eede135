"""Tables that were edited elsewhere and came back, and how duties were split and merged."""

from django.conf import settings
from django.db import models

from zhiheng.web.scoping import ScopedManager

USER = settings.AUTH_USER_MODEL


class EditedFile(models.Model):
    """One 任务分解表 that was edited in an office program and handed in, until a person says what of it is taken.

    `said` is what it says (`core/values/edited.py`); it is let go once decided, for it holds persons' numbers.
    """

    STATES = [("waits", "待核对"), ("taken", "已收回"), ("dropped", "没有采用")]
    area_path = "plan__area"

    plan = models.ForeignKey("plans.Plan", on_delete=models.CASCADE, related_name="edited_files")
    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)  # SHA-256 of the file
    said = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=STATES, default="waits")
    says = models.CharField(max_length=500, default="", blank=True)  # what came of it
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["plan", "digest"], name="edited_file")]

    def __str__(self) -> str:
        return self.name


class Arrangement(models.Model):
    """One splitting or merging of duties, with how they stood before, so that it can be undone.

    `duty` is the one that stayed; `before` says of each duty how it stood, by its id; `others` are those made or taken out.
    """

    KINDS = [("split", "拆分"), ("merge", "合并")]
    area_path = "duty__plan__area"

    duty = models.ForeignKey("plans.Duty", on_delete=models.CASCADE, related_name="arrangements")
    kind = models.CharField(max_length=6, choices=KINDS)
    others = models.JSONField(default=list)
    before = models.JSONField(default=dict)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}：{self.duty}"
