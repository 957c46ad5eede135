"""What an assessment came to: appeals and their rulings, the frozen result, what is to be put right."""

from django.conf import settings
from django.db import models

USER = settings.AUTH_USER_MODEL


class Appeal(models.Model):
    """One appeal of one of the assessed about one item, and its ruling. `version` keeps two who rule at once apart."""

    STATES = [("filed", "待核定"), ("upheld", "采纳"), ("partly", "部分采纳"), ("rejected", "不采纳"), ("withdrawn", "已撤回")]

    assessed = models.ForeignKey("assessments.Assessed", on_delete=models.CASCADE, related_name="appeals")
    item = models.CharField(max_length=20)
    says = models.TextField()
    asks = models.CharField(max_length=120, default="", blank=True)  # the value or answer it wants
    exhibits = models.JSONField(default=list)  # what it rests on: {number, title} of the box of evidence
    scored = models.DecimalField(max_digits=12, decimal_places=4, null=True)  # points as they stood
    filed_on = models.DateField()
    filed_by = models.CharField(max_length=60)  # the person who answers for it, by name
    entered_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=STATES, default="filed")
    ruling = models.TextField(default="", blank=True)
    decided_by = models.CharField(max_length=60, default="", blank=True)  # the person who ruled, by name
    judgement = models.ForeignKey("assessments.Judgement", null=True, on_delete=models.PROTECT, related_name="+")
    ruled_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    ruled_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["item", "pk"]
        indexes = [models.Index(fields=["assessed", "state"], name="appeal_state")]

    def __str__(self) -> str:
        return f"{self.assessed} {self.item}"


class Result(models.Model):
    """An approved result: what went in, by which scheme and code, what came out, byte for byte. It never changes.

    `inputs` is all that scoring was given (subjects, findings), `cards` what it gave (`as_json`); `digest` is of `cards` in
    UTF-8. A correction is a further revision that names the one it corrects and says why.
    """

    assessment = models.ForeignKey("assessments.Assessment", on_delete=models.PROTECT, related_name="results")
    revision = models.PositiveIntegerField(default=1)
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrected_by")
    why = models.CharField(max_length=500, default="", blank=True)
    scheme_kept = models.TextField()
    scheme_digest = models.CharField(max_length=64)
    inputs = models.TextField()
    inputs_digest = models.CharField(max_length=64)
    cards = models.TextField()
    digest = models.CharField(max_length=64)
    digest_name = models.CharField(max_length=10, default="sha256")
    code = models.CharField(max_length=80)  # version of the program
    approver = models.CharField(max_length=60)  # the person who approved, by name
    document = models.CharField(max_length=120, default="", blank=True)  # by which paper
    accepted = models.JSONField(default=list)  # what was open all the same: {says, why}
    approved_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField()

    class Meta:
        ordering = ["assessment", "revision"]
        constraints = [models.UniqueConstraint(fields=["assessment", "revision"], name="result_revision")]

    def __str__(self) -> str:
        return f"{self.assessment} 第{self.revision}版"


class Rectification(models.Model):
    """One thing to be put right after a result, by whom and until when; `matter` is its 督办."""

    result = models.ForeignKey(Result, on_delete=models.PROTECT, related_name="rectifications")
    assessed = models.ForeignKey("assessments.Assessed", on_delete=models.PROTECT, related_name="rectifications")
    item = models.CharField(max_length=20, default="", blank=True)
    says = models.TextField()
    due_on = models.DateField(null=True)
    matter = models.ForeignKey("plans.Matter", null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["assessed", "item", "pk"]

    def __str__(self) -> str:
        return f"{self.assessed} {self.says[:40]}"
