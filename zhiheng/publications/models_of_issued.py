from django.conf import settings
from django.db import models

from zhiheng.directory.models import Area, Organisation
from zhiheng.web.scoping import ScopedManager


class Publication(models.Model):
    """One document as it was issued: what it says, the figures in it and who put it out. It never changes.

    `paper` is the document as JSON (`Paper` of core/values/papers), `text` the same as it is read aloud. `figures` are its
    figures in the order in which they are read: mark, indicator, name, area, period, printed, value, unit, asked, run.
    What was issued before papers were kept has none, and offsets into `text` with its figures: see earlier.py.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")  # what it speaks of
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")  # whose it is
    template = models.CharField(max_length=80)
    template_text = models.TextField()  # as it was then
    about = models.CharField(max_length=60, default="", blank=True)  # a register, or duty, plan…; "" for an area's figures
    row = models.BigIntegerField(default=0)  # the number of the row that it is about
    title = models.CharField(max_length=200)
    period = models.CharField(max_length=30)
    start = models.DateField()
    end = models.DateField()
    text = models.TextField()
    digest = models.CharField(max_length=64)  # of the text in UTF-8
    digest_name = models.CharField(max_length=10, default="sha256")
    figures = models.JSONField(default=list)
    paper = models.JSONField(default=dict, blank=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    issued_at = models.DateTimeField()
    number = models.CharField(max_length=80, default="", blank=True)  # 发文字号, "" where it has none
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=12, default="", db_index=True)  # short enough to be read out: see verifying.py

    objects = ScopedManager()

    class Meta:
        ordering = ["-issued_at", "-pk"]
        indexes = [
            models.Index(fields=["template", "area", "start", "end"], name="publication_of"),
            models.Index(fields=["about", "row"], name="publication_about_row"),
        ]

    def __str__(self) -> str:
        return self.title


class IssuedFile(models.Model):
    """The digest of an issued document as a file of one form: by it a file that somebody sends is known again."""

    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="files")
    form = models.CharField(max_length=10)
    digest = models.CharField(max_length=64, db_index=True)
    digest_name = models.CharField(max_length=10, default="sha256")

    class Meta:
        ordering = ["form"]
        constraints = [models.UniqueConstraint(fields=["publication", "form"], name="file_once")]


class Amendment(models.Model):
    """What became of an issued document: its figures were corrected, or it was withdrawn. What it said stays readable.

    `figures` of a correction: mark, name, old, new of each figure; `notice` the document that says so.
    """

    KINDS = [("corrected", "已更正"), ("withdrawn", "已撤回")]

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="amendments")
    kind = models.CharField(max_length=10, choices=KINDS)
    notice = models.ForeignKey(Publication, null=True, on_delete=models.PROTECT, related_name="+")
    figures = models.JSONField(default=list)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]


class Delivery(models.Model):
    """One document that went to one body, and who there has signed for it."""

    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="deliveries")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="deliveries")
    sent_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    received_by = models.CharField(max_length=60, default="", blank=True)  # by name
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["organisation__position", "organisation__pk"]
        constraints = [models.UniqueConstraint(fields=["publication", "organisation"], name="delivery_once")]
