"""What is printed with a manuscript and never issued: the 呈批件 that leaders sign on paper."""

from django.utils import timezone

from zhiheng.core.measuring import period_from
from zhiheng.core.values.papers import Paper
from zhiheng.core.writing.templates import Template
from zhiheng.directory.queries import scope_of
from zhiheng.publications.about import About
from zhiheng.publications.drafting import drafted
from zhiheng.publications.known import known_templates
from zhiheng.publications.models import Manuscript

ABOUT = "manuscript"


def covers() -> list[Template]:
    """The covers that can be printed for a manuscript."""
    return [one for one in known_templates().values() if one.head.about == ABOUT]


def cover_of(template: Template, one: Manuscript) -> Paper:
    """The cover of a manuscript as it is now."""
    scope, period = scope_of(one.office.area), period_from(one.period)
    return drafted(template, About(scope, one.area, period, one.office, timezone.localdate(), one.pk)).paper
