from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from zhiheng.directory.models import Area, Organisation
from zhiheng.web.scoping import ScopedManager


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
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["register", "area", "at"], name="import_recent")]


class Row(models.Model):
    """One row of one register: the header that every register shares, and the values its definition asks for.

    `data[field]` is text, a whole number (money in 分), an ISO date, an area code, or null when unknown.
    """

    STATUSES = [("kept", "有效"), ("void", "作废")]

    register = models.CharField(max_length=60)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")  # the reporting unit
    event_on = models.DateField()  # what puts the row into a period
    key = models.CharField(max_length=400)  # the natural key
    status = models.CharField(max_length=10, choices=STATUSES, default="kept")
    data = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    source = models.ForeignKey(Import, null=True, on_delete=models.PROTECT, related_name="rows")  # last import of it
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()

    objects = ScopedManager()

    class Meta:
        ordering = ["-event_on", "-pk"]
        constraints = [models.UniqueConstraint(fields=["register", "key"], name="row_once")]
        indexes = [models.Index(fields=["register", "status", "area", "event_on"], name="row_of_area_and_day")]
