"""Units are asked for their comments: who was, what they answered, and what was decided about it."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from zhiheng.plans.models_of_duties import Duty, Plan
from zhiheng.web.scoping import ScopedManager

USER = settings.AUTH_USER_MODEL


class CommentRound(models.Model):
    """One round of asking units for their comments: which rows went out, under which name, to be answered by when."""

    area_path = "plan__area"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    token = models.CharField(max_length=60, unique=True)  # stands hidden in each file sent
    opened_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    sent = models.JSONField(default=list, encoder=DjangoJSONEncoder)  # the rows as they went out

    objects = ScopedManager()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="round_number")]

    def __str__(self) -> str:
        return f"{self.plan}第{self.number}轮征求意见"


class RoundUnit(models.Model):
    """One unit asked in one round."""

    round = models.ForeignKey(CommentRound, on_delete=models.CASCADE, related_name="units")
    name = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "name"], name="round_unit_once")]

    def __str__(self) -> str:
        return self.name


class Answer(models.Model):
    """One answer of one unit: a file it sent back, words it wrote, or that it agrees."""

    MEANS = [("file", "表格"), ("text", "文字"), ("agree", "无意见")]

    round = models.ForeignKey(CommentRound, on_delete=models.CASCADE, related_name="answers")
    unit = models.CharField(max_length=120)
    means = models.CharField(max_length=6, choices=MEANS)
    file_name = models.CharField(max_length=255, default="", blank=True)
    digest = models.CharField(max_length=64, default="", blank=True)  # SHA-256 of the file
    notes = models.JSONField(default=list)
    taken_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["round", "digest"], name="answer_file")]

    def __str__(self) -> str:
        return f"{self.unit} {self.get_means_display()}"


class Opinion(models.Model):
    """What one unit says of one row, and what the clerk decided about it."""

    DECISIONS = [("", "待定"), ("adopted", "采纳"), ("partly", "部分采纳"), ("rejected", "不采纳")]

    answer = models.ForeignKey(Answer, on_delete=models.CASCADE, related_name="opinions")
    duty = models.ForeignKey(Duty, null=True, on_delete=models.SET_NULL, related_name="opinions")
    row_id = models.CharField(max_length=20, default="", blank=True)  # "*": of the whole table; "": a row added
    field = models.CharField(max_length=40, default="", blank=True)  # the column's name, where it says one
    agrees = models.BooleanField(default=False)
    opinion = models.TextField(default="", blank=True)
    suggestion = models.TextField(default="", blank=True)
    about = models.TextField(default="", blank=True)  # the row's own words, as the unit saw them
    decision = models.CharField(max_length=8, choices=DECISIONS, default="", blank=True)
    wording = models.TextField(default="", blank=True)  # what was written into the table
    reason = models.CharField(max_length=500, default="", blank=True)
    decided_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.opinion or self.suggestion
