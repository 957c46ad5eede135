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

    objects = ScopedManager()

    class Meta:
        ordering = ["-issued_at", "-pk"]
        indexes = [models.Index(fields=["template", "area", "start", "end"], name="publication_of")]

    def __str__(self) -> str:
        return self.title
