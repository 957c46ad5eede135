from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from zhiheng.directory.models import Area, Organisation
from zhiheng.web.scoping import ScopedManager


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
    fault_id = models.CharField(max_length=10, default="", blank=True)
    fault_says = models.CharField(max_length=500, default="", blank=True)
    read_at = models.DateTimeField(null=True)

    title = models.CharField(max_length=300, default="", blank=True)
    doc_number = models.CharField(max_length=60, default="", blank=True)
    issuers = models.JSONField(default=list)
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


class DocumentText(models.Model):
    """The text of one document: as found, as repaired, and what ties them. Kept apart, for it is long."""

    document = models.OneToOneField(Document, on_delete=models.CASCADE, related_name="content")
    raw = models.TextField()
    text = models.TextField()
    repairs = models.JSONField(default=list)  # of the reading contract
    outline = models.JSONField(default=list)
    blocks = models.JSONField(default=list)  # where lines lay on the pages of a scan
    meta = models.JSONField(default=dict)
    notes = models.JSONField(default=list)


class Item(models.Model):
    """One thing found in a document, or added by a person; what flows on is what a person accepted.

    `found` is what the reader said and never changes; `value` is what holds now (an item of the reading
    contract, without its offsets).
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
    position = models.PositiveIntegerField()  # order in the document
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
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["document", "kind", "state"], name="item_of_document")]
