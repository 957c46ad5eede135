"""The assessment year: who is assessed by which scheme, what was promised, and how far it has come."""

import msgspec
from django.conf import settings
from django.db import models

from zhiheng.assessments.models_of_evidence import Exhibit, ExhibitUse
from zhiheng.assessments.models_of_results import Appeal, Rectification, Result
from zhiheng.assessments.models_of_scores import (
    Judgement,
    LeadUnit,
    Recusal,
    Review,
    Sheet,
    SheetBack,
    SiteFinding,
    SiteVisit,
)
from zhiheng.core.scoring import plain
from zhiheng.core.values.schemes import Scheme
from zhiheng.directory.models import Area, Enterprise, Organisation
from zhiheng.web.scoping import ScopedManager

__all__ = [
    "Appeal",
    "Assessed",
    "Assessment",
    "Exhibit",
    "ExhibitUse",
    "Judgement",
    "LeadUnit",
    "Pledge",
    "Rectification",
    "Recusal",
    "Result",
    "Review",
    "Sheet",
    "SheetBack",
    "SiteFinding",
    "SiteVisit",
]  # fmt: skip
USER = settings.AUTH_USER_MODEL


class Assessment(models.Model):
    """One assessment of one period: by which scheme, whose it is, and how far it has come.

    `scheme_text` and `scheme_kept` are the scheme as it stood when this was opened; a file changed in mid-year changes nothing
    here. Days are those the office set: until when the assessed may file targets, hand in their own scores, and appeal.
    """

    STAGES = [
        ("filing", "目标备案"), ("self", "自评与佐证"), ("scoring", "部门评分"), ("visiting", "现场核查"), ("reviewing", "复核"),
        ("appealing", "申诉"), ("approving", "待审定"), ("approved", "已审定"), ("noticed", "已通报"), ("closed", "整改办结"),
    ]  # fmt: skip

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")  # the level that assesses
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    scheme = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    scheme_text = models.TextField()  # its file, for people
    scheme_kept = models.TextField()  # `as_opened`, as JSON
    scheme_digest = models.CharField(max_length=64)  # of the text
    digest_name = models.CharField(max_length=10, default="sha256")
    period = models.CharField(max_length=30)
    start = models.DateField()
    end = models.DateField()
    stage = models.CharField(max_length=12, choices=STAGES, default="filing")
    file_until = models.DateField(null=True)
    self_until = models.DateField(null=True)
    score_until = models.DateField(null=True)
    appeal_from = models.DateField(null=True)
    appeal_until = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)  # goes up with every change of stage or of days
    opened_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    seen_as = ""  # in a page: the code of the one assessed whose own area looks at it; "": who assesses does

    objects = ScopedManager()

    class Meta:
        ordering = ["-end", "scheme", "-pk"]
        constraints = [models.UniqueConstraint(fields=["area", "office", "scheme", "period"], name="assessment_once")]

    def __str__(self) -> str:
        return self.name

    @property
    def as_opened(self) -> Scheme:
        """The scheme as it stood when this was opened."""
        return msgspec.json.decode(self.scheme_kept, type=Scheme)

    @property
    def published(self) -> bool:
        """Whether the assessed may see what others scored: from the appeals on."""
        return self.stage in ("appealing", "approving", "approved", "noticed", "closed")


class Assessed(models.Model):
    """One area, unit or enterprise that is assessed, in its group; and whether it has handed in its own score.

    `code` is its id in scorecards: an area's code, else the number of the unit or enterprise.
    """

    area_path = "assessment__area"

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="assessed")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=120)
    group = models.CharField(max_length=60, default="", blank=True)
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    enterprise = models.ForeignKey(Enterprise, null=True, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)  # goes up with every word of its own
    handed_in_at = models.DateTimeField(null=True)
    handed_in_by = models.CharField(max_length=60, default="", blank=True)  # the person who answers for it, by name
    entered_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    numbers_given = models.JSONField(default=dict, blank=True)  # item: the last number of its evidence that was given up

    class Meta:
        ordering = ["position", "code"]
        constraints = [models.UniqueConstraint(fields=["assessment", "code"], name="assessed_once")]

    def __str__(self) -> str:
        return self.name


class Pledge(models.Model):
    """One target that one of the assessed filed for an item (目标备案): the value it means to reach. A later one replaces it."""

    assessed = models.ForeignKey(Assessed, on_delete=models.CASCADE, related_name="pledges")
    item = models.CharField(max_length=20)
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    words = models.CharField(max_length=300, default="", blank=True)
    basis = models.CharField(max_length=300, default="", blank=True)
    replaced = models.BooleanField(default=False)
    why = models.CharField(max_length=300, default="", blank=True)  # it replaces the one before
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["item", "pk"]
        indexes = [models.Index(fields=["assessed", "item"], name="pledge_of_item")]

    def __str__(self) -> str:
        return f"{self.item} {self.text}"

    @property
    def text(self) -> str:
        """What is promised, as it would be written in a cell."""
        return self.words or ("" if self.value is None else plain(self.value))
