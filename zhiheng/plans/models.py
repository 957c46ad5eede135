from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from zhiheng.directory.models import Area, Organisation
from zhiheng.documents.models import Document, Item
from zhiheng.plans.models_of_chasing import (
    ChaseAnswer,
    ChaseAsked,
    ChaseFile,
    ChaseRound,
    Matter,
    MatterEntry,
    MatterHelper,
    MatterProof,
    Occurrence,
    Recurring,
)
from zhiheng.plans.models_of_editing import Arrangement, EditedFile
from zhiheng.web.scoping import ScopedManager

USER = settings.AUTH_USER_MODEL


class Plan(models.Model):
    """One plan of an office's own level: what documents from above ask, shared out among its own units."""

    STATES = [("draft", "起草"), ("comments", "征求意见"), ("review", "审核"), ("issued", "印发")]

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    documents = models.ManyToManyField(Document, related_name="plans")
    title = models.CharField(max_length=300)
    state = models.CharField(max_length=10, choices=STATES, default="draft")
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    approved_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    approved_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["area", "made_at"], name="plan_recent")]

    def __str__(self) -> str:
        return self.title


class Duty(models.Model):
    """One row of a plan's 任务分解表: what is to be done, by whom, by when, resting on which clause.

    `lead_names` and `responsible_names` are the units as the document names them; `units` are what they are at
    this level, made anew when a counterpart is answered, unless a person has set them (`units_by_hand`).
    """

    area_path = "plan__area"

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="duties")
    item = models.ForeignKey(Item, null=True, on_delete=models.PROTECT, related_name="duties")
    position = models.PositiveIntegerField(default=0)
    category = models.CharField(max_length=200, default="", blank=True)
    task = models.TextField(default="", blank=True)
    measures = models.TextField(default="", blank=True)
    lead_names = models.JSONField(default=list)
    responsible_names = models.JSONField(default=list)
    open_ended = models.BooleanField(default=False)  # the document's list of units ended with 等
    units_by_hand = models.BooleanField(default=False)
    due = models.CharField(max_length=100, default="", blank=True)  # as printed: 到2020年, 长期坚持
    due_on = models.DateField(null=True)
    clause = models.CharField(max_length=300, default="", blank=True)
    leader = models.CharField(max_length=60, default="", blank=True)
    person = models.CharField(max_length=60, default="", blank=True)  # personal: masked in pages
    phone = models.CharField(max_length=60, default="", blank=True)  # personal: masked in pages
    progress_1 = models.CharField(max_length=500, default="", blank=True)
    progress_2 = models.CharField(max_length=500, default="", blank=True)
    progress_3 = models.CharField(max_length=500, default="", blank=True)
    progress_4 = models.CharField(max_length=500, default="", blank=True)
    remark = models.CharField(max_length=500, default="", blank=True)
    removed_at = models.DateTimeField(null=True)  # taken out of the table; can be put back

    objects = ScopedManager()

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["plan", "position"], name="duty_of_plan")]

    def __str__(self) -> str:
        return self.task or self.measures[:40]


class DutyUnit(models.Model):
    """One unit of one duty: a body of ours, a phrase such as 各有关部门, or a name still to be answered."""

    ROLES = [("lead", "牵头"), ("responsible", "责任")]
    KINDS = [("own", "本级单位"), ("general", "泛称"), ("asked", "待定")]

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="units")
    role = models.CharField(max_length=12, choices=ROLES)
    kind = models.CharField(max_length=8, choices=KINDS)
    name = models.CharField(max_length=120)  # as printed; of an asked one, the name above
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    stands_for = models.JSONField(default=list)  # the names above that it answers for
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["kind", "name"], name="dutyunit_asked")]

    def __str__(self) -> str:
        return self.name


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


__all__ = [
    "Answer", "Arrangement", "Carried", "ChaseAnswer", "ChaseAsked", "ChaseFile", "ChaseRound", "CommentRound", "Comparison",
    "Duty", "DutyUnit", "EditedFile", "Goal", "GoalShare", "Matter", "MatterEntry", "MatterHelper", "MatterProof",
    "Occurrence", "Opinion", "Plan", "Recurring", "RoundUnit",
]  # fmt: skip
