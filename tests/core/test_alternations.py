"""A pattern made of many words finds what trying them one by one would find."""

import re

from hypothesis import given
from hypothesis import strategies as st

from zhiheng.core.values.alternations import any_of

LETTERS = "达到于.*"
WORDS = st.lists(st.text(LETTERS, min_size=1, max_size=4), min_size=1, max_size=8)


@given(WORDS, st.text(LETTERS, max_size=20))
def test_the_longest_word_at_each_place_is_found(words: list[str], text: str) -> None:
    one_by_one = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    assert re.findall(any_of(words), text) == re.findall(one_by_one, text)


@given(WORDS, st.text(LETTERS, max_size=20))
def test_a_shorter_word_is_found_where_what_follows_asks_for_it(words: list[str], text: str) -> None:
    one_by_one = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    assert re.findall(f"(?:{any_of(words)})到", text) == re.findall(f"(?:{one_by_one})到", text)


def test_no_words_are_found_nowhere() -> None:
    assert not re.search(any_of([]), "达到")
