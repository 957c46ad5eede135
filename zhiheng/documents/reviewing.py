"""The review page's questions: both texts with their marks, the cards beside them, and how many wait."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import urlencode

from django.db.models import Count

from zhiheng.documents.kinds import GROUPS, LETTERS
from zhiheng.documents.layout import Mark, Paragraph, Part, page_at, page_starts, paragraphs, part_with, parts
from zhiheng.documents.models import Decision, Document, DocumentText, Item, RepairChoice
from zhiheng.documents.queries import sure_items
from zhiheng.documents.wording import details, headline, why_repaired

STATES = dict(Item.STATES)
SURE = 0.95
SLIGHT = ("width", "spacing", "line", "t2s")  # hundreds in a document, and never in doubt


class Wanted(NamedTuple):
    """What of a document the page shows: a group, a state, the confidence for accepting many, a part of the text."""

    kind: str = ""
    state: str = ""
    above: float = SURE
    part: int = 0  # 0: the first, or the one with the item asked for

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "Wanted":
        kind, state = given.get("kind", ""), given.get("state", "")
        return cls(
            kind=kind if kind in GROUPS else "",
            state=state if state in STATES else "",
            above=_number(given.get("above"), SURE),
            part=int(_number(given.get("part"), 0)),
        )

    def kinds(self) -> tuple[str, ...]:
        """The kinds of items shown; empty for all."""
        return GROUPS[self.kind][1] if self.kind else ()

    def query(self, **changes: Any) -> str:
        """The address's parameters for this, with changes."""
        wanted = self._replace(**changes)._asdict()
        return urlencode({k: v for k, v in wanted.items() if v not in ("", 0) and (k, v) != ("above", SURE)})


class Card(NamedTuple):
    """One thing to decide: an item, or a damaged place (then `item` is None)."""

    ref: str
    start: int
    item: Item | None
    headline: str
    details: list[tuple[str, str]]
    alternatives: list[str]
    repair: dict[str, Any] | None = None


class Chip(NamedTuple):
    """One filter: its word, how many, its address's parameters, whether it is on."""

    word: str
    count: int
    query: str
    on: bool


class Review(NamedTuple):
    """Everything that the page shows."""

    document: Document
    content: DocumentText
    wanted: Wanted
    part: Part
    paragraphs: list[Paragraph]
    pages: list[dict[str, Any]]  # of a scan: number, paragraphs, lines
    cards: list[Card]
    pending: int
    decided: int
    sure: int
    kinds: list[Chip]
    states: list[Chip]
    rejected: str  # refs, so that the texts can show what is no longer wanted

    @property
    def previous_part(self) -> str:
        """The address's parameters of the part before; empty at the first."""
        return self.wanted.query(part=self.part.number - 1) if self.part.number > 1 else ""

    @property
    def next_part(self) -> str:
        """The address's parameters of the part after; empty at the last."""
        return self.wanted.query(part=self.part.number + 1) if self.part.number < self.part.count else ""


def review(document: Document, wanted: Wanted, *, with_texts: bool = True, ref: str = "") -> Review:
    """The page. Where no part is asked for, the one with `ref` is shown; without texts only the cards are made."""
    content = document.content
    found = parts(content.text, content.ties, len(content.raw))
    part = found[min(wanted.part, len(found)) - 1] if wanted.part else part_with(found, _start_of(document, ref))
    wanted = wanted._replace(part=part.number if part.count > 1 else 0)
    choices = {(choice.start, choice.end): choice for choice in document.repair_choices.select_related("decided_by")}
    items = list(document.items.filter(start__gte=part.start, start__lt=part.end).select_related("decided_by"))
    counts = _counts(document)
    repairs = [(n, r) for n, r in enumerate(content.repairs) if _is_open(r)]
    undecided = [(n, r) for n, r in repairs if (r["start"], r["end"]) not in choices]
    shown = _paragraphs(content, items, choices, part) if with_texts else []
    return Review(
        document=document,
        content=content,
        wanted=wanted,
        part=part,
        paragraphs=shown,
        pages=_pages(content, items, shown) if with_texts and document.recognised else [],
        cards=_cards(items, repairs, choices, wanted, part, content),
        pending=_sum(counts, state="pending") + len(undecided),
        decided=_sum(counts) - _sum(counts, state="pending") + len(repairs) - len(undecided),
        sure=_sure(document, wanted),
        kinds=_kind_chips(counts, wanted, len(repairs)),
        states=_state_chips(counts, wanted, len(undecided), len(repairs)),
        rejected=" ".join(ref_of(item) for item in items if item.state == "rejected"),
    )


def ref_of(item: Item) -> str:
    """The name of an item on the page."""
    return f"{LETTERS[item.kind]}{item.pk}"


def next_pending(review: Review, after: str) -> str:
    """The ref of the next card that waits after `after`, else of the first that waits, else `after`."""
    waiting = [card.ref for card in review.cards if card.ref == after or _waits(card)]
    if after in waiting:
        k = waiting.index(after)
        following = waiting[k + 1 :] + waiting[:k]
        return following[0] if following else after
    return waiting[0] if waiting else after


def card(item: Item) -> Card:
    """What one item says, ready to show."""
    return Card(ref_of(item), item.start, item, headline(item), details(item), _alternatives(item))


def ref_of_repair(document: Document, start: int, end: int) -> str:
    """The name of a damaged place on the page."""
    places = [(repair["start"], repair["end"]) for repair in document.content.repairs]
    return f"f{places.index((start, end))}" if (start, end) in places else ""


def ref_of_decision(document: Document, decision: Decision) -> str:
    """The name of the first thing that a decision was about; empty when it is gone."""
    first = decision.before[0] if decision.before else {}
    if "repair" in first:
        return ref_of_repair(document, *first["repair"])
    item = document.items.filter(pk=first.get("item")).first()
    return ref_of(item) if item else ""


def _start_of(document: Document, ref: str) -> int:
    """The raw offset of what `ref` names; 0 for nothing we know."""
    letter, number = ref[:1], ref[1:]
    if not number.isdecimal():
        return 0
    if letter == "f":
        repairs = document.content.repairs
        return int(repairs[int(number)]["start"]) if int(number) < len(repairs) else 0
    return document.items.filter(pk=int(number)).values_list("start", flat=True).first() or 0


def _paragraphs(
    content: DocumentText, items: list[Item], choices: dict[tuple[int, int], RepairChoice], part: Part
) -> list[Paragraph]:
    marks = [Mark(item.start, item.end, ref_of(item), "" if item.state == "rejected" else item.kind) for item in items]
    for n, repair in enumerate(content.repairs):
        if repair["start"] < part.end and repair["end"] >= part.start:
            decided = (repair["start"], repair["end"]) in choices
            marks.append(Mark(repair["start"], repair["end"], f"f{n}", _style(repair, decided=decided)))
    return paragraphs(content.raw, content.text, content.ties, marks, part)


def _style(repair: dict[str, Any], *, decided: bool) -> str:
    """How a repaired place looks: what is never in doubt is not underlined."""
    if not decided and _is_open(repair):
        return "open"
    return "slight" if repair["rule"] in SLIGHT else "fix"


def _pages(content: DocumentText, items: list[Item], shown: list[Paragraph]) -> list[dict[str, Any]]:
    """A scan's pages: each with the paragraphs that begin on it and the lines under its items."""
    starts = page_starts(content.blocks)
    pages: dict[int, dict[str, Any]] = {
        page: {"number": page, "paragraphs": [], "lines": []} for _, page in starts
    }
    for paragraph in shown:
        if pages:
            pages[page_at(starts, paragraph.raw_start)]["paragraphs"].append(paragraph)
    for page, start, end, box, confidence in content.blocks:
        over = [item for item in items if item.start < end and item.end > start]
        if over:
            left, top, right, bottom = box
            pages[page]["lines"].append({
                "refs": " ".join(ref_of(item) for item in over), "x": left, "y": top,
                "width": right - left, "height": bottom - top, "confidence": confidence,
            })  # fmt: skip
    return [page for page in pages.values() if page["paragraphs"]]


def _cards(
    items: list[Item], repairs: list[tuple[int, Any]], choices: Any, wanted: Wanted, part: Part, content: DocumentText
) -> list[Card]:
    cards = [
        card(item)
        for item in items
        if (not wanted.kind or item.kind in wanted.kinds()) and (not wanted.state or item.state == wanted.state)
    ]
    if wanted.kind in ("", "repair"):
        for n, repair in repairs:
            choice = choices.get((repair["start"], repair["end"]))
            state = "accepted" if choice else "pending"
            if part.start <= repair["start"] < part.end and wanted.state in ("", state):
                cards.append(_repair_card(n, repair, choice, content))
    return sorted(cards, key=lambda card: card.start)


def _repair_card(n: int, repair: dict[str, Any], choice: RepairChoice | None, content: DocumentText) -> Card:
    start, end = repair["start"], repair["end"]
    options = [o for o in dict.fromkeys([repair["text"], *repair["candidates"]]) if o != repair["raw"]]
    told = {
        "start": start, "end": end, "raw": repair["raw"], "options": options, "choice": choice,
        "before": content.raw[max(0, start - 20) : start].rpartition("\n")[2],
        "after": content.raw[end : end + 20].partition("\n")[0],
        "why": why_repaired(repair),
        "confidence": repair["confidence"],
    }  # fmt: skip
    return Card(f"f{n}", start, None, "", [], [], told)


def _alternatives(item: Item) -> list[str]:
    return ["–".join(str(part) for part in a) if isinstance(a, list) else str(a) for a in item.found.get("alternatives", ())]


def _waits(card: Card) -> bool:
    return card.item.state == "pending" if card.item else card.repair is not None and card.repair["choice"] is None


def _is_open(repair: dict[str, Any]) -> bool:
    return not repair["applied"]


def _counts(document: Document) -> dict[tuple[str, str], int]:
    rows = document.items.order_by().values_list("kind", "state").annotate(n=Count("pk"))
    return {(kind, state): n for kind, state, n in rows}


def _sum(counts: dict[tuple[str, str], int], *, kinds: tuple[str, ...] = (), state: str = "") -> int:
    return sum(n for (k, s), n in counts.items() if (not kinds or k in kinds) and (not state or s == state))


def _sure(document: Document, wanted: Wanted) -> int:
    return 0 if wanted.kind == "repair" else len(sure_items(document, wanted.above, wanted.kinds()))


def _kind_chips(counts: dict[tuple[str, str], int], wanted: Wanted, repairs: int) -> list[Chip]:
    chips = [Chip("全部", _sum(counts) + repairs, wanted.query(kind=""), not wanted.kind)]
    for kind, (word, kinds) in GROUPS.items():
        count = _sum(counts, kinds=kinds) if kinds else repairs
        if count or wanted.kind == kind:
            chips.append(Chip(word, count, wanted.query(kind=kind), wanted.kind == kind))
    return chips


def _state_chips(counts: dict[tuple[str, str], int], wanted: Wanted, undecided: int, repairs: int) -> list[Chip]:
    def of_repairs(state: str) -> int:
        own = {"pending": undecided, "accepted": repairs - undecided}.get(state, 0) if state else repairs
        return own if wanted.kind in ("", "repair") else 0

    def number(state: str) -> int:
        items = 0 if wanted.kind == "repair" else _sum(counts, kinds=wanted.kinds(), state=state)
        return items + of_repairs(state)

    every = [("", "不限"), *STATES.items()]
    return [Chip(word, number(state), wanted.query(state=state), wanted.state == state) for state, word in every]


def _number(given: Any, otherwise: float) -> float:
    try:
        number = float(given)
    except (TypeError, ValueError):
        return otherwise
    return number if 0 <= number < 10**6 else otherwise
