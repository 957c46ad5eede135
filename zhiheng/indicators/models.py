from decimal import Decimal

from django.db import models

from zhiheng.directory.models import Area
from zhiheng.indicators.models_of_forms import FilledForm
from zhiheng.indicators.models_of_judgements import TargetJudgement
from zhiheng.indicators.models_of_returns import (
    Return,
    ReturnFile,
    ReturnRound,
    ReturnValue,
    ReviewAction,
    Urging,
)
from zhiheng.indicators.models_of_targets import Dismissal, Look, Question, TargetLink
from zhiheng.web.scoping import ScopedManager

__all__ = [
    "Dismissal", "FilledForm", "Look", "Observation", "Question", "Return", "ReturnFile", "ReturnRound", "ReturnValue",
    "ReviewAction", "Run", "TargetJudgement", "TargetLink", "Urging",
]  # fmt: skip


class Run(models.Model):
    """One computation of one indicator: by which definition, over which rows, by which program.

    `name` is the digest of all three: the same computation is one run, however often it is made. `definition` is the text
    of the indicator, of those it is computed from and of their registers; `inputs` says of each register which state of
    its rows was counted.
    """

    name = models.CharField(max_length=64, unique=True)
    indicator = models.CharField(max_length=80)
    definition = models.TextField()
    definition_digest = models.CharField(max_length=64)
    inputs = models.JSONField(default=dict)
    years = models.JSONField(default=dict)  # of each register in a snapshot, what tells the rows of each year from others
    digest_name = models.CharField(max_length=10, default="sha256")
    engine = models.CharField(max_length=20)
    program = models.CharField(max_length=20)  # its version
    computed_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.name


class Observation(models.Model):
    """One value of one indicator for an area, with the areas below it, and a period; it never changes.

    A correction makes a new revision, and the one before it is current no longer. `run` computed it first, `confirmed` is the
    latest run that found the same. `value` is null when unknown; numerator and denominator are exact, as kept (money in 分).
    """

    STATES = [("complete", "齐全"), ("partial", "有未填"), ("unknown", "暂无数据"), ("undecidable", "不可判")]
    CAUSES = [
        ("first", "初次计算"), ("rows", "台账记录变了"), ("reviews", "报送的数变了"), ("definition", "口径变了"),
        ("program", "程序变了"),
    ]  # fmt: skip

    indicator = models.CharField(max_length=80)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)  # the constraint holds it
    period = models.CharField(max_length=30)
    start = models.DateField()
    end = models.DateField()
    revision = models.PositiveIntegerField(default=1)
    current = models.BooleanField(default=True)
    cause = models.CharField(max_length=10, choices=CAUSES, default="first")
    value = models.DecimalField(max_digits=30, decimal_places=6, null=True)
    unit = models.CharField(max_length=20)
    decimals = models.PositiveSmallIntegerField(default=0)
    qualifier = models.CharField(max_length=4, default="", blank=True)
    numerator = models.DecimalField(max_digits=38, decimal_places=6, null=True)
    denominator = models.DecimalField(max_digits=38, decimal_places=6, null=True)
    rows = models.PositiveBigIntegerField()
    empty = models.PositiveBigIntegerField()  # rows whose field is not filled
    state = models.CharField(max_length=12, choices=STATES)
    lists = models.JSONField(default=dict)  # names, done, missing, unreported, values of a `Measured`, where it has any
    over = models.CharField(max_length=30, default="", blank=True)  # the period that was counted, where it is another one
    why = models.CharField(max_length=200, default="", blank=True)  # why there is no value
    notes = models.JSONField(default=list)
    run = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="observations")
    confirmed = models.ForeignKey(Run, on_delete=models.PROTECT, related_name="+", db_index=False)  # never looked for by it
    computed_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["-computed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["area", "indicator", "start", "end", "revision"], name="observation_once"),
        ]
        indexes = [  # by which pages find the values that hold
            models.Index(fields=["indicator", "start", "end", "area", "current"], name="observation_current"),
        ]

    @property
    def printed(self) -> str:
        """The value as it is written, "" when unknown."""
        return "" if self.value is None else f"{Decimal(self.value):.{self.decimals}f}{self.qualifier}"
