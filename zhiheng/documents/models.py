from datetime import datetime, timedelta

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from zhiheng.directory.models import Area, Organisation
from zhiheng.web.scoping import ScopedManager

LONGEST_SILENCE = timedelta(seconds=60)


class Document(models.Model):
    """One file that came in, and what was read in it. The original lies under its digest in `settings.ORIGINALS`."""

    STATES = [("waiting", "等待识读"), ("reading", "正在识读"), ("read", "已识读"), ("failed", "识读失败")]

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)  # the file's, without its folder
    digest = models.CharField(max_length=64)
    digest_name = models.CharField(max_length=10, default="sha256")
    size = models.PositiveBigIntegerField()
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField()

    state = models.CharField(max_length=10, choices=STATES, default="waiting")
    progress = models.PositiveSmallIntegerField(default=0)  # percent
    progress_says = models.CharField(max_length=80, default="", blank=True)  # 第 3 页，共 12 页
    queued_at = models.DateTimeField(null=True)
    started_at = models.DateTimeField(null=True)  # when the present reading began
    alive_at = models.DateTimeField(null=True)  # the reader's last sign of life
    fault_id = models.CharField(max_length=10, default="", blank=True)
    fault_says = models.CharField(max_length=500, default="", blank=True)
    read_at = models.DateTimeField(null=True)

    title = models.CharField(max_length=300, default="", blank=True)
    doc_number = models.CharField(max_length=60, default="", blank=True)
    issuer = models.CharField(max_length=200, default="", blank=True)  # joined by 、 when several
    issued_on = models.DateField(null=True)
    doc_type = models.CharField(max_length=20, default="other")
    pages = models.PositiveIntegerField(null=True)
    recognised = models.BooleanField(default=False)  # read from an image

    objects = ScopedManager()

    class Meta:
        ordering = ["-uploaded_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["area", "digest"], name="document_once")]
        indexes = [models.Index(fields=["area", "uploaded_at"], name="document_recent")]

    def __str__(self) -> str:
        return self.title or self.name

    @property
    def issuers(self) -> list[str]:
        return self.issuer.split("、") if self.issuer else []

    def stalled(self, now: datetime) -> bool:
        """Whether its reader has given no sign of life for so long that it must have died."""
        return self.state == "reading" and (self.alive_at is None or now - self.alive_at > LONGEST_SILENCE)


class Refusal(models.Model):
    """One file that was not kept, and why: all that remains of it, for the person who sent it."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    fault_id = models.CharField(max_length=10)
    says = models.CharField(max_length=500)

    objects = ScopedManager()

    class Meta:
        ordering = ["-at", "-pk"]


class DocumentText(models.Model):
    """The text of one document: as found, as repaired, and what ties them. Kept apart, for it is long."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="content")
    raw = models.TextField()
    text = models.TextField()
    # How the texts are tied: [text start, text end, raw start, raw end] for each stretch that is the same
    # in both or was repaired as a whole; what lies between in the raw text is not body.
    ties = models.JSONField(default=list)
    repairs = models.JSONField(default=list)  # of the reading contract
    outline = models.JSONField(default=list)
    blocks = models.JSONField(default=list)  # where lines lay on the pages of a scan
    meta = models.JSONField(default=dict)
    notes = models.JSONField(default=list)


class RepairChoice(models.Model):
    """What one person decided about one repair: what the raw characters are to read."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="repair_choices")
    start = models.PositiveIntegerField()  # in DocumentText.raw
    end = models.PositiveIntegerField()
    raw = models.TextField()
    text = models.TextField(blank=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        ordering = ["start"]
        constraints = [models.UniqueConstraint(fields=["document", "start", "end"], name="repair_choice_once")]


class Item(models.Model):
    """One thing found in a document, or added by a person; what flows on is what a person accepted.

    `found` is what the reader said, with its alternatives and other places; `value` is what holds now (an
    item of the reading contract without its place, confidence and flags).
    """

    KINDS = [
        ("target", "目标"),
        ("qualitative_target", "定性目标"),
        ("task", "任务"),
        ("mechanism", "机制"),
        ("rule", "规则"),
        ("statistic", "数据"),
    ]
    STATES = [("pending", "待核"), ("accepted", "已接受"), ("rejected", "不要")]
    ORIGINS = [("reader", "识读"), ("person", "人工补充")]

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="items")
    kind = models.CharField(max_length=20, choices=KINDS)
    start = models.PositiveIntegerField()  # in DocumentText.raw
    end = models.PositiveIntegerField()
    quote = models.TextField()
    section = models.CharField(max_length=300, default="", blank=True)
    confidence = models.FloatField(null=True)  # 0–1; None for a person's
    flags = models.JSONField(default=list)
    found = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    value = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    edited = models.BooleanField(default=False)
    origin = models.CharField(max_length=10, choices=ORIGINS, default="reader")
    state = models.CharField(max_length=10, choices=STATES, default="pending")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["start", "pk"]  # as they stand in the document
        indexes = [
            models.Index(fields=["document", "state"], name="item_state"),
            models.Index(fields=["document", "start"], name="item_place"),
        ]


class Decision(models.Model):
    """One act of one person on the review page, with what was before it, so that it can be undone."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="decisions")
    verb = models.CharField(max_length=30)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    before = models.JSONField(default=list, encoder=DjangoJSONEncoder)  # one entry a thing changed
    undone = models.BooleanField(default=False)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["document", "by", "undone"], name="decision_last")]


class Correction(models.Model):
    """One item that a person read otherwise than the reader, as a case to learn from, and what became of it.

    `case` and `suggestion` are of `core.values.cases`; `suggestion` is empty until the background worker has tried lines.
    """

    STATES = [("open", "待定"), ("accepted", "已学会"), ("kept", "只记为案例"), ("dismissed", "不是读错")]

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="corrections")
    item = models.OneToOneField(Item, on_delete=models.CASCADE, related_name="correction")
    case = models.JSONField(encoder=DjangoJSONEncoder)
    corrected_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    corrected_at = models.DateTimeField()
    suggestion = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    state = models.CharField(max_length=10, choices=STATES, default="open")
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["-corrected_at", "-pk"]
        indexes = [models.Index(fields=["area", "state"], name="correction_state")]
