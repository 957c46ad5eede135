from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from zhiheng.directory.models import Area, Enterprise, Organisation
from zhiheng.registers.models_of_files import Choice, Collection, ImportProfile, Incoming, Returned
from zhiheng.web.scoping import ScopedManager

__all__ = [
    "Attachment", "Choice", "Collection", "Draft", "Import", "ImportProfile", "Incoming", "Notice", "Pin", "Return",
    "Returned", "Row", "RowStep", "Timing",
]  # fmt: skip


class Import(models.Model):
    """One file whose rows came into one register. The file lies under its digest beside the originals."""

    register = models.CharField(max_length=60)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)  # the file's, without its folder
    digest = models.CharField(max_length=64)
    digest_name = models.CharField(max_length=10, default="sha256")
    size = models.PositiveBigIntegerField()
    added = models.PositiveIntegerField()
    changed = models.PositiveIntegerField()
    same = models.PositiveIntegerField()
    bad = models.PositiveIntegerField(default=0)  # rows that were left out, where that was asked for
    undone_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["register", "area", "at"], name="import_recent")]


class Row(models.Model):
    """One row of one register: the header that every register shares, and the values its definition asks for.

    `data[field]` is what is kept of a cell, null when unknown; `marks[field]` what stood beside it: docs/methods/registers.md.
    `reached[state]` is the day of first entry, `clocks[id]` the dates of a clock: statuses on a day come from comparing.
    """

    STATUSES = [("kept", "有效"), ("void", "作废")]
    CONTENT = (  # what a sealed revision vouches for
        "register", "area_id", "office_id", "unit_id", "event_on", "key", "status", "state", "data", "marks", "reached",
        "clocks", "document", "late", "locked",
    )  # fmt: skip

    register = models.CharField(max_length=60)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+", db_index=False)  # row_area_due begins with it
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")  # the reporting unit
    unit = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")  # whom it counts for
    event_on = models.DateField(null=True)  # what puts the row into a period
    key = models.CharField(max_length=400)  # the natural key
    tail = models.CharField(max_length=100, default="", blank=True)  # its last part, by which other rows refer to it
    status = models.CharField(max_length=10, choices=STATUSES, default="kept")
    state = models.CharField(max_length=40, default="", blank=True)  # of its lifecycle
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    marks = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    reached = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    clocks = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    due_on = models.DateField(null=True)  # the earliest day a clock that runs is due
    expires_on = models.DateField(null=True)  # the day it ends being in force
    document = models.CharField(max_length=200, default="", blank=True)  # the document it came from
    late = models.BooleanField(default=False)  # came after the cut-off
    locked = models.BooleanField(default=False)  # changes need an approval
    definition = models.CharField(max_length=64, default="", blank=True)  # digest of the text it was last checked with
    version = models.PositiveIntegerField(default=1)  # of its content: who saves over a newer one is told
    source = models.ForeignKey(Import, null=True, on_delete=models.PROTECT, related_name="rows")  # last import of it
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    changed_at = models.DateTimeField()  # of anything that counts: content, state, status, days

    objects = ScopedManager()

    class Meta:
        ordering = ["-event_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["register", "key"], name="row_once")]
        indexes = [
            models.Index(fields=["register", "status", "area", "event_on"], name="row_of_area_and_day"),
            models.Index(fields=["register", "tail"], name="row_tail"),
            models.Index(fields=["event_on"], name="row_day"),
            models.Index(fields=["due_on", "status"], name="row_due_kept"),  # days are counted without the rows
            models.Index(fields=["expires_on", "status"], name="row_expiring_kept"),
            models.Index(fields=["area", "due_on"], name="row_area_due"),
            models.Index(fields=["area", "expires_on"], name="row_area_expiring"),
            models.Index(fields=["state"], name="row_state"),
            models.Index(fields=["register", "changed_at"], name="row_moved"),  # by which snapshots follow
        ]


class Attachment(models.Model):
    """One file that proves something about a row; its content lies under its digest beside the originals."""

    area_path = "row__area"

    row = models.ForeignKey(Row, on_delete=models.CASCADE, related_name="attachments")
    field = models.CharField(max_length=60, default="", blank=True)  # "" for evidence of a step
    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    digest_name = models.CharField(max_length=10, default="sha256")
    size = models.PositiveBigIntegerField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["pk"]
        indexes = [models.Index(fields=["digest"], name="attachment_digest")]


class Mention(models.Model):
    """One firm that one row names, in which field: what a firm's archive is read from."""

    area_path = "row__area"

    row = models.ForeignKey(Row, on_delete=models.CASCADE, related_name="mentions")
    field = models.CharField(max_length=60)
    enterprise = models.ForeignKey(Enterprise, on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["row", "field", "enterprise"], name="mention_once")]
        indexes = [models.Index(fields=["enterprise", "row"], name="mention_of_firm")]


class Draft(models.Model):
    """What somebody has typed into the form of one row and not sent yet."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    register = models.CharField(max_length=60)
    row = models.BigIntegerField(default=0)  # 0: a new one
    cells = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=0)  # of the row that was being changed
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "register", "row"], name="draft_once")]


class Pin(models.Model):
    """One register that somebody keeps in her menu."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    register = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["by", "register"], name="pin_once")]


class RowStep(models.Model):
    """One step that a person took with a row: from which state to which, on which day, why, and on whose approval."""

    area_path = "row__area"

    row = models.ForeignKey(Row, on_delete=models.CASCADE, related_name="steps")
    start = models.CharField(max_length=40)
    end = models.CharField(max_length=40)
    on = models.DateField()
    reason = models.CharField(max_length=200, default="", blank=True)
    approver = models.CharField(max_length=60, default="", blank=True)
    document = models.CharField(max_length=200, default="", blank=True)  # on which the approval stands
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["pk"]


class Notice(models.Model):
    """One thing that a body is told of a row: in the page, on the printed list, by e-mail where there is any.

    Who is named in a row but is no body of the installation is told by the office that prints the list: `unit` is null then.
    """

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    to = models.CharField(max_length=200)  # as the row names it
    row = models.ForeignKey(Row, on_delete=models.CASCADE, related_name="notices")
    text = models.CharField(max_length=300)  # without personal data
    at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    seen_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["area", "seen_at"], name="notice_unseen")]


class Return(models.Model):
    """One return of one area for one period of a register: with it, no rows mean that there was nothing (零报告)."""

    register = models.CharField(max_length=60)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    start = models.DateField()
    end = models.DateField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["-start", "pk"]
        constraints = [models.UniqueConstraint(fields=["register", "area", "start", "end"], name="return_once")]


class Timing(models.Model):
    """What the clocks of a register were last reckoned by: its definition, the calendar and the signatures."""

    register = models.CharField(max_length=60, unique=True)
    digest = models.CharField(max_length=64)
    at = models.DateTimeField()
