"""A manuscript's Word file comes back edited: what changed, and the lines of it that a person takes into the next version."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from django.conf import settings
from django.core import signing

from zhiheng.core.values.faults import Fault
from zhiheng.core.values.returning import FigureBack, Passage, Returned
from zhiheng.core.writing.returning import as_typed, new_line, returned, retyped, stamped, version_in
from zhiheng.core.writing.templates import parsed
from zhiheng.core.writing.wording import TITLE, shape
from zhiheng.publications import actions
from zhiheng.publications.models import Manuscript, Version
from zhiheng.publications.returning_places import Place, Places
from zhiheng.publications.rewriting import last_version, paper_of_version

_SALT = "publications.returning"
_WAYS = ("computed", "hand")
_BACK = 6  # versions among which the one is looked for that a file was made from


class Edited(NamedTuple):
    """One line that was edited.

    Shape: `place` says where its words go; None where they cannot be taken here and a person changes them herself. `by_hand` are
           its figures that were written over or left out. `conflict`: what a later version than the file's says there.
    """

    passage: Passage
    place: Place | None
    by_hand: tuple[FigureBack, ...]
    what: str
    conflict: str = ""


class Review(NamedTuple):
    """A file that came back beside the version it was made from; `ticket` carries its words to the decision.

    Shape: `last` is the number of the manuscript's last version, where others took something since.
    """

    edited: tuple[Edited, ...]
    version: int
    last: int
    ticket: str
    template: str  # whose file the template is: ours, or the office's own


def reviewed(one: Manuscript, content: bytes, name: str) -> Review:
    """What became of the manuscript in Word or WPS. Raises: Fault W190 the file cannot be opened."""
    last = last_version(one)
    base, back = _made_from(one, last, content, name)
    places = Places(one, base)
    edited = tuple(_edited(back, at, places, base, last) for at, _ in back.edited)
    offered = {str(at): _offer(each) for at, each in enumerate(edited) if each.place}
    ticket = signing.dumps([one.pk, last.number, offered], salt=_SALT, compress=True)
    return Review(edited, base.number, last.number, ticket, _whose(one.template))


def take(one: Manuscript, by: Any, ticket: str, chosen: Mapping[str, str], name: str, why: str = "") -> Version:
    """The next version, with the lines that were chosen by their number; "hand" keeps the numbers written by hand as words.

    Raises: NotAllowed U401. Fault B121 it is no draft · B122 it has another version by now · W191 nothing was chosen, or the
            page is of another manuscript · W192 no reason for numbers by hand.
    """
    seen, taken = _chosen(one, ticket, chosen)
    by_hand = [said for way, offer in taken if way == "hand" for said in offer["hand"]]
    if by_hand and not why.strip():
        raise Fault("W192", f"“{one.title}”：采纳了手改的数（{by_hand[0]}），没有写理由。请写明依据后再存，理由记入这一稿。")
    last = last_version(one)
    wording = dict(last.wording)
    added: dict[str, list[tuple[int, int, str]]] = {}
    for turn, (way, offer) in enumerate(taken):
        words = offer["words"][_WAYS.index(way)]
        if offer["kind"] == "set":
            wording[offer["key"]] = words
        else:
            added.setdefault(offer["key"], []).append((offer["at"], -1 if offer["kind"] == "line" else turn, words))
    for key, changes in added.items():
        wording[key] = _with_added(wording.get(key, ""), changes)
    reason = f"采纳退回的《{name}》" + (f"；手改的数：{'、'.join(by_hand)}，理由：{why.strip()}" if by_hand else "")
    return actions.revise(one.pk, by, answers=last.answers, wording=wording, reason=reason[:500], seen=seen)


def for_word(one: Manuscript, content: bytes) -> bytes:
    """The manuscript's .docx with the number of its version, by which it is known when it comes back."""
    return stamped(content, last_version(one).number)


class Retyped(NamedTuple):
    """The manuscript's template in the words that were chosen; `left` are new words that it says in another way."""

    text: str
    left: tuple[str, ...]


def template_of(one: Manuscript, ticket: str, chosen: Mapping[str, str]) -> Retyped:
    """The template as an office's own file, with the chosen lines.

    Raises: Fault W191 as `take` · W193 none of them can be said in it.
    """
    _, taken = _chosen(one, ticket, chosen)
    text, left = one.template_text, []
    for _, offer in taken:
        changed = retyped(text, *offer["typed"]) if offer["typed"] else None
        text = changed or text
        left += [] if changed else [offer["words"][0]]
    if text == one.template_text or not _reads(text, one.template):
        raise Fault("W193", f"“{one.title}”：选中的段在模板里不是这样写的，改不进模板。请照着改模板文件 {one.template}.md。")
    return Retyped(text, tuple(left))


def _reads(text: str, id: str) -> bool:
    try:
        parsed(text, id)
    except Fault:
        return False
    return True


def _chosen(one: Manuscript, ticket: str, chosen: Mapping[str, str]) -> tuple[int, list[tuple[str, Any]]]:
    try:
        pk, seen, offered = signing.loads(ticket, salt=_SALT)
    except signing.BadSignature:
        pk, seen, offered = None, 0, {}
    taken = [(way, offered[at]) for at, way in chosen.items() if at in offered and way in _WAYS]
    if pk != one.pk or not taken:
        raise Fault("W191", f"“{one.title}”：没有选中要采纳的段。请重新交回退回的 Word 文件，逐段选择后再存。")
    return seen, taken


def _made_from(one: Manuscript, last: Version, content: bytes, name: str) -> tuple[Version, Returned]:
    """The version that the file was made from: the one its properties name, else that with the fewest lines edited.

    Shape: a file without properties that is an earlier version to the letter is held against the last: it takes something back.
    """
    back = returned(paper_of_version(last), content, name)
    earlier = one.versions.filter(number__lt=last.number).order_by("-number")
    if (number := version_in(content)) is not None:
        named = earlier.filter(number=number).first()
        return (named, returned(paper_of_version(named), content, name)) if named else (last, back)
    best = last, back
    seen = [last.paper]
    for version in earlier[:_BACK] if back.edited else ():
        if version.paper not in seen:
            found = returned(paper_of_version(version), content, name)
            best = (version, found) if 0 < len(found.edited) < len(best[1].edited) else best
            seen.append(version.paper)
    return best


def _edited(back: Returned, at: int, places: Places, base: Version, last: Version) -> Edited:
    passage = back.passages[at]
    place = places.of(passage)
    by_hand = tuple(one for one in passage.figures if one.state in ("changed", "lost"))
    conflict = ""
    if place and place.kind != "add" and base.wording.get(place.key) != last.wording.get(place.key):
        conflict = last.wording.get(place.key) or "（这一段已删去或恢复原文）"
    return Edited(passage, place, by_hand, _what(back, passage, place), conflict)


def _what(back: Returned, passage: Passage, place: Place | None) -> str:
    """What was done to a line, in a word."""
    twins = {one.text if one.state == "added" else one.before for one in back.passages if one.state in ("added", "removed")}
    pairs = [one for one in back.passages if one.state in ("added", "removed") and (one.text or one.before) in twins]
    moved = sum((one.text or one.before) == (passage.text or passage.before) for one in pairs) > 1
    if passage.state == "added":
        return "移到这里" if moved else "新加的一段"
    if passage.state == "removed":
        return "从这里移走" if moved else "删去的一段"
    if place and place.key == TITLE:
        return "标题"
    return "表格里的一格" if passage.spot and passage.spot.row >= 0 else "改动的一段"


def _offer(each: Edited) -> dict[str, Any]:
    """What of an edited line goes to the decision: its place, its words with computed figures and with those by hand."""
    assert each.place is not None  # noqa: S101 only these are offered
    passage, place = each.passage, each.place
    marks = frozenset(one.printed.mark for one in each.by_hand)
    if passage.state == "removed":
        words = ["", ""]
    elif place.key == TITLE:
        words = ["".join(passage.text.split("\n"))] * 2
    else:
        words = [shape(new_line(passage, held)).replace("\n", " ") for held in (frozenset(), marks)]
    worded = passage.state == "changed" and bool(passage.line)
    typed = [as_typed(passage.line), as_typed(new_line(passage), escaped=True)] if worded else []
    hand = [f"{one.text or '删去'}（台账 {one.printed.text}）" for one in each.by_hand]
    return {"kind": place.kind, "key": place.key, "at": place.at, "words": words, "hand": hand, "typed": typed}


def _with_added(now: str, changes: list[tuple[int, int, str]]) -> str:
    """The added paragraphs of one place, a line each, with some changed and others put in behind the line of their number."""
    lines = now.split("\n") if now else []
    for at, turn, words in changes:
        if turn < 0 and 0 <= at < len(lines):
            lines[at] = words
    for at, _, words in sorted((one for one in changes if one[1] >= 0), key=lambda one: (one[0], one[1]), reverse=True):
        lines.insert(min(at + 1, len(lines)), words)
    return "\n".join(line for line in lines if line.strip())


def _whose(template: str) -> str:
    own = settings.DEFINITIONS and (settings.DEFINITIONS / "templates" / f"{template}.md").exists()
    return "本单位的文件" if own else "系统自带的文件"

