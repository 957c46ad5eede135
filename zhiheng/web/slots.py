"""Where an earlier page shows later things: `web` names the slot, a later app fills it with a fragment.

    fill("document.after", lambda request, document: render_to_string(...))   # in the later app's ready()
    {% slot "document.after" document %}                                      # in the earlier app's template
"""

from collections.abc import Callable

from django.http import HttpRequest

Fragment = Callable[[HttpRequest, object], str]
NAMES = frozenset({
    "assessment.actions", "assessment.after", "chasing.tabs", "document.actions", "document.after", "duty.actions", "duty.after",
    "enterprise.after", "figure.after", "plan.actions", "plan.after", "plan.goals", "row.actions", "row.after",
})  # fmt: skip
_filled: dict[str, list[Fragment]] = {}


def fill(name: str, fragment: Fragment) -> None:
    """Adds a read-only fragment to a slot; filling it twice with the same function adds nothing."""
    if name not in NAMES:
        raise KeyError(f"no slot {name!r}; slots: {', '.join(sorted(NAMES))}")
    waiting = _filled.setdefault(name, [])
    if fragment not in waiting:
        waiting.append(fragment)


def fragments(name: str, request: HttpRequest, subject: object) -> list[str]:
    """The filled fragments of a slot, in the order of the flow."""
    if name not in NAMES:
        raise KeyError(name)
    return [fragment(request, subject) for fragment in _filled.get(name, ())]
