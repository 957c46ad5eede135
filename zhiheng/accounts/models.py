from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q, QuerySet
from django.utils import timezone

from zhiheng.accounts.roles import known_roles
from zhiheng.directory.models import Area, Organisation


class User(AbstractUser):
    """One person who signs in. The Chinese name stands in `last_name` whole."""

    must_change_password = models.BooleanField(default=False)
    works_for = models.ForeignKey(Organisation, null=True, blank=True, on_delete=models.PROTECT, related_name="people")
    subject = models.CharField(max_length=200, default="", blank=True)  # who she is to the office's sign-in provider
    is_founder = models.BooleanField(default=False)  # stands in for each administrator that nobody is as yet

    def get_full_name(self) -> str:
        return self.last_name or self.username


class MembershipQuerySet(models.QuerySet):
    """Memberships, and which of them count today."""

    def current(self) -> QuerySet:
        """Those that give rights today."""
        today = timezone.localdate()
        begun = Q(valid_from=None) | Q(valid_from__lte=today)
        lasting = Q(valid_to=None) | Q(valid_to__gte=today)
        return self.filter(begun, lasting, ended_at=None, user__is_active=True)


class Membership(models.Model):
    """One person's role in one office: where it holds, of which registers, and from when to when."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=30)  # the id of a definition
    # Null: the office's own area. With every area below it, either way.
    area = models.ForeignKey(Area, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    registers = models.JSONField(default=list, blank=True)  # ids; empty: all that the role has
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)  # the last day
    granted_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)  # leaving the post ends the rights the same moment

    objects = models.Manager.from_queryset(MembershipQuerySet)()

    class Meta:
        ordering = ["pk"]

    @property
    def reaches(self) -> Area:
        """The area that the role holds over, with every area below."""
        return self.area or self.organisation.area

    @property
    def lasts(self) -> bool:
        """Whether it gives rights today or will."""
        return self.ended_at is None and (self.valid_to is None or self.valid_to >= timezone.localdate())

    @property
    def narrowed(self) -> bool:
        """Whether it holds over a part of the office's area only."""
        return self.area_id not in (None, self.organisation.area_id)

    @property
    def administers(self) -> bool:
        """Whether the role is one of the three administrators'."""
        found = known_roles().get(self.role)
        return bool(found and found.administers)

    @property
    def role_name(self) -> str:
        """What people call the role; its id where no file defines it any more."""
        found = known_roles().get(self.role)
        return found.name if found else self.role


class ApiToken(models.Model):
    """What a program signs in with, in the name of one person and for one of her offices. Only its digest is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="tokens")
    office = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)  # what it is for
    digest = models.CharField(max_length=64, unique=True)  # SHA-256
    made_at = models.DateTimeField()
    valid_to = models.DateField()  # the last day
    used_at = models.DateTimeField(null=True)  # by the minute
    ended_at = models.DateTimeField(null=True)  # revoked, or she left the post

    class Meta:
        ordering = ["-pk"]

    @property
    def lasts(self) -> bool:
        """Whether it still opens anything."""
        return self.ended_at is None and self.valid_to >= timezone.localdate()


class SignIn(models.Model):
    """One attempt to sign in, and for one that succeeded the session it began until that ended."""

    OUTCOMES = [("ok", "成功"), ("refused", "被拒"), ("locked", "锁定")]

    user = models.ForeignKey(User, null=True, on_delete=models.CASCADE, related_name="sign_ins")
    username = models.CharField(max_length=150)  # as it was typed, or as the provider says it
    way = models.CharField(max_length=10)  # local, oidc, cas, token
    outcome = models.CharField(max_length=10, choices=OUTCOMES)
    says = models.CharField(max_length=200, default="")  # why it was refused, or how the session ended
    address = models.CharField(max_length=45, default="")
    at = models.DateTimeField()
    session_key = models.CharField(max_length=40, default="")  # "" as soon as the session has ended
    ended_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["at"], name="signin_day"), models.Index(fields=["session_key"], name="signin_session")]


class Handout(models.Model):
    """One file that went out to one person."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    path = models.CharField(max_length=500)  # the address it came from, with what was chosen
    address = models.CharField(max_length=45, default="")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["at"], name="handout_day")]
