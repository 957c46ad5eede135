from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import models, transaction
from django.db.models import F, OuterRef, Subquery, Value
from django.db.models.functions import Cast, Coalesce, Concat, LPad, Substr

from zhiheng.core.values.faults import Fault
from zhiheng.web.scoping import STEP, at_or_below


def numbers_in(path: str) -> list[int]:
    """The numbers of the areas on a path, the uppermost first."""
    return [int(path[at : at + STEP]) for at in range(0, len(path), STEP)]


class Areas(models.Manager["Area"]):
    def place_many(self, areas: Sequence["Area"]) -> list["Area"]:
        """New areas, kept at once; the areas above them must be kept already."""
        with transaction.atomic():
            self.bulk_create(areas, batch_size=500)
            above = self.filter(pk=OuterRef("parent")).values("path")
            own = LPad(Cast("pk", models.CharField(max_length=STEP)), STEP, Value("0"))
            self.filter(path="").update(path=Concat(Coalesce(Subquery(above), Value("")), own))
        codes = [area.code for area in areas]
        found: dict[str, Area] = {}
        for start in range(0, len(codes), 400):
            found |= {area.code: area for area in self.filter(code__in=codes[start : start + 400])}
        return [found[code] for code in codes]


class Area(models.Model):
    """One area: province, city, county or township, by its GB/T 2260 code; or a 功能区, which has none of its own.

    `path` holds the numbers of all areas above and its own, so that what lies below is one range of paths.
    """

    LEVELS = [("province", "省"), ("city", "市"), ("county", "县"), ("township", "乡镇")]
    KINDS = [("division", "行政区"), ("zone", "功能区、开发区")]

    code = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=60)
    level = models.CharField(max_length=10, choices=LEVELS)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    kind = models.CharField(max_length=10, choices=KINDS, default="division")
    since = models.DateField(null=True, blank=True)  # None: longer than we know
    until = models.DateField(null=True, blank=True)  # the first day on which it was no more
    path = models.CharField(max_length=160, default="", editable=False)

    objects = Areas()

    class Meta:
        ordering = ["code"]
        indexes = [models.Index(fields=["path"], name="area_path")]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Kept, with its path and the paths of all below. Raises: Fault U202: it would lie below itself."""
        with transaction.atomic():
            above = self._path_above()
            super().save(*args, **kwargs)
            self._take_place(f"{above}{self.pk:0{STEP}d}")

    @property
    def level_name(self) -> str:
        """The level in words."""
        return dict(self.LEVELS)[self.level]

    @property
    def levels(self) -> tuple[str, ...]:
        """What definitions call an area of this level: a city or a county is also a 市县."""
        return (self.level_name, *(["市县"] if self.level in ("city", "county") else []))

    def was_there(self, first: date, last: date) -> bool:
        """Whether there was this area on any day from `first` to `last`."""
        return (self.since is None or self.since <= last) and (self.until is None or self.until > first)

    def _path_above(self) -> str:
        if self.parent_id is None:
            return ""
        above = Area.objects.values_list("path", flat=True).get(pk=self.parent_id)
        if self.pk and self.pk in numbers_in(above):
            raise Fault("U202", f"“{self.name}”不能放在它自己或它的下级之下。请另选上级地区。")
        return above

    def _take_place(self, path: str) -> None:
        if path == self.path:
            return
        if self.path:
            below = Area.objects.filter(at_or_below(self.path, "path"))
            below.update(path=Concat(Value(path), Substr(F("path"), len(self.path) + 1)))
        else:
            Area.objects.filter(pk=self.pk).update(path=path)
        self.path = path


class AreaChange(models.Model):
    """One area took another name, rank or place, or became another area or part of one, from a day on.

    Where the area stays itself `old` and `new` are the same. What `old` was before stands in `was_…`.
    """

    KINDS = [
        ("rename", "更名"), ("upgrade", "改设、升格"), ("recode", "换代码"), ("transfer", "划转"), ("merge", "并入"),
        ("split", "拆分"),
    ]  # fmt: skip
    WHOLE = 1_000_000

    on = models.DateField()
    day_known = models.BooleanField(default=True)  # False: the year is known, not the day
    kind = models.CharField(max_length=10, choices=KINDS)
    old = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="changes_from")
    new = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="changes_to")
    share = models.PositiveIntegerField(null=True)  # of what `old` counted, in millionths; None: unknown
    was_name = models.CharField(max_length=60)
    was_level = models.CharField(max_length=10, choices=Area.LEVELS)
    was_parent = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    document = models.CharField(max_length=200, default="")  # on what it rests

    class Meta:
        ordering = ["on", "pk"]
        constraints = [models.UniqueConstraint(fields=["old", "new", "on"], name="area_change")]
        indexes = [models.Index(fields=["old", "on"], name="areachange_old")]

    @property
    def percent(self) -> str | None:
        """The share in percent, None where it is unknown."""
        return None if self.share is None else f"{self.share / 10_000:g}"
