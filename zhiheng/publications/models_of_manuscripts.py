from django.conf import settings
from django.db import models

from zhiheng.directory.models import Area, Organisation
from zhiheng.publications.models_of_issued import Publication
from zhiheng.web.scoping import ScopedManager


class Manuscript(models.Model):
    """One document on its way out, from the first draft until it is issued; what may follow what says lifecycle.py."""

    STATES = [("draft", "起草"), ("review", "待审签"), ("signed", "已签发"), ("issued", "已印发"), ("dropped", "已作废")]

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")  # what it speaks of
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")  # whose it is
    template = models.CharField(max_length=80)
    template_text = models.TextField()  # as it was when the draft was begun
    about = models.CharField(max_length=60, default="", blank=True)  # a register, or duty, plan…; "" for an area's figures
    row = models.BigIntegerField(default=0)  # the number of the row that it is about
    title = models.CharField(max_length=200)
    period = models.CharField(max_length=30)
    start = models.DateField()
    end = models.DateField()
    state = models.CharField(max_length=10, choices=STATES, default="draft")
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    signed_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    signed_at = models.DateTimeField(null=True)
    issued = models.ForeignKey(Publication, null=True, on_delete=models.PROTECT, related_name="manuscripts")
    corrects = models.ForeignKey(Publication, null=True, on_delete=models.PROTECT, related_name="notices")

    objects = ScopedManager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["about", "row"], name="manuscript_about_row")]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """What a manuscript said at one time, who wrote it and why. It never changes; each save is another one.

    `answers` are the blanks that a person filled in, by name; `wording` are her own words for paragraphs of the template, by
    the shape of the paragraph (core/writing/wording), both apart from the template and from the figures.
    """

    ACTS = [("write", "起草"), ("revise", "改稿"), ("refresh", "更新数据"), ("sign", "签发"), ("take_back", "撤销签发")]
    WRITING = ("write", "revise", "refresh")

    manuscript = models.ForeignKey(Manuscript, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()  # from 1
    paper = models.JSONField()
    answers = models.JSONField(default=dict, blank=True)
    wording = models.JSONField(default=dict, blank=True)
    act = models.CharField(max_length=10, choices=ACTS)
    reason = models.CharField(max_length=500, default="", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["manuscript", "number"], name="version_once")]


class Settlement(models.Model):
    """One doubt of the margin that a person has looked into: what was doubted in which version, and why it stands all the same.

    `key` knows the doubt again in later versions, as long as its sentence and the records say the same.
    """

    version = models.ForeignKey(Version, on_delete=models.CASCADE, related_name="settlements")
    key = models.CharField(max_length=32)
    quote = models.CharField(max_length=200)
    doubt = models.CharField(max_length=500)
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["version", "key"], name="doubt_settled_once")]


class SigningRule(models.Model):
    """Whether in one office who wrote a document may sign it herself, as somebody set it with a reason; the newest counts."""

    office = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    alone = models.BooleanField()
    reason = models.CharField(max_length=500)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
