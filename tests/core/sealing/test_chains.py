"""A chain shows the first entry that was changed, taken out, put in or moved; what was exported, any single bit."""

import hashlib
import io
import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhiheng.core import sealing
from zhiheng.core.sealing import digests
from zhiheng.core.values.faults import Fault
from zhiheng.core.values.seals import START, Link, Sealed, Span

WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | WORDS | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=8,
)


def change(number: int, **said: object) -> dict[str, object]:
    given = {
        "chain": "changes", "at": f"2026-11-20T01:30:{number:02d}.000000Z", "subject_type": "registers.row",
        "subject_id": number, "about_type": "", "about_id": 0, "verb": "修改", "by_id": 7, "by_name": "张经办",
        "approved_by_id": 0, "approved_by_name": "", "before": {"罚款": "1"}, "after": {"罚款": "2"},
        "reason": "笔误", "content": "",
    }  # fmt: skip
    return given | said


def chain(count: int = 5, name: str = "sha256") -> list[Sealed]:
    return list(sealing.sealed((change(number) for number in range(1, count + 1)), START, name))


def kinds(found: list[Sealed], end: Link | None = None) -> list[tuple[str, int]]:
    return [(flaw.kind, flaw.seq) for flaw in sealing.flaws(found, START, end)]


def end_of(found: list[Sealed]) -> Link:
    return Link(found[-1].entry["seq"], found[-1].digest)


def altered(one: Sealed, **said: object) -> Sealed:
    return Sealed({**one.entry, **said}, one.digest)


def test_a_chain_left_alone_has_no_flaw() -> None:
    found = chain()
    assert kinds(found, end_of(found)) == []


@pytest.mark.parametrize("said", [{"reason": ""}, {"after": {"罚款": "200"}}, {"by_name": "李起草"}, {"at": "2026-11-19"}])
def test_a_changed_entry_is_named(said) -> None:
    found = chain()
    found[2] = altered(found[2], **said)
    assert kinds(found) == [("altered", 3)]


def test_an_entry_changed_and_given_a_new_digest_is_told_by_the_next() -> None:
    found = chain()
    found[2] = next(sealing.sealed([change(3, reason="")], end_of(found[:2]), "sha256"))
    assert kinds(found) == [("rewritten", 3)]


def test_a_deleted_entry_is_missing_by_its_number() -> None:
    found = chain()
    assert kinds(found[:2] + found[3:]) == [("missing", 3)]


def test_entries_renumbered_over_a_deleted_one_are_told_where_they_were() -> None:
    found = chain()
    shifted = [altered(one, seq=one.entry["seq"] - 1) for one in found[3:]]
    told = list(sealing.flaws(found[:2] + shifted))
    assert [(flaw.kind, flaw.seq, flaw.other) for flaw in told] == [("moved", 3, 4), ("moved", 4, 5)]


def test_swapped_entries_are_told_where_they_were() -> None:
    found = chain()
    found[1], found[3] = altered(found[3], seq=2), altered(found[1], seq=4)
    told = [(flaw.kind, flaw.seq, flaw.other) for flaw in sealing.flaws(found)]
    assert told == [("moved", 2, 4), ("moved", 4, 2)]


def test_an_end_cut_off_is_seen_by_the_head() -> None:
    found = chain()
    assert kinds(found[:3], end_of(found)) == [("tail_missing", 4)]


def test_an_entry_put_behind_the_head_is_seen() -> None:
    found = chain()
    assert kinds(found, end_of(found[:4])) == [("tail_added", 5)]


def test_an_entry_put_in_between_is_out_of_order() -> None:
    found = chain()
    assert kinds([*found[:3], found[1], *found[3:]]) == [("out_of_order", 2)]


def test_a_chain_goes_on_under_another_digest() -> None:
    old = chain(3)
    new = list(sealing.sealed([change(4), change(5)], end_of(old), "sm3"))
    assert kinds(old + new) == []
    assert kinds([*old, altered(new[0], digest_name="sha256"), new[1]]) == [("altered", 4)]


def test_the_part_that_was_altered_is_named() -> None:
    entry = chain()[0].entry
    kept = sealing.hints(entry)
    assert sealing.parts_altered({**entry, "reason": "另一条理由"}, kept) == ["理由"]
    assert sealing.parts_altered({**entry, "by_id": 8, "after": {}}, kept) == ["经办人", "新值"]
    assert sealing.parts_altered(entry, kept) == sealing.parts_altered(entry, "") == []


@given(PLAIN)
def test_what_is_read_back_has_the_same_bytes(value: object) -> None:
    exact = sealing.canonical(sealing.plain(value, str))
    assert sealing.canonical(json.loads(exact)) == exact


@given(PLAIN, PLAIN)
def test_values_that_differ_have_different_bytes(one: object, other: object) -> None:
    one, other = sealing.plain(one, str), sealing.plain(other, str)
    if sealing.canonical(one) == sealing.canonical(other):
        assert one == other


def test_characters_that_look_the_same_are_not_the_same() -> None:
    assert sealing.canonical("é") != sealing.canonical("e\u0301")


def test_a_day_is_its_words_and_a_whole_float_a_whole_number() -> None:
    value = {"日": date(2026, 1, 2), "数": 3.0, "表": (1, 0.5)}
    assert sealing.canonical(sealing.plain(value, str)).decode() == '{"数":3,"日":"2026-01-02","表":[1,0.5]}'


def test_sm3_is_the_digest_of_the_national_standard(monkeypatch) -> None:
    abc = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"  # GB/T 32905-2016, A.1
    assert sealing.digest_of(b"abc", "sm3") == abc
    digests._maker.cache_clear()
    monkeypatch.setattr(hashlib, "new", lambda name: (_ for _ in ()).throw(ValueError(name)))
    assert sealing.digest_of(b"abc", "sm3") == abc
    digests._maker.cache_clear()


def test_a_digest_of_another_name_is_refused_with_the_names_there_are() -> None:
    with pytest.raises(Fault, match="sha256、sm3"):
        sealing.digest_of(b"", "md5")


# ── Exported ──


def exported(count: int = 4) -> bytes:
    """A file with two days' roots, changes and one reading."""
    changes = chain(count)
    reads = list(sealing.sealed([{"chain": "reads", "at": "2026-11-20T02:00:00.000000Z", "field": "电话"}], START, "sm3"))
    spans = {"changes": Span(1, 2, changes[1].digest), "reads": Span(1, 1, reads[0].digest)}
    first = sealing.day_root("2026-11-20", spans, "", "sha256")
    spans = {"changes": Span(3, count, changes[-1].digest), "reads": Span(2, 1, reads[0].digest)}
    second = sealing.day_root("2026-11-21", spans, first.digest, "sha256")
    heads = {"changes": end_of(changes), "reads": end_of(reads)}
    lines = [sealing.head_line("2026-11-22T00:00:00.000000Z", heads, 2, "sha256")]
    lines += [sealing.sealed_line("root", root) for root in (first, second)]
    return b"".join([*lines, *(sealing.sealed_line("entry", one) for one in changes + reads)])


FILE = exported()


def check(content: bytes) -> sealing.FileCheck:
    return sealing.check_file(io.BytesIO(content))


def test_a_whole_export_is_sound() -> None:
    found = check(FILE)
    assert (found.counts, len(found.roots), found.says) == ({"changes": 4, "reads": 1}, 2, [])


@given(st.integers(0, 8 * len(FILE) - 1))
def test_any_single_bit_of_an_export_that_changes_is_found(bit: int) -> None:
    changed = bytearray(FILE)
    changed[bit // 8] ^= 1 << bit % 8
    assert check(bytes(changed)).flaws


@given(st.integers(0, FILE.count(b"\n") - 1))
def test_any_line_taken_out_of_an_export_is_missed(number: int) -> None:
    lines = FILE.splitlines(keepends=True)
    assert check(b"".join(lines[:number] + lines[number + 1 :])).flaws


@given(st.permutations(range(FILE.count(b"\n"))))
def test_lines_of_an_export_in_another_order_are_seen(order: list[int]) -> None:
    lines = FILE.splitlines(keepends=True)
    assert bool(check(b"".join(lines[number] for number in order)).flaws) == (order != sorted(order))


def test_an_export_cut_short_or_empty_is_no_whole_export() -> None:
    assert check(b"").flaws
    assert check(FILE[: len(FILE) // 2]).flaws


def test_ten_lines_of_python_verify_an_export(tmp_path) -> None:
    page = (sealing_page()).split("```python\n")[1].split("```")[0]
    (tmp_path / "export.jsonl").write_bytes(FILE)
    said: dict[str, object] = {}
    exec(page.replace("export.jsonl", str(tmp_path / "export.jsonl")), said)
    changed = FILE.replace("笔误".encode(), "笔悟".encode(), 1)
    (tmp_path / "export.jsonl").write_bytes(changed)
    with pytest.raises(AssertionError):
        exec(page.replace("export.jsonl", str(tmp_path / "export.jsonl")), {})


def test_the_worked_example_of_the_page_holds() -> None:
    example = sealing_page().split("```json\n")[1].split("\n```")[0]
    digest = sealing_page().split("```text\n")[1].split("\n```")[0].split()
    assert hashlib.sha256(example.encode()).hexdigest() == digest[0]
    assert hashlib.new("sm3", example.replace("sha256", "sm3").encode()).hexdigest() == digest[1]
    assert sealing.canonical(json.loads(example)).decode() == example


def sealing_page() -> str:
    from house.sources import ROOT

    return (ROOT / "docs" / "methods" / "sealing.md").read_text("utf-8")
