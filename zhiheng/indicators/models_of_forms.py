"""Forms of others on their way through the office."""

from django.conf import settings
from django.db import models

from zhiheng.directory.models import Area, Organisation
from zhiheng.web.scoping import ScopedManager


class FilledForm(models.Model):
    """One form of somebody else's, from its arrival to the day on which it was given back filled.

    `choices` are the indicators that a person chose for places, by address ("" leaves a place empty); `digest` is of the
    form as it came, `filled_digest` of what was given back, both kept as originals.
    """

    STATES = [("open", "待确认"), ("given", "已报出")]

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")  # whose office has it
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    about = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")  # whose figures go into it
    period = models.CharField(max_length=30)
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=10)
    title = models.CharField(max_length=200, default="", blank=True)
    digest = models.CharField(max_length=64)
    filled_digest = models.CharField(max_length=64, default="", blank=True)
    digest_name = models.CharField(max_length=10, default="sha256")
    choices = models.JSONField(default=dict)
    state = models.CharField(max_length=10, choices=STATES, default="open")
    given_to = models.CharField(max_length=80, default="", blank=True)
    form = models.CharField(max_length=80, default="", blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    given_at = models.DateTimeField(null=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["area", "at"], name="filledform_recent")]

    def __str__(self) -> str:
        return self.title or self.name

    @property
    def name_filled(self) -> str:
        """The name under which the filled file goes out."""
        stem, dot, suffix = self.name.rpartition(".")
        return f"{stem}-已填.{suffix}" if dot else f"{self.name}-已填"
