"""Conditions and their consequences: 对一次抽查不合格的企业，给予警告."""

import re

from zhiheng.core.extracting.layout import Layout
from zhiheng.core.extracting.weighing import Weights
from zhiheng.core.extracting.words import Words
from zhiheng.core.values.alternations import any_of
from zhiheng.core.values.reading import Rule


class Rules:
    """Finds rules; compiled for one set of words."""

    def __init__(self, words: Words) -> None:
        opening, about = any_of(words.senses["rule_opening"]), any_of(words.senses["rule_about"])
        self._sure = words.once(Weights).weigh("rule", ())[0]
        consequence = any_of(words.senses["consequence"])
        reward = any_of(words.senses["reward"])
        self._when = re.compile(
            rf"(?P<if>(?:{opening})[^；。：\n]{{3,100}}?的(?:{about})?)，(?P<then>(?:并|将|要|应|应当)?(?:{consequence})[^；。\n]{{1,120}}?)"
            rf"(?=，(?:{opening})[^，；。\n]{{2,60}}的，|[；。\n]|$)"
        )
        self._rewarded = re.compile(
            rf"对(?P<if>[^；。\n]{{3,80}}?)(?P<then>(?:分别|一次性|每[户家项个])*(?:给予)?(?:分别|一次性|每[户家项个])*(?:{reward})[^；。，\n]{{2,40}})"
        )

    def rules(self, layout: Layout) -> list[Rule]:
        """Every rule of the text, in order."""
        matches = [*self._when.finditer(layout.text), *self._rewarded.finditer(layout.text)]
        found, reached = [], 0
        for match in sorted(matches, key=lambda match: match.start()):
            if match.start() < reached:
                continue
            reached = match.end()
            first, last, quote = layout.folded.raw(match.start(), match.end())
            found.append(
                Rule(
                    section=layout.section(match.start()),
                    quote=quote,
                    start=first,
                    end=last,
                    confidence=self._sure,
                    flags=["规则由人确认后方可执行"],
                    if_=match["if"].removeprefix("对"),
                    then=match["then"],
                )
            )
        return found
