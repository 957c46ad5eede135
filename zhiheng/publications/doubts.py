"""A doubt of the margin on its way through a page: as it was shown, so that nobody settles another."""

from django.core import signing

from zhiheng.core.values.faults import Fault
from zhiheng.publications.models import Manuscript

_SALT = "publications.settling"


def ticket_for(one: Manuscript, key: str, quote: str, doubt: str) -> str:
    """What a page carries to the act."""
    return signing.dumps([one.pk, key, quote[:200], doubt[:500]], salt=_SALT, compress=True)


def doubt_in(one: Manuscript, ticket: str) -> tuple[str, str, str]:
    """The key of the doubt, the words in doubt, and what was said of them. Raises: Fault B151 it is of another manuscript."""
    try:
        pk, key, quote, doubt = signing.loads(ticket, salt=_SALT)
    except signing.BadSignature:
        pk, key, quote, doubt = None, "", "", ""
    if pk != one.pk:
        raise Fault("B151", f"“{one.title}”：没有认出是哪一处疑点。请刷新页面，在那一处旁边再写一次。")
    return key, quote, doubt
