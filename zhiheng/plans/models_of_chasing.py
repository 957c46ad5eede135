"""督办: matters that are chased, the dated entries about them, the monthly rounds in which units answer."""

from django.conf import settings
from django.db import models

from zhiheng.core.values.chasing import CYCLES, Standing
from zhiheng.directory.models import Area, Organisation
from zhiheng.web.scoping import ScopedManager

USER = settings.AUTH_USER_MODEL


class Matter(models.Model):
    """One row of the 督办台账: what is asked of which unit by when, and how it stands now.

    `year` and `number` are the 立项号, without gaps. The columns from `state` on are what its entries come to; nobody types them.
    """

    SOURCES = [
        ("document", "政策文件"), ("meeting", "会议议定"), ("leader", "领导批示"), ("visit", "实地督查"), ("found", "自动发现"),
        ("recurring", "定期事项"), ("assessment", "考核整改"), ("other", "其他"),
    ]  # fmt: skip

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")  # who chases
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    subject = models.CharField(max_length=300)
    source = models.CharField(max_length=10, choices=SOURCES, default="other")
    origin = models.CharField(max_length=80, default="", blank=True)  # what it was made of: "row:12:2"; "": typed
    origin_url = models.CharField(max_length=200, default="", blank=True)
    duty = models.ForeignKey("plans.Duty", null=True, on_delete=models.SET_NULL, related_name="matters")
    basis = models.TextField(default="", blank=True)  # the order's own words
    basis_on = models.DateField(null=True)
    goal = models.TextField(default="", blank=True)
    leader = models.CharField(max_length=60, default="", blank=True)
    lead = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="led_matters")
    person = models.CharField(max_length=60, default="", blank=True)  # personal: masked in pages
    phone = models.CharField(max_length=60, default="", blank=True)  # personal: masked in pages
    remark = models.CharField(max_length=500, default="", blank=True)
    opened_on = models.DateField()
    opened_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    cycle = models.CharField(max_length=8, choices=list(CYCLES.items()), default="", blank=True)
    cycle_day = models.PositiveSmallIntegerField(default=28)
    version = models.PositiveIntegerField(default=1)  # goes up with every entry and change
    begun_due_on = models.DateField(null=True)  # the deadline before the first entry
    state = models.CharField(max_length=20)
    due_on = models.DateField(null=True)
    asked_on = models.DateField(null=True)
    issued_on = models.DateField(null=True)
    received_on = models.DateField(null=True)
    fed_back_on = models.DateField(null=True)
    covered_on = models.DateField(null=True)
    returned_on = models.DateField(null=True)
    finished_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["-year", "-number"]
        constraints = [models.UniqueConstraint(fields=["area", "year", "number"], name="matter_number")]
        indexes = [
            models.Index(fields=["area", "state"], name="matter_state"),
            models.Index(fields=["lead", "state"], name="matter_of_unit"),
            models.Index(fields=["area", "origin"], name="matter_origin"),
        ]

    def __str__(self) -> str:
        return self.subject

    @property
    def no(self) -> str:
        """The 立项号."""
        return f"督〔{self.year}〕{self.number}号"

    @property
    def standing(self) -> Standing:
        """How it stands now."""
        return Standing(**{name: getattr(self, name) for name in Standing.__struct_fields__})


class MatterHelper(models.Model):
    """One unit that helps with a matter."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="helpers")
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="helped_matters")
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["matter", "unit"], name="matter_helper_once")]

    def __str__(self) -> str:
        return self.unit.name


class MatterEntry(models.Model):
    """One dated entry about a matter: what was done, by whom, why. It never changes; what was wrong is put right by the next."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="entries")
    position = models.PositiveIntegerField()
    act = models.CharField(max_length=20)
    name = models.CharField(max_length=40)  # what the act was called
    on = models.DateField()  # when it happened
    state = models.CharField(max_length=20)  # after it
    unit = models.CharField(max_length=80, default="", blank=True)  # whose word it is
    progress = models.TextField(default="", blank=True)
    problems = models.TextField(default="", blank=True)  # 存在问题
    needs = models.TextField(default="", blank=True)  # 需协调事项
    plan = models.TextField(default="", blank=True)  # 下一步
    evidence = models.TextField(default="", blank=True)
    reason = models.CharField(max_length=500, default="", blank=True)
    approver = models.CharField(max_length=60, default="", blank=True)
    document = models.CharField(max_length=200, default="", blank=True)
    due_was = models.DateField(null=True)
    due = models.DateField(null=True)
    covers = models.DateField(null=True)
    file_name = models.CharField(max_length=255, default="", blank=True)  # of the sheet it came by
    by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["matter", "position"], name="matter_entry_position")]

    def __str__(self) -> str:
        return f"{self.on} {self.name}"


class MatterProof(models.Model):
    """One file that proves an entry; its content lies under its digest beside the originals."""

    entry = models.ForeignKey(MatterEntry, on_delete=models.CASCADE, related_name="proofs")
    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    digest_name = models.CharField(max_length=10, default="sha256")
    size = models.PositiveBigIntegerField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["entry", "digest"], name="matter_proof_once")]

    def __str__(self) -> str:
        return self.name


class ChaseRound(models.Model):
    """One period in which units are asked how their matters stand: each gets its sheet, due on a day."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(max_length=10)  # 2026-11
    due_on = models.DateField()
    token = models.CharField(max_length=40, unique=True)  # stands hidden in each file sent
    opened_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["-period", "-pk"]
        constraints = [models.UniqueConstraint(fields=["area", "office", "period"], name="chase_round_period")]

    def __str__(self) -> str:
        return f"{self.period}督办反馈"


class ChaseAsked(models.Model):
    """One matter asked about in a round, of the unit that led it then."""

    round = models.ForeignKey(ChaseRound, on_delete=models.CASCADE, related_name="asked")
    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="asked")
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    entry = models.ForeignKey(MatterEntry, null=True, on_delete=models.PROTECT, related_name="+")  # its answer

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["round", "matter"], name="chase_asked_once")]

    def __str__(self) -> str:
        return f"{self.unit} {self.matter}"


class ChaseAnswer(models.Model):
    """What one row of a file says, kept apart because a person has to decide: it disagrees, or its matter went on meanwhile."""

    STATES = [("waits", "待定"), ("used", "采用"), ("dropped", "不用")]

    asked = models.ForeignKey(ChaseAsked, on_delete=models.CASCADE, related_name="waiting")
    file_name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)  # SHA-256 of the file
    on = models.DateField()  # when the file came
    said = models.JSONField(default=dict)
    why = models.CharField(max_length=500)
    state = models.CharField(max_length=8, choices=STATES, default="waits")
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["asked", "state"], name="chase_answer_waits")]

    def __str__(self) -> str:
        return f"{self.file_name} {self.asked}"


class ChaseFile(models.Model):
    """One file that came back in a round and was read, so that the same file is not taken twice."""

    round = models.ForeignKey(ChaseRound, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    unit = models.CharField(max_length=80)
    says = models.CharField(max_length=500)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["round", "digest"], name="chase_file_once")]

    def __str__(self) -> str:
        return self.name


class Recurring(models.Model):
    """One duty that comes again every month, quarter or year, and makes a matter each time."""

    EVERY = [("month", "每月"), ("quarter", "每季"), ("year", "每年")]

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=280)
    basis = models.TextField(default="", blank=True)
    goal = models.TextField(default="", blank=True)
    lead = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    every = models.CharField(max_length=8, choices=EVERY)
    due_month = models.PositiveSmallIntegerField(default=1)  # of the period: 1 is its first
    due_day = models.PositiveSmallIntegerField(default=25)
    since = models.DateField()
    until = models.DateField(null=True)
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager()

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.subject


class Occurrence(models.Model):
    """One period for which a recurring duty has made its matter; it makes none twice."""

    recurring = models.ForeignKey(Recurring, on_delete=models.CASCADE, related_name="occurrences")
    start = models.DateField()
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["start"]
        constraints = [models.UniqueConstraint(fields=["recurring", "start"], name="occurrence_once")]

    def __str__(self) -> str:
        return f"{self.recurring} {self.start}"
