"""Whether who wrote a document may sign it herself: the office says so, with a reason; her role has to allow it too."""

from typing import Any

from zhiheng.directory.models import Organisation
from zhiheng.publications.models import Manuscript, SigningRule, Version
from zhiheng.web.rights import Rights


def rule_of(office: Organisation) -> SigningRule | None:
    """What the office set last; None where nobody set anything, and those may whose role lets them."""
    return SigningRule.objects.filter(office=office).select_related("by").first()


def rules_of(office: Organisation) -> list[SigningRule]:
    """Every rule that the office set, newest first."""
    return list(SigningRule.objects.filter(office=office).select_related("by"))


def alone_in(office: Organisation) -> bool:
    """Whether the office lets one person do all of it."""
    found = rule_of(office)
    return found.alone if found else True


def may_sign_own(rights: Rights, office: Organisation) -> bool:
    """Whether somebody with these rights may sign in that office what she wrote."""
    return rights.allows("publications.alone", area=office.area) and alone_in(office)


def wrote(one: Manuscript, by: Any) -> bool:
    """Whether somebody began the manuscript or wrote a version of it."""
    return one.made_by_id == by.pk or one.versions.filter(by=by, act__in=Version.WRITING).exists()
