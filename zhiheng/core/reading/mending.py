"""Characters that a mirroring site broke apart, put together again or proposed to a person."""

from zhiheng.core.reading.aligned import Aligned, Edit, Proposal
from zhiheng.core.reading.lattice import Place, damaged_places, undamaged
from zhiheng.core.reading.likelihood import Likelihood
from zhiheng.core.reading.mirror import ENOUGH, annotations, plain_guess
from zhiheng.core.reading.simplifying import simplify
from zhiheng.core.values.lexicons import Lexicons

SURE = 0.99
"""Share of the likeliest original from which it is put in without asking."""

RULE = "lattice"


def mended(body: Aligned, lexicons: Lexicons) -> Aligned:
    """The text with broken characters restored where one original is sure; the others are proposed.

    Only a text that a machine annotated can have been broken so; any other is left as it is.
    """
    found = annotations(body.text)
    if len(found) < ENOUGH or "?" not in body.text:
        return body
    likelihood = Likelihood(simplify(plain_guess(undamaged(body.text)), lexicons), lexicons)
    listed = frozenset(match[1] for match in found)
    places = damaged_places(body.text, likelihood, listed)
    body.propose([_proposal(place, lexicons) for place in places if not _is_sure(place)])
    return body.edited([_edit(place) for place in places if _is_sure(place)])


def _is_sure(place: Place) -> bool:
    return place.by_checksum or place.originals[0].share >= SURE


def _edit(place: Place) -> Edit:
    best = place.originals[0]
    evidence = "the only text that gives these bytes" if place.by_checksum else "the likeliest text of these bytes"
    return Edit(place.start, place.end, best.text, RULE, evidence, round(best.share, 4))


def _proposal(place: Place, lexicons: Lexicons) -> Proposal:
    texts = tuple(simplify(original.text, lexicons) for original in place.originals)
    share = round(place.originals[0].share, 4)
    return Proposal(place.start, place.end, texts[0], RULE, "likelier than the others, not sure", share, texts)
