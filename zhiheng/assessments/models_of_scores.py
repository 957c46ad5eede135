"""What persons said of items: the assessed themselves, departments, experts, surveys, visitors, reviewers."""

from django.conf import settings
from django.db import models

from zhiheng.directory.models import Organisation

USER = settings.AUTH_USER_MODEL


class Judgement(models.Model):
    """What one person, or one department, said of one item of one of the assessed. It never changes; a later word replaces it.

    `value` is what the item's way asks (points, percent, a count, days late), `answer` the words of a choice; `applies` False:
    the item does not apply, and `why` says so. Of a computed item a self-assessment says its own figure; a review or an upheld
    appeal says the figure that counts instead of ours, with the reason.
    """

    SIDES = [
        ("self", "自评"), ("department", "部门评分"), ("expert", "专家评分"), ("survey", "满意度调查"), ("visit", "现场核查"),
        ("review", "复核"), ("appeal", "申诉核定"),
    ]  # fmt: skip
    STAGES = [("score", "评分"), ("blind", "背靠背"), ("consensus", "合议"), ("site", "现场")]

    assessed = models.ForeignKey("assessments.Assessed", on_delete=models.CASCADE, related_name="judgements")
    item = models.CharField(max_length=20)
    side = models.CharField(max_length=12, choices=SIDES)
    stage = models.CharField(max_length=12, choices=STAGES, default="score")
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    answer = models.CharField(max_length=120, default="", blank=True)
    applies = models.BooleanField(default=True)
    sample = models.PositiveIntegerField(default=0)
    why = models.CharField(max_length=500, default="", blank=True)
    scorer = models.CharField(max_length=60, default="", blank=True)  # whose word it is, by name
    unit = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    replaced = models.BooleanField(default=False)
    file_name = models.CharField(max_length=255, default="", blank=True)  # of the sheet it came by
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")  # who entered it
    at = models.DateTimeField()

    class Meta:
        ordering = ["item", "pk"]
        indexes = [models.Index(fields=["assessed", "item", "side"], name="judgement_of_item")]

    def __str__(self) -> str:
        return f"{self.item} {self.get_side_display()} {self.answer or self.value}"


class LeadUnit(models.Model):
    """Which of the office's units a scheme's words mean (市场监管部门 → 县市场监督管理局): it scores the items they lead."""

    assessment = models.ForeignKey("assessments.Assessment", on_delete=models.CASCADE, related_name="lead_units")
    words = models.CharField(max_length=80)
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["assessment", "words"], name="lead_unit_once")]

    def __str__(self) -> str:
        return f"{self.words} {self.unit}"


class Recusal(models.Model):
    """Who does not score one of the assessed (回避), and why: what she said is kept and never counted."""

    assessed = models.ForeignKey("assessments.Assessed", on_delete=models.CASCADE, related_name="recusals")
    scorer = models.CharField(max_length=60)
    why = models.CharField(max_length=300)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["assessed", "scorer"], name="recusal_once")]

    def __str__(self) -> str:
        return f"{self.scorer} {self.assessed}"


class SiteVisit(models.Model):
    """One visit to one of the assessed (现场核查): when, by whom, what was seen."""

    assessed = models.ForeignKey("assessments.Assessed", on_delete=models.CASCADE, related_name="visits")
    on = models.DateField()
    visitors = models.CharField(max_length=200)
    says = models.TextField(default="", blank=True)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["on", "pk"]

    def __str__(self) -> str:
        return f"{self.on} {self.assessed}"


class SiteFinding(models.Model):
    """One thing a visit found, of an item or of none; `due_on` where it is to be put right, `matter` where 督办 follows it."""

    visit = models.ForeignKey(SiteVisit, on_delete=models.CASCADE, related_name="findings")
    item = models.CharField(max_length=20, default="", blank=True)
    says = models.TextField()
    due_on = models.DateField(null=True)
    matter = models.ForeignKey("plans.Matter", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.says[:40]


class Review(models.Model):
    """One item of one of the assessed, as reviewers left it. `version` keeps two reviewers of one item apart."""

    STATES = [("open", "待复核"), ("closed", "已复核")]

    assessed = models.ForeignKey("assessments.Assessed", on_delete=models.CASCADE, related_name="reviews")
    item = models.CharField(max_length=20)
    state = models.CharField(max_length=8, choices=STATES, default="open")
    version = models.PositiveIntegerField(default=1)
    says = models.CharField(max_length=500, default="", blank=True)
    by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["item"]
        constraints = [models.UniqueConstraint(fields=["assessed", "item"], name="review_of_item")]

    def __str__(self) -> str:
        return f"{self.item} {self.get_state_display()}"


class Sheet(models.Model):
    """One spreadsheet handed out for scores: the assessed's own, a department's, an expert's. Its token stands in the file."""

    KINDS = [("self", "自评表"), ("department", "部门评分表"), ("expert", "专家评分表")]

    assessment = models.ForeignKey("assessments.Assessment", on_delete=models.CASCADE, related_name="sheets")
    kind = models.CharField(max_length=12, choices=KINDS)
    assessed = models.ForeignKey("assessments.Assessed", null=True, on_delete=models.CASCADE, related_name="+")
    unit = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    scorer = models.CharField(max_length=60, default="", blank=True)
    stage = models.CharField(max_length=12, choices=Judgement.STAGES, default="score")
    token = models.CharField(max_length=40, unique=True)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.assessed or self.unit or self.scorer}"


class SheetBack(models.Model):
    """One file that came back and was read: which sheet it was, what came of it. The same file is not taken twice."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="backs")
    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)  # SHA-256
    says = models.CharField(max_length=500)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["sheet", "digest"], name="sheet_back_once")]

    def __str__(self) -> str:
        return self.name
