"""What targets are held against, and what is asked about figures that look odd."""

from django.conf import settings
from django.db import models

from zhiheng.core.measuring.plausible import KIND_WORDS
from zhiheng.directory.models import Area, Organisation
from zhiheng.plans.models import Goal
from zhiheng.web.scoping import ScopedManager

USER = settings.AUTH_USER_MODEL


class TargetLink(models.Model):
    """What one target of a plan is held against: the indicator that a person confirmed, or that there is none.

    `baseline` and `tolerance` are decimal text in the target's unit; earlier links stand in the history of the plan. `benchmark`
    is the level whose published value is to be reached (全省); `sector` the trade it is a target of, `owner` the unit that took
    it on.
    """

    STATES = [("confirmed", "已确认"), ("none", "没有可比的指标")]
    area_path = "goal__plan__area"

    goal = models.OneToOneField(Goal, on_delete=models.CASCADE, related_name="link")
    indicator = models.CharField(max_length=80, default="", blank=True)
    state = models.CharField(max_length=10, choices=STATES)
    baseline = models.CharField(max_length=40, default="", blank=True)
    baseline_on = models.DateField(null=True)
    tolerance = models.CharField(max_length=40, default="", blank=True)
    benchmark = models.CharField(max_length=20, default="", blank=True)
    sector = models.CharField(max_length=40, default="", blank=True)
    owner = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200, default="", blank=True)
    confirmed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.goal} {self.indicator}".strip()


class Look(models.Model):
    """The figures of an area and of those right below it in one period, looked through for what is odd: when, and on what basis.

    `basis` is the digest of what figures rested on then: another one by now, and they are looked through once more.
    """

    STATES = [("due", "待核对"), ("waits", "正在核对"), ("done", "已核对"), ("failed", "没有核对完")]

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=30)
    start = models.DateField()
    end = models.DateField()
    state = models.CharField(max_length=10, choices=STATES, default="due")
    asked_at = models.DateTimeField(null=True)  # by somebody
    looked_at = models.DateTimeField(null=True)
    basis = models.CharField(max_length=64, default="", blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["-looked_at", "pk"]
        constraints = [models.UniqueConstraint(fields=["area", "start", "end"], name="look_once")]

    def __str__(self) -> str:
        return f"{self.area}{self.period}"


class Question(models.Model):
    """One thing that looks odd in a figure, asked of the unit whose figure it is, with its answer and who closed it.

    `seen` is the value that it is about: another value is another question. One whose cause went away is closed by nobody.
    """

    KINDS = list(KIND_WORDS.items())
    STATES = [("open", "待答复"), ("answered", "已答复"), ("closed", "已办结")]

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    indicator = models.CharField(max_length=80)
    period = models.CharField(max_length=30)
    start = models.DateField()
    end = models.DateField()
    kind = models.CharField(max_length=14, choices=KINDS)
    seen = models.CharField(max_length=60, default="", blank=True)  # as it was printed; "" where there was none
    words = models.CharField(max_length=500)
    state = models.CharField(max_length=10, choices=STATES, default="open")
    asked_at = models.DateTimeField()
    answer = models.CharField(max_length=500, default="", blank=True)
    answered_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    answered_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["state", "area_id", "indicator", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["area", "indicator", "start", "end", "kind", "seen"], name="question_once"),
        ]
        indexes = [models.Index(fields=["area", "state"], name="question_of_area")]

    def __str__(self) -> str:
        return self.words


class Dismissal(models.Model):
    """One problem that was found and that a person decided not to chase, with the reason; it is not proposed again."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    origin = models.CharField(max_length=80)  # what a matter of it would name
    subject = models.CharField(max_length=300)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["-at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["area", "origin"], name="dismissal_once")]

    def __str__(self) -> str:
        return self.subject
