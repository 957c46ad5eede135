"""Which firm the words of a cell mean: by code, or by the exact full name; never by likeness."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from django.conf import settings

from zhiheng.core.matching import NameReader, credit_code, looks_like_code, plain_code, plain_name
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.lexicons import Lexicons
from zhiheng.definitions import lexicons
from zhiheng.directory.models import Enterprise, EnterpriseName
from zhiheng.web.scoping import Scope

AT_ONCE = 400  # values in one query: below the limit of every database
LONGEST_NAME = 120
_OLD_NUMBERS = {15: "registration", 13: "registration", 9: "organisation"}
_CODE_INSIDE = re.compile(r"(?<![0-9A-Za-z０-９Ａ-Ｚａ-ｚ])[0-9A-Za-z０-９Ａ-Ｚａ-ｚ]{18}(?![0-9A-Za-z０-９Ａ-Ｚａ-ｚ])")
_ROUND_NAME = " \t\n　()（）[]【】,，;；:：/、|"
_ONE_OF_ITS_NAME = re.compile("公司|集团|合作社|合伙企业")
"""Forms whose names the register gives once; of 老王饭店 there may be one in every county."""


class Written(NamedTuple):
    """What the words of a cell say: a code with its kind, a name, or both."""

    id_kind: str
    code: str
    name: str

    @property
    def key(self) -> str:
        """The `Enterprise.key` of the code; "" without one."""
        return "" if not self.code else self.code if self.id_kind == "credit" else f"{self.id_kind}:{self.code}"


class Ambiguous(NamedTuple):
    """A name that several firms have."""

    words: str
    ids: tuple[int, ...]

    @property
    def says(self) -> str:
        """The sentence for whoever brought it."""
        return f"“{self.words}”有 {len(self.ids)} 家同名企业。请在这一格填统一社会信用代码。"


def written(words: str) -> Written:
    """The words of a cell, told apart. Raises: Fault C601–C607: the code is wrong. U231: no words. U232: too long a name."""
    stripped = words.replace("\0", "").strip()
    if not stripped:
        raise Fault("U231", "企业一格是空的。请填统一社会信用代码或企业全称。")
    if looks_like_code(stripped):
        plain = plain_code(stripped)
        if len(plain) in _OLD_NUMBERS and plain[:-1].isdigit():
            return Written(_OLD_NUMBERS[len(plain)], plain, "")
        return Written("credit", credit_code(stripped).text, "")
    code = ""
    if (found := _CODE_INSIDE.search(stripped)) and looks_like_code(found[0]):
        code, stripped = credit_code(found[0]).text, _around(stripped, found)
    if max(len(stripped), len(plain_name(stripped))) > LONGEST_NAME:
        raise Fault("U232", f"“{stripped[:20]}…”有 {len(stripped)} 个字，不像企业名称。请只填一家企业的全称。")
    return Written("credit" if code else "none", code, stripped)


def _around(words: str, found: re.Match[str]) -> str:
    before, after = words[: found.start()], words[found.end() :]
    return f"{before.rstrip(_ROUND_NAME)}{after.lstrip(_ROUND_NAME)}".strip()


def resolver(scope: Scope) -> "Resolver":
    """What says which firm words mean, for an office of that scope."""
    return Resolver(scope)


class Resolver:
    """Words to firms. Rules, in this order: a code, checked; the exact full name within the scope; the exact full name of
    a company anywhere. Several firms of one name are `Ambiguous`; records merged into one are one firm."""

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._same = same_as()
        self._marks: dict[str, tuple[str, str]] = {}
        self._by_key: dict[str, int | None] = {}
        self._by_name: dict[str, tuple[int, ...]] = {}

    def prepare(self, words: Iterable[str]) -> None:
        """All that many words may mean is looked up, some hundred in a query; what cannot be read is left to `find`."""
        keys, names = set(), set()
        for one in set(words):
            try:
                key, plain = self._mark(one)
            except Fault:
                continue
            (keys if key else names).add(key or plain)
        self._look_up(keys, names)

    def find(self, words: str) -> int | Ambiguous | None:
        """The id of the firm; None: we do not know it as yet. Raises: Fault C601–C607, U231, U232."""
        key, plain = self._mark(words)
        if key:
            if key not in self._by_key:
                self._look_up({key}, set())
            return self._by_key[key]
        if plain not in self._by_name:
            self._look_up(set(), {plain})
        ids = self._by_name[plain]
        return Ambiguous(words.strip(), ids) if len(ids) > 1 else next(iter(ids), None)

    def _mark(self, words: str) -> tuple[str, str]:
        """What words are looked up by: the key of their code, or their plain name."""
        if words not in self._marks:
            said = written(words)
            self._marks[words] = (said.key, "" if said.key else plain_name(said.name))
        return self._marks[words]

    def _look_up(self, keys: set[str], names: set[str]) -> None:
        keys, names = keys - self._by_key.keys(), names - self._by_name.keys()
        self._by_key |= dict.fromkeys(keys)
        firms = Enterprise.objects.unscoped("a code is one firm, whoever's area it lies in")
        for some in chunks(keys):
            self._by_key |= dict(firms.filter(key__in=some).values_list("key", "pk"))
        found: dict[str, list[tuple[int, bool]]] = {}
        for some in chunks(names):
            for plain, pk, ours in self._named(some):
                found.setdefault(plain, []).append((pk, ours))
        for plain in names:
            self._by_name[plain] = self._meant(plain, found.get(plain, []))

    def _named(self, plains: list[str]) -> Iterator[tuple[str, int, bool]]:
        named = EnterpriseName.objects.filter(plain__in=plains)
        ours = set(named.filter(self._scope.reached("enterprise__area")).values_list("enterprise", flat=True))
        for plain, pk in named.values_list("plain", "enterprise"):
            yield plain, pk, pk in ours

    def _meant(self, plain: str, found: list[tuple[int, bool]]) -> tuple[int, ...]:
        ours = [pk for pk, in_scope in found if in_scope]
        if not ours and _ONE_OF_ITS_NAME.search(plain):
            ours = [pk for pk, _ in found]
        whole = {self._same.get(pk, pk): pk for pk in sorted(ours, reverse=True)}
        return tuple(root if root in ours else pk for root, pk in sorted(whole.items()))


def same_as() -> dict[int, int]:
    """The record that each merged one is counted as, by id; records that were not merged are left out."""
    merged = Enterprise.objects.unscoped("one firm, whoever's area it lies in").exclude(merged_into=None)
    into = dict(merged.values_list("pk", "merged_into"))
    found = {}
    for pk, target in into.items():
        while target in into:
            target = into[target]
        found[pk] = target
    return found


def name_reader() -> NameReader:
    """What takes names of firms apart, by the word lists of this installation."""
    return _reader(lexicons(settings.DEFINITIONS))


@lru_cache(maxsize=2)
def _reader(words: Lexicons) -> NameReader:
    return NameReader(words.areas, words.company_words)


def chunks(values: Iterable[Any]) -> Iterator[list[Any]]:
    """Values, so many at a time as one query takes, in order."""
    rest = iter(sorted(values))
    while some := list(islice(rest, AT_ONCE)):
        yield some
