"""A matter in hand: two people who decide about one matter at once are kept apart."""

from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.plans.models import Matter


def held_matter(number: int, seen: int | None, what: str) -> Matter:
    """The matter, held until the transaction ends. Raises: Fault P173: another person was first."""
    matter = Matter.objects.select_for_update().unscoped("in hand").get(pk=number)
    if seen is not None and seen != matter.version:
        last = matter.entries.order_by("-position").select_related("by").first()
        who = last.by.get_full_name() if last and last.by else "别人"
        did = f"由{who}于 {timezone.localtime(last.at):%H:%M} 记了“{last.name}”" if last else "有了改动"
        raise Fault(
            "P173", f"{matter.no}在您打开以后已{did}，现在是“{matter.state}”。您的“{what}”没有记入，请看过最新情况再定。"
        )
    return matter
