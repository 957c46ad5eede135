from django.conf import settings
from django.db import models

from zhiheng.core.writing.finishing import document_number
from zhiheng.directory.models import Area, Organisation
from zhiheng.publications.models_of_manuscripts import Manuscript
from zhiheng.web.scoping import ScopedManager


class NumberSeries(models.Model):
    """Where the numbers of one office, one 机关代字 (or kind of briefing) and one year stand now."""

    KINDS = [("number", "文号"), ("issue", "期号")]

    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10, choices=KINDS)
    code = models.CharField(max_length=40)
    year = models.PositiveIntegerField()
    before = models.PositiveIntegerField(default=0)  # the last number that was given outside the book
    last = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-year", "kind", "code"]
        constraints = [models.UniqueConstraint(fields=["office", "kind", "code", "year"], name="series_once")]


class BookedNumber(models.Model):
    """One line of the book of numbers. It is never taken out: a number that is not used is void, and says why."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")  # of the office
    series = models.ForeignKey(NumberSeries, on_delete=models.PROTECT, related_name="numbers")
    number = models.PositiveIntegerField()
    manuscript = models.ForeignKey(Manuscript, on_delete=models.PROTECT, related_name="numbers")
    title = models.CharField(max_length=200)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    taken_at = models.DateTimeField()
    voided_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    voided_at = models.DateTimeField(null=True)
    void_reason = models.CharField(max_length=500, default="", blank=True)

    objects = ScopedManager()

    class Meta:
        ordering = ["-series__year", "series__kind", "series__code", "-number"]
        constraints = [models.UniqueConstraint(fields=["series", "number"], name="number_once")]

    def __str__(self) -> str:
        if self.series.kind == "issue":
            return f"{self.series.code}{self.series.year}年第{self.number}期"
        return document_number(self.series.code, self.series.year, self.number)
