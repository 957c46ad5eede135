"""Returns 报送: a form asked for a period, what each unit filled in, who accepted or sent it back, who was urged."""

import msgspec
from django.conf import settings
from django.db import models

from zhiheng.core.values.forms import Form
from zhiheng.directory.models import Area, Organisation
from zhiheng.web.scoping import ScopedManager


class ReturnRound(models.Model):
    """One form asked for one period: by whom, on which permit, until when, and the form as it stood then."""

    form = models.CharField(max_length=60)
    name = models.CharField(max_length=120)
    asked = models.JSONField()  # `as_asked`, as one text of JSON: PostgreSQL would not keep the order of its items
    definition = models.TextField()  # its text, for people
    definition_digest = models.CharField(max_length=64)
    digest_name = models.CharField(max_length=10, default="sha256")
    permit = models.CharField(max_length=400)  # natural key of its row in 报表准入清单
    basis = models.CharField(max_length=400)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=30)
    start = models.DateField()
    end = models.DateField()
    due_on = models.DateField()
    token = models.CharField(max_length=32, unique=True)  # what its files carry
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["-end", "form", "-pk"]
        constraints = [models.UniqueConstraint(fields=["form", "area", "period"], name="returnround_once")]

    @property
    def as_asked(self) -> Form:
        """The form as it was asked, whatever its file says by now."""
        return msgspec.json.decode(self.asked, type=Form)


class Return(models.Model):
    """One unit's return of a form for a period. `version` counts its savings; `level` how many levels accepted it."""

    STATES = [
        ("draft", "待报"), ("submitted", "已报待审"), ("returned", "已退回"), ("accepted", "逐级审核中"), ("final", "已接收"),
        ("reopened", "重新打开"),
    ]  # fmt: skip
    OPEN = ("draft", "returned", "reopened")  # states in which it may be filled in
    CONTENT = ("round_id", "area_id", "unit", "state", "level", "version", "first_on", "submitted_on")

    round = models.ForeignKey(ReturnRound, on_delete=models.PROTECT, related_name="returns")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    unit = models.CharField(max_length=80, default="", blank=True)  # a body of the area; "" where the area itself returns
    state = models.CharField(max_length=10, choices=STATES, default="draft")
    level = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=0)
    first_on = models.DateField(null=True)  # the day it was first handed in, which decides whether it was on time
    submitted_on = models.DateField(null=True)  # the last day it was
    filled = models.PositiveIntegerField(default=0)  # of the items that must be filled in
    required = models.PositiveIntegerField(default=0)

    objects = ScopedManager()

    class Meta:
        ordering = ["area__code", "unit", "pk"]
        constraints = [models.UniqueConstraint(fields=["round", "area", "unit"], name="return_of_unit")]

    @property
    def name(self) -> str:
        """Who returns."""
        return self.unit or self.area.name

    @property
    def is_open(self) -> bool:
        """Whether it may be filled in."""
        return self.state in self.OPEN

    @property
    def is_late(self) -> bool:
        """Whether it came after its day."""
        return self.first_on is not None and self.first_on > self.round.due_on


class ReturnValue(models.Model):
    """What one saving of a return put at one item; never changed: what is saved later has a higher revision."""

    area_path = "of__area"
    MEANS = [("records", "台账取数"), ("page", "网页填报"), ("file", "表格交回")]

    of = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="values")
    item = models.CharField(max_length=60)
    revision = models.PositiveIntegerField()  # the return's version that it came with
    value = models.TextField(default="", blank=True)  # decimal text, 分, ISO day or words; "": not filled in
    note = models.TextField(default="", blank=True)
    typed = models.TextField(default="", blank=True)  # words that could not be read, kept
    says = models.CharField(max_length=500, default="", blank=True)  # why not
    filled = models.TextField(default="", blank=True)  # what the records said then
    run = models.CharField(max_length=64, default="", blank=True)  # the computation that `filled` came from
    means = models.CharField(max_length=10, choices=MEANS)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["of", "revision", "pk"]
        constraints = [models.UniqueConstraint(fields=["of", "item", "revision"], name="returnvalue_once")]


class ReviewAction(models.Model):
    """One level accepted a return, sent it back or opened it again: who, when, which items, why."""

    area_path = "of__area"
    ACTS = [("accept", "通过"), ("return", "退回"), ("reopen", "重新打开")]
    CONTENT = ("of_id", "level", "name", "act", "items", "reason", "version")

    of = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="reviews")
    level = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=60)  # of the level
    act = models.CharField(max_length=10, choices=ACTS)
    items = models.JSONField(default=dict)  # those sent back, each with a reason of its own or ""; none: the whole return
    reason = models.CharField(max_length=500, default="", blank=True)
    version = models.PositiveIntegerField()  # of the return that was looked at
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["pk"]

    @property
    def reasons(self) -> dict[str, str]:
        """Why each item was sent back; of the whole return, the reason stands under ""."""
        return {item: own or self.reason for item, own in self.items.items()} or {"": self.reason}


class ReturnFile(models.Model):
    """One sheet that came back by file: whose it is, what it says, and whether it is in the return."""

    area_path = "round__area"
    STATES = [("taken", "已收进"), ("same", "没有变化"), ("waits", "待定"), ("dropped", "不用")]

    round = models.ForeignKey(ReturnRound, on_delete=models.PROTECT, related_name="files")
    of = models.ForeignKey(Return, null=True, on_delete=models.PROTECT, related_name="files")  # null: nobody can tell whose
    name = models.CharField(max_length=255)
    sheet = models.CharField(max_length=60, default="", blank=True)
    digest = models.CharField(max_length=64)
    digest_name = models.CharField(max_length=10, default="sha256")
    cells = models.JSONField(default=dict)  # {item: [value, note, typed, says, place]}
    state = models.CharField(max_length=10, choices=STATES)
    says = models.CharField(max_length=500, default="", blank=True)
    arrived_on = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["round", "state"], name="returnfile_state")]


class Urging(models.Model):
    """One 催办: who was urged for which return, when, in which way, by whom, in which words."""

    area_path = "of__area"
    WAYS = [("phone", "电话"), ("message", "微信、短信"), ("mail", "邮件"), ("paper", "书面催办单"), ("face", "当面")]
    CONTENT = ("of_id", "whom", "way", "text", "late_by")

    of = models.ForeignKey(Return, on_delete=models.PROTECT, related_name="urgings")
    whom = models.CharField(max_length=80)
    way = models.CharField(max_length=10, choices=WAYS)
    text = models.CharField(max_length=500)
    late_by = models.IntegerField()  # days after the day it was due; negative: before
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["-pk"]
