"""Evidence 佐证材料: each file once in the box of one of the assessed, and the items it serves."""

from django.conf import settings
from django.db import models

from zhiheng.directory.models import Organisation

USER = settings.AUTH_USER_MODEL


class Exhibit(models.Model):
    """One file of evidence: what it is, what it says of itself, and what was noticed about it.

    `digest` is that of the bytes, which lie with the originals; the same bytes are in a box once. `text_digest` is that of its
    words alone: a file that was given another date has other bytes and nearly the same words. `noticed` are the doubts found
    in it: {kind, says, reason, by}, `reason` "" while the doubt is open. None of `dated_on`, `saved_at`, `pages`: unknown.
    """

    SEALED = [("yes", "有"), ("no", "没有"), ("unknown", "未看出")]

    assessed = models.ForeignKey("assessments.Assessed", on_delete=models.CASCADE, related_name="exhibits")
    digest = models.CharField(max_length=64)
    digest_name = models.CharField(max_length=10, default="sha256")
    text_digest = models.CharField(max_length=64, default="", blank=True)
    file_name = models.CharField(max_length=255)
    kind = models.CharField(max_length=10)  # pdf, docx, jpg …
    size = models.BigIntegerField()  # bytes
    pages = models.PositiveIntegerField(null=True)
    title = models.CharField(max_length=300)
    number = models.CharField(max_length=80, default="", blank=True)  # 文号
    issuer = models.CharField(max_length=120, default="", blank=True)
    dated_on = models.DateField(null=True)  # the day the document says
    saved_at = models.DateTimeField(null=True)  # when the file says it was last saved
    read_at = models.DateTimeField(null=True)  # when the program read it; None: it waits to be read
    trouble = models.CharField(max_length=300, default="", blank=True)  # why it could not be read
    sealed = models.CharField(max_length=8, choices=SEALED, default="unknown")
    unit = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")  # which unit gave it
    noticed = models.JSONField(default=list)
    settled = models.CharField(max_length=300, default="", blank=True)  # why what was noticed is in order, by a person
    settled_by = models.ForeignKey(USER, null=True, on_delete=models.PROTECT, related_name="+")
    dropped = models.BooleanField(default=False)
    dropped_why = models.CharField(max_length=300, default="", blank=True)
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["assessed", "digest"], name="exhibit_once")]

    def __str__(self) -> str:
        return self.title


class ExhibitUse(models.Model):
    """One item that a file serves, as which of the pieces asked; `position` is its place, so that 1.1.1 has 1.1.1-1, 1.1.1-2."""

    exhibit = models.ForeignKey(Exhibit, on_delete=models.CASCADE, related_name="uses")
    item = models.CharField(max_length=20)
    piece = models.CharField(max_length=200, default="", blank=True)  # one of the item's `evidence`; "": of none
    part = models.CharField(max_length=80, default="", blank=True)  # 第3至5页
    position = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["item", "position"]
        constraints = [models.UniqueConstraint(fields=["exhibit", "item", "piece"], name="exhibit_use_once")]

    def __str__(self) -> str:
        return f"{self.item}-{self.position}"
