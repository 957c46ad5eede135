from django.contrib.auth.models import AbstractUser
from django.db import models

from zhiheng.accounts.roles import ROLES
from zhiheng.directory.models import Organisation


class User(AbstractUser):
    """One person who signs in. The Chinese name stands in `last_name` whole."""

    must_change_password = models.BooleanField(default=False)

    def get_full_name(self) -> str:
        return self.last_name or self.username


class Membership(models.Model):
    """One person's role in one office."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=10, choices=[(k, v[0]) for k, v in ROLES.items()])
    ended_at = models.DateTimeField(null=True, blank=True)  # leaving the post ends the rights the same moment

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["user", "organisation"], name="membership_once")]
