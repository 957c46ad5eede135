"""One target is shared over units or areas: looked at first, then kept; and the last decision undone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from zhiheng.plans import actions, sharing
from zhiheng.plans.views.finding import goal_of, typed
from zhiheng.plans.wording import asked_words
from zhiheng.web.access import writes


@writes("plans.draft", methods=("GET", "POST"))
def share(request: HttpRequest, pk: int, goal: int) -> HttpResponse:
    """Whom the target could be shared over (GET); what it would come to, or the target shared so (POST)."""
    found = goal_of(request, pk, goal)
    if not found.comparator:  # words without a number are not shared
        return redirect("plans:goals", pk)
    way = request.GET.get("to") if request.GET.get("to") in sharing.WAYS else ("unit" if found.duty else "area")
    by = sharing.shared_as(found, found.share_by or "sum")
    context = {"plan": found.plan, "goal": found, "asked": asked_words(found), "ways": sharing.WAYS, "way": way,
               "adds": sharing.can_add(found)}  # fmt: skip
    if request.method != "POST":
        return render(request, "plans/share.html", {**context, "by": by, "lines": sharing.proposed(found, way)})
    given = typed(request)
    pairs = zip(request.POST.getlist("name"), request.POST.getlist("value"), strict=False)
    shares = [(name, value) for name, value in pairs if name.strip() or value.strip()]
    by = sharing.shared_as(found, given.get("share_by", "each"))
    if given.get("step") == "take":
        actions.set_stance(found, "share", request.user, shares=shares, share_by=by, reason=given.get("reason", ""))
        messages.success(request, f"“{found}”已分给 {len(shares)} 家。")
        return redirect("plans:goals", pk)
    seen = sharing.look(found, shares, by)
    return render(request, "plans/share.html", {**context, "by": by, "lines": seen.lines, "seen": seen})


@writes("plans.draft")
def undo(request: HttpRequest, pk: int, goal: int) -> HttpResponse:
    found = actions.undo_stance(goal_of(request, pk, goal), request.user, reason=typed(request).get("reason", ""))
    messages.success(request, f"已撤销，“{found}”恢复为：{found.get_stance_display()}。")
    return redirect("plans:goals", pk)
