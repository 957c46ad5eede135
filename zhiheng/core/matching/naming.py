"""A firm's name taken apart: region, 字号 (the brand, which tells firms apart), trade, form, branch."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

import opencc

from zhiheng.core.values.areas import stem_of
from zhiheng.core.values.lexicons import Area, CompanyWord

_BLANKS = re.compile(r"[\s\u200b-\u200d\ufeff·•.,，。、'\"“”‘’-]+")
_BRACKETED = re.compile(r"[(\[【〔〈{<]([^()\[\]【】〔〕〈〉{}<>]*)[)\]】〕〉}>]")
_BRACKETS = re.compile(r"[()\[\]【】〔〕〈〉{}<>]")
_TOWN = re.compile(r"[\u4e00-\u9fff]{2,4}?(?:县|镇|乡|街道)(?=..)")
"""An area that no list holds."""

LONGEST_REGION = 12
LONGEST_WORD = 12


class CompanyName(NamedTuple):
    """The parts of a name; each "" where the name has none. `regions` are stems, from the widest: 海南, 海口."""

    plain: str
    regions: tuple[str, ...]
    brand: str
    trade: str
    form: str
    branch: str

    @property
    def key(self) -> tuple[str, str]:
        """What two spellings of one firm's name nearly always share."""
        return self.brand, self.trade


@cache
def _simplified() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def plain_name(written: str) -> str:
    """A name as it is compared when it must be the very same: half-width, simplified, without blanks; brackets stay.

    >>> plain_name("示例（海口） 食品有限公司")
    '示例(海口)食品有限公司'
    """
    half = unicodedata.normalize("NFKC", written).translate(_ONE_BRACKET)
    simple: str = _simplified().convert(_BLANKS.sub("", half))
    return simple.upper()


_ONE_BRACKET = str.maketrans("[【〔〈{<]】〕〉}>", "((((((" + "))))))")


class NameReader:
    """Takes names apart by the areas there are and the words that firms' names end in."""

    def __init__(self, areas: Iterable[Area], words: Sequence[CompanyWord]) -> None:
        self._regions: dict[str, str] = {}
        self._codes: dict[str, list[str]] = {}
        for area in areas:
            self._learn(plain_name(area.name), plain_name(stem_of(area.name)), area.code)
        self._forms = {word.word: word.means or word.word for word in words if word.kind == "form"}
        self._trades = frozenset(word.word for word in words if word.kind == "trade")
        branches = sorted((word.word for word in words if word.kind == "branch"), key=len, reverse=True)
        forms = sorted((form for form in self._forms if len(form) > 1), key=len, reverse=True)
        self._branch = re.compile(f"^(.+(?:{'|'.join(forms)}))(.{{0,12}}(?:{'|'.join(branches)}))$")

    def _learn(self, name: str, stem: str, code: str) -> None:
        for words in {name, stem}:
            if len(words) > 1:
                self._regions[words] = stem
                self._codes.setdefault(words, []).append(code.rstrip("0"))

    def parts(self, written: str) -> CompanyName:
        """The name taken apart; what is no region, trade or form is the brand."""
        plain = plain_name(written)
        whole, branch = self._without_branch(plain)
        bare, aside = self._without_brackets(whole)
        rest, form = self._without_form(bare)
        rest, regions = self._without_regions(rest, aside)
        brand, trade = self._brand_and_trade(rest)
        if regions and (not brand or brand in self._trades):
            brand, trade, regions = regions[-1], brand + trade, regions[:-1]
        return CompanyName(plain, (*regions, *(self._regions[words] for words in aside)), brand, trade, form, branch)

    def _without_branch(self, plain: str) -> tuple[str, str]:
        found = self._branch.match(plain)
        return (found[1], found[2]) if found else (plain, "")

    def _without_brackets(self, plain: str) -> tuple[str, tuple[str, ...]]:
        """The name without what stands in brackets if that is a region or a form; its words, in their place, if not."""
        aside: list[str] = []

        def judged(found: re.Match[str]) -> str:
            inside = found[1]
            if inside in self._regions:
                aside.append(inside)
                return ""
            return "" if inside in self._forms else inside

        return _BRACKETS.sub("", _BRACKETED.sub(judged, plain)), tuple(aside)

    def _without_form(self, bare: str) -> tuple[str, str]:
        for size in range(min(LONGEST_WORD, len(bare) - 1), 0, -1):
            if (end := bare[-size:]) in self._forms:
                return bare[:-size], self._forms[end]
        return bare, ""

    def _without_regions(self, rest: str, aside: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
        if aside and self._is_stray(rest, aside):
            return rest, ()
        regions: list[str] = []
        above = [""]
        while size := self._region_ahead(rest, above):
            above = [code for code in self._codes[rest[:size]] if _below(code, above)]
            regions.append(self._regions[rest[:size]])
            rest = rest[size:]
        if town := _TOWN.match(rest):
            regions.append(town[0])
            rest = rest[town.end() :]
        return rest, tuple(regions)

    def _region_ahead(self, rest: str, above: list[str]) -> int:
        """How many characters ahead name a region, below those named before it: 安福 after 黑水 is no region."""
        longest = min(LONGEST_REGION, len(rest))
        return next((n for n in range(longest, 1, -1) if any(_below(code, above) for code in self._codes.get(rest[:n], ()))), 0)

    def _is_stray(self, rest: str, aside: tuple[str, ...]) -> bool:
        """Whether the short name of a county stands before a brand whose region is another, in brackets: 安福青（黑水）."""
        words = rest[: self._region_ahead(rest, [""])]
        inside = [code for name in aside for code in self._codes[name]]
        counties = [code for code in self._codes.get(words, ()) if len(code) > 4]
        related = any(code.startswith(other) or other.startswith(code) for code in counties for other in inside)
        return bool(counties) and self._regions[words] == words and not related

    def _brand_and_trade(self, rest: str) -> tuple[str, str]:
        """Trades stand at the end; the brand keeps at least two characters where there are as many."""
        cut = len(rest)
        while size := self._trade_before(rest, cut):
            cut -= size
        return rest[:cut], rest[cut:]

    def _trade_before(self, rest: str, cut: int) -> int:
        longest = min(LONGEST_WORD, cut - 2)
        return next((size for size in range(longest, 1, -1) if rest[cut - size : cut] in self._trades), 0)


def _below(code: str, above: list[str]) -> bool:
    return any(code != upper and code.startswith(upper) for upper in above)
