"""What a figure is of where its own words do not say: the thing looked into, the accident that cost lives."""

import re

from zhiheng.core.extracting.counting import COUNTED, Name
from zhiheng.core.extracting.layout import Layout
from zhiheng.core.extracting.numbers import Figure
from zhiheng.core.extracting.reckoned import Reckoned
from zhiheng.core.extracting.words import Words
from zhiheng.core.values.alternations import any_of

_LOOKED_INTO = {"batches", "share", "points"}
_OUTCOME_WITHIN = 3  # characters at the front of a name: 不合格样品
_EVENT_AT_MOST = 40  # characters of the clause that tells what happened
_OF = re.compile("[^的]*(?:[家个户所批名]|单位|医院|企业)的(?=..)")


def keep_topic(words: Words, layout: Layout, figure: Figure, name: Name, near: Reckoned | None) -> None:
    """电线抽查56批次，检出3批次不合格，合格率94.6%: what was looked into is the subject of all three."""
    if name.verb and words.verbs.get(name.verb) == "cause":
        name.subject = name.subject or _event(layout, figure)
        return
    verb = words.verb_end.search(name.root)
    said = name.root[: verb.start()] if verb and words.verbs.get(verb["verb"]) == "find" else ""
    outcome = name.root in words.senses["outcome"] or (
        figure.dimension in _LOOKED_INTO and bool(words.hits("outcome", name.root[:_OUTCOME_WITHIN]))
    )
    name.topic = said or _looked_into(words, layout, figure)
    if not name.topic and near and (outcome or figure.dimension in _LOOKED_INTO) and not (name.subject or name.scope):
        name.topic = near.name.topic or (_counted(words, near) if outcome else None)
    if not name.topic and near and near.figure.end == figure.start and not near.name.first:
        name.topic = near.name.root  # 目录覆盖12类340种产品
    if not said and not name.scope:
        name.subject = name.subject or name.topic


def _looked_into(words: Words, layout: Layout, figure: Figure) -> str | None:
    """对两家医院的制剂抽检，共抽检样品65个: the clause before tells what was looked into."""
    start = layout.clause(figure.start)[0]
    before = layout.clause(start - 1)[0] if start else 0
    told = words.once(_inspected).search(layout.text, before, max(before, start - 1))
    return _OF.sub("", told["what"], count=1) if told else None


def _inspected(words: Words) -> re.Pattern[str]:
    acts = any_of(words.senses["inspected"])
    return re.compile(rf"对(?P<what>[^，。；]{{2,60}}?(?:进行|开展|实施)?了?(?:监督|专项)?(?:{acts}))$")


def _counted(words: Words, near: Reckoned) -> str | None:
    """The thing that the figure before counts: 样品832件，合格758件."""
    root = near.name.root.removeprefix(near.name.verb or "")
    return root if near.figure.dimension in COUNTED and root not in words.senses["outcome"] else None


def _event(layout: Layout, figure: Figure) -> str | None:
    """某矿发生透水事故，造成3人死亡: what happened stands in the clause before."""
    start = layout.clause(figure.start)[0]
    if not start or layout.text[start - 1] != "，":
        return None
    before = layout.clause(start - 1)[0]
    clause = layout.text[before : start - 1]
    return clause if "发生" in clause and len(clause) <= _EVENT_AT_MOST else None
