"""复核: an item is accepted, given another value, closed, opened again; two reviewers of one item are kept apart."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone

from zhiheng.assessments.models import Assessed, Assessment, Judgement, Review
from zhiheng.assessments.recording import item_of, refuse_frozen, say
from zhiheng.assessments.scoring.asking import word_in_short
from zhiheng.assessments.scoring.reviews import Line, sides_of
from zhiheng.core.scoring import Heard, heard
from zhiheng.core.values.faults import Fault
from zhiheng.history.actions import line, record, record_all
from zhiheng.web.access import demand


@transaction.atomic
def accept(assessed: Assessed, item: str, by: Any, *, seen: int, says: str = "") -> Review:
    """The item closed as it stands. Raises: NotAllowed U401. Fault S246, S250: another reviewer was first · S251: too long."""
    return _turned(_held(assessed, item, by, seen, "接受"), "closed", by, "复核接受", says)


@transaction.atomic
def correct(
    assessed: Assessed, item: str, text: str, by: Any, *, why: str, seen: int, applies: bool = True
) -> Judgement:
    """The value that counts instead, with its reason; the item is closed.

    Raises: as `accept`. Fault S240: a value the item cannot have · S249: no reason.
    """
    review = _held(assessed, item, by, seen, f"改为“{text.strip() or '不适用'}”")
    asked = assessed.assessment.as_opened.leaves[item]
    told = heard(asked, text, assessed.group) if applies else Heard()
    word = say(
        assessed, item, "review", by, value=told.value, answer=told.answer, applies=applies, why=why.strip(),
        sample=getattr(asked.how, "sample", 0), scorer=by.get_full_name()[:60],
    )  # fmt: skip
    _turned(review, "closed", by, "复核改定", why.strip())
    return word


@transaction.atomic
def reopen(assessed: Assessed, item: str, by: Any, *, seen: int, why: str) -> Review:
    """The item to be reviewed again; a value that was set stays until another is. Raises: as `accept`. Fault S251: no reason."""
    review = _held(assessed, item, by, seen, "重新复核")
    if not why.strip():
        raise Fault("S251", f"{assessed} {item}：重新复核要写明理由。请补上。")
    return _turned(review, "open", by, "重新复核", why.strip())


@transaction.atomic
def close_calm(assessment: Assessment, by: Any, only: Assessed | None = None) -> int:
    """How many items were closed in which nothing differs, lacks or is in doubt. Raises: NotAllowed U401. Fault S246."""
    demand(by, "assessments.review", area=assessment.area)
    refuse_frozen(assessment)
    pks = [only.pk] if only else list(assessment.assessed.values_list("pk", flat=True))
    list(Assessed.objects.select_for_update().filter(pk__in=pks).order_by("pk"))
    ready = [one for one in sides_of(assessment, only).lines if one.calm and not one.closed]
    reviews = _upserted(ready, by)
    record_all([
        line(review, "复核接受", by, after={"项": review.item, "说明": review.says}, about=assessment) for review in reviews
    ])  # fmt: skip
    return len(reviews)


def _upserted(ready: Iterable[Line], by: Any) -> list[Review]:
    now, new, old = timezone.now(), [], []
    for one in ready:
        review = one.review or Review(assessed=one.assessed, item=one.item.id, version=0)
        review.state, review.by, review.at, review.says = "closed", by, now, "各方一致，成批接受"
        review.version += 1
        (old if review.pk else new).append(review)
    Review.objects.bulk_create(new)  # not every database tells the new numbers
    Review.objects.bulk_update(old, ["state", "by", "at", "says", "version"])
    wanted = {(one.assessed_id, one.item) for one in new}
    made = Review.objects.filter(assessed__in={one.assessed_id for one in new}).order_by("assessed", "item")
    return [*(one for one in made if (one.assessed_id, one.item) in wanted), *old]


def _held(assessed: Assessed, item: str, by: Any, seen: int, what: str) -> Review:
    """The review of an item, held until the transaction ends. Raises: Fault S250: the second is told what the first did."""
    held = Assessed.objects.select_for_update(of=("self",)).select_related("assessment__area").get(pk=assessed.pk)
    demand(by, "assessments.review", area=held.assessment.area)
    refuse_frozen(held.assessment)
    asked = item_of(held, item)
    review = held.reviews.select_related("by").filter(item=item).first()
    if (review.version if review else 0) != seen:
        raise Fault("S250", f"{item} {asked.name}：{_did(held, review)}您的“{what}”没有记入，请看过再定。")
    return review or Review(assessed=held, item=item, version=0)


def _did(held: Assessed, review: Review | None) -> str:
    if review is None:
        return "在您打开以后有了改动。"
    who = review.by.get_full_name() if review.by else "别人"
    at = f"{timezone.localtime(review.at):%m-%d %H:%M}" if review.at else ""
    word = held.judgements.filter(item=review.item, side="review", replaced=False).last()
    did = "重新打开" if review.state == "open" else f"改为“{word_in_short(word)}”并办结" if word else "接受并办结"
    return f"在您打开以后，{who}已于 {at} {did}{f'（{review.says}）' if review.says else ''}。"


def _turned(review: Review, state: str, by: Any, verb: str, says: str) -> Review:
    if len(says) > 500:
        raise Fault("S251", f"{review.item}：说明有 {len(says)} 个字，最多 500 个。请缩短。")
    before = review.get_state_display() if review.pk else "待复核"
    review.state, review.by, review.at, review.says = state, by, timezone.now(), says.strip()
    review.version += 1
    review.save()
    record(
        review, verb, by, before={f"{review.assessed} {review.item}": before},
        after={f"{review.assessed} {review.item}": review.get_state_display()}, reason=review.says,
        about=review.assessed.assessment,
    )  # fmt: skip
    return review
