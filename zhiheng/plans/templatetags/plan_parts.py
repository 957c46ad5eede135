"""Parts of the plan pages."""

from django import template

from zhiheng.core.values.carrying import Statement
from zhiheng.documents.queries import clause_url
from zhiheng.plans.actions.changing import FIELDS
from zhiheng.plans.carrying import LONGEST_CHOICE
from zhiheng.plans.statements import words_of

register = template.Library()


register.filter("clause_url", clause_url)
register.filter("statement", words_of)


@register.filter
def choice(statement: Statement) -> str:
    """A statement in a list to choose from, cut to a line."""
    return words_of(statement)[:LONGEST_CHOICE]


@register.filter
def column(field: str) -> str:
    """A column's name."""
    return FIELDS.get(field, "意见")
