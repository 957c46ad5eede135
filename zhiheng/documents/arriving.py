"""What a browser sends, handed to the actions: files and pasted text one by one, and the buttons of the review page."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest
from django.utils import timezone

from zhiheng.core.values.faults import Fault
from zhiheng.documents import actions, queries, reviewing
from zhiheng.documents.actions.adding import too_large
from zhiheng.documents.models import Document
from zhiheng.documents.reviewing import Wanted


class Arrival(NamedTuple):
    """What became of one file."""

    document: Document | None = None
    was_there: bool = False
    fault: Fault | None = None


class Done(NamedTuple):
    """What one button did: to which card, and whether the texts must be shown anew."""

    ref: str
    texts_changed: bool = False


def arrivals(request: HttpRequest) -> list[Arrival]:
    """What became of each file of a request; one that is refused keeps no other out."""
    sent = [(file.name or "", file) for file in request.FILES.getlist("files")]
    pasted = request.POST.get("pasted", "")
    if pasted.strip():
        sent.append((_name_of_pasted(pasted), pasted.encode()))
    found = [_arrival(request, name, content) for name, content in sent]
    found += [Arrival(fault=fault) for fault in let_go(request)]
    return found or [Arrival(fault=Fault("D413", "没有收到文件。请选择、拖入或粘贴文件后再提交。"))]


def let_go(request: HttpRequest) -> list[Fault]:
    """One sentence for each file of the request that grew past the limit while it arrived and was let go."""
    return [too_large(name) for name in getattr(request, "too_large", ())]


def _arrival(request: HttpRequest, name: str, content: Any) -> Arrival:
    try:
        document, was_there = actions.add_document(request.office, name, content, request.user)
    except Fault as fault:
        return Arrival(fault=fault)
    return Arrival(document, was_there)


def _name_of_pasted(text: str) -> str:
    """Pasted text is named by its first line."""
    first = next(line.strip() for line in text.splitlines() if line.strip())
    fitting = "".join(char for char in first if char not in '\\/:*?"<>|')[:30].strip(" .")
    return f"{fitting or timezone.localtime().strftime('粘贴文字 %Y-%m-%d %H%M')}.txt"


def decision(document: Document, said: Mapping[str, str], wanted: Wanted, by: Any) -> Done:
    """What the button did that was pressed on the review page.

    Raises: Fault: it could not be done. Http404: no such item in this document.
    """
    one = {"accept": actions.accept_item, "reject": actions.reject_item, "back": actions.put_back_item}
    for name, action in one.items():
        if name in said:
            item = action(queries.item_of(document, said[name]), by)
            return Done(reviewing.ref_of(item))
    if "accept_above" in said:
        actions.accept_above(document, wanted.above, by, wanted.kinds())
        return Done("")
    if "undo" in said:
        undone = actions.undo(document, by)
        return Done(reviewing.ref_of_decision(document, undone), texts_changed=True)
    if "repair" in said:
        return _repaired(document, said, by)
    raise Http404


def _repaired(document: Document, said: Mapping[str, str], by: Any) -> Done:
    """`repair` is "start:end:reading"; the reading is typed where the button says nothing of it."""
    start, _, rest = said["repair"].partition(":")
    end, sep, text = rest.partition(":")
    if not (start.isdecimal() and end.isdecimal()):
        raise Http404
    text = (text if sep else said.get(f"reads-{start}-{end}", "")).replace("\0", "")
    actions.decide_repair(document, int(start), int(end), text, by)
    return Done(reviewing.ref_of_repair(document, int(start), int(end)), texts_changed=True)
