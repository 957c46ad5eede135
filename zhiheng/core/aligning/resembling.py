"""How alike two duties are in words: shared pairs of characters, the rare ones weighing most."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from math import log

_NOT_WORDS = re.compile(r"[^一-鿿㐀-䶿A-Za-z]+")
_LEVEL = re.compile(r"(?:全|我|本|各|省|市|县)?[省市县区州盟旗镇乡](?:级|内|域|（市、区）)?(?![场政容域委办局厅])|街道")
_FEW = 6  # pairs: a shorter text says too little to be held within a longer one


class Wordings:
    """The texts of two plans, ready for asking. What all of them say (加强质量工作) weighs little."""

    def __init__(self, upper: Sequence[str], lower: Sequence[str]) -> None:
        self._upper = [_pairs(text) for text in upper]
        self._lower = [_pairs(text) for text in lower]
        seen = Counter(pair for pairs in (*self._upper, *self._lower) for pair in pairs)
        texts = len(upper) + len(lower)
        self._weights = {pair: round(100 * log(1 + texts / times)) for pair, times in seen.items()}
        self._holding: dict[str, list[int]] = {}
        for place, pairs in enumerate(self._lower):
            for pair in pairs:
                self._holding.setdefault(pair, []).append(place)
        self._sizes = [self._weight(pairs) for pairs in self._lower]

    def likenesses(self, upper: int) -> dict[int, int]:
        """The lower texts that share anything with an upper one, by place. Unit: of 100; 100 where the words are the same."""
        shared: Counter[int] = Counter()
        for pair in self._upper[upper]:
            for place in self._holding.get(pair, ()):
                shared[place] += self._weights[pair]
        size = self._weight(self._upper[upper])
        return {place: self._likeness(upper, place, weight, size) for place, weight in shared.items()}

    def _likeness(self, upper: int, lower: int, shared: int, size: int) -> int:
        both = 200 * shared // (size + self._sizes[lower])
        fewer = min(len(self._upper[upper]), len(self._lower[lower]))
        within = 100 * shared // min(size, self._sizes[lower])
        return max(both, within * 4 // 5) if fewer >= _FEW else both

    def _weight(self, pairs: Iterable[str]) -> int:
        return sum(self._weights[pair] for pair in pairs)


def _pairs(text: str) -> frozenset[str]:
    """Pairs of neighbouring characters, without digits, punctuation and the level that speaks (全省, 全县)."""
    runs = _NOT_WORDS.split(_LEVEL.sub(" ", text))
    return frozenset(run[at : at + 2] for run in runs for at in range(len(run) - 1))
