"""Files on their way into a register: layouts that people confirmed, files that wait, collections of many units."""

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from zhiheng.directory.models import Area, Organisation
from zhiheng.web.scoping import ScopedManager


class ImportProfile(models.Model):
    """One layout of files for one register, as a person of an area confirmed it; a later version replaces an earlier."""

    register = models.CharField(max_length=60)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    fingerprint = models.CharField(max_length=64)  # digest of the names in the head
    heads = models.JSONField(default=list)
    layout = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    version = models.PositiveIntegerField(default=1)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["-confirmed_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["register", "area", "fingerprint", "version"], name="importprofile_version")
        ]


class Incoming(models.Model):
    """One file that somebody brought for a register and that is not in it yet, or came in through here."""

    STATES = [
        ("asks", "待对列"), ("waits", "排队中"), ("runs", "处理中"), ("checked", "已核对"), ("kept", "已导入"),
        ("failed", "没有完成"),
    ]  # fmt: skip

    register = models.CharField(max_length=60)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    digest_name = models.CharField(max_length=10, default="sha256")
    size = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=STATES, default="asks")
    wish = models.CharField(max_length=10, default="check")  # check, import, good: what its sender asked for
    done = models.PositiveIntegerField(default=0)  # rows looked at
    rows = models.PositiveIntegerField(default=0)
    says = models.CharField(max_length=500, default="", blank=True)  # why it cannot be used
    report = models.JSONField(default=dict, encoder=DjangoJSONEncoder)  # counts, and the first of the problems
    kept = models.ForeignKey("registers.Import", null=True, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["register", "area", "at"], name="incoming_recent")]


class Collection(models.Model):
    """One table that many units fill in and send back 收表: which columns of which register, who is due, until when."""

    register = models.CharField(max_length=60)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    fields = models.JSONField(default=list)  # the columns asked for
    units = models.JSONField(default=list)  # names of those who are due, in order
    by_area = models.BooleanField(default=False)  # the units are areas
    due_on = models.DateField(null=True)
    version = models.PositiveIntegerField(default=1)  # of the template
    closed_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["-at", "-pk"]


class Returned(models.Model):
    """One unit's answer to a collection: its last file, the rows in it, and what was decided where two disagree."""

    area_path = "collection__area"

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="returned")
    unit = models.CharField(max_length=120)
    name = models.CharField(max_length=255)
    digest = models.CharField(max_length=64)
    digest_name = models.CharField(max_length=10, default="sha256")
    rows = models.JSONField(default=list, encoder=DjangoJSONEncoder)  # {number, key, values, marks, state}
    changed = models.JSONField(default=list)  # what differs from the file it replaces
    replaces = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    current = models.BooleanField(default=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["pk"]


class Choice(models.Model):
    """Whose value counts for one cell that two files, or a file and the register, say differently."""

    area_path = "collection__area"

    collection = models.ForeignKey(Collection, on_delete=models.CASCADE, related_name="choices")
    key = models.CharField(max_length=400)
    field = models.CharField(max_length=60)
    unit = models.CharField(max_length=120)  # whose; "" the register's
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["collection", "key", "field"], name="choice_once")]
