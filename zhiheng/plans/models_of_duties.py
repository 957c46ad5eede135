"""Plans, their duties, and the units of each."""

from django.conf import settings
from django.db import models

from zhiheng.directory.models import Area, Organisation
from zhiheng.documents.models import Document, Item
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
