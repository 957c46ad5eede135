"""Reading history."""

from django.db import models
from django.db.models import Q, QuerySet

from zhiheng.history.models import Revision


def timeline(subject: models.Model) -> QuerySet[Revision]:
    """Every change of a thing and of its parts, newest first."""
    label, pk = subject._meta.label_lower, subject.pk
    return Revision.objects.filter(
        Q(subject_type=label, subject_id=pk) | Q(about_type=label, about_id=pk)
    ).order_by("-seq")
