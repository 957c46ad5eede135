from django.db import models

from zhiheng.directory.models.areas import Area
from zhiheng.directory.models.organisations import Organisation
from zhiheng.web.scoping import ScopedManager


class Group(models.Model):
    """One leading group 领导小组, as it is now; what it was before stands in its changes."""

    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="groups")
    name = models.CharField(max_length=120)
    aliases = models.JSONField(default=list, blank=True)  # other names in documents: 质量强县活动领导小组
    functions = models.TextField(default="", blank=True)
    office_at = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")  # 办公室设在
    founded_on = models.DateField()
    ended_on = models.DateField(null=True)  # the first day on which it was no more
    predecessor = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="successors")
    document = models.CharField(max_length=200, default="")

    objects = ScopedManager()

    class Meta:
        ordering = ["area__code", "founded_on", "pk"]
        constraints = [models.UniqueConstraint(fields=["area", "name"], name="group_name")]

    def __str__(self) -> str:
        return self.name


class GroupChange(models.Model):
    """What a group was called, did and had for an office until a day, when one of them became another."""

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="changes")
    on = models.DateField()
    was_name = models.CharField(max_length=120)
    was_functions = models.TextField(default="")
    was_office = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    renamed = models.BooleanField(default=False)
    functions_changed = models.BooleanField(default=False)
    document = models.CharField(max_length=200, default="")

    area_path = "group__area"
    objects = ScopedManager()

    class Meta:
        ordering = ["on"]
        constraints = [models.UniqueConstraint(fields=["group", "on"], name="group_change_once")]


class GroupMember(models.Model):
    """One body in one group, from the day it joined until the day it left."""

    KINDS = [("department", "部门"), ("township", "镇街"), ("zone", "管委会"), ("direct", "直属机构")]

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="members")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="groups")
    kind = models.CharField(max_length=12, choices=KINDS, default="department")
    joined_on = models.DateField()
    left_on = models.DateField(null=True)  # the first day on which it was a member no more

    area_path = "group__area"
    objects = ScopedManager()

    class Meta:
        ordering = ["kind", "organisation__position", "organisation", "joined_on"]
        constraints = [models.UniqueConstraint(fields=["group", "organisation", "joined_on"], name="group_member_once")]
        indexes = [models.Index(fields=["joined_on"], name="groupmember_joined")]


class Post(models.Model):
    """One post in a group, held by one person from a day until a day."""

    TITLES = [
        ("head", "组长"), ("deputy", "副组长"), ("director", "办公室主任"), ("member", "成员"), ("liaison", "联络员"),
    ]  # fmt: skip

    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="posts")
    title = models.CharField(max_length=10, choices=TITLES)
    holder = models.CharField(max_length=60)
    of = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")  # the body the person is from
    since = models.DateField()
    until = models.DateField(null=True)  # the first day on which it was held no more

    area_path = "group__area"
    objects = ScopedManager()

    class Meta:
        ordering = ["pk"]
