"""What an office learnt is kept in readable files, read back as it was, and replayed."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from zhiheng.core.values.cases import Line
from zhiheng.core.values.comparing import NOTHING
from zhiheng.definitions import lexicons
from zhiheng.definitions.learned import KeptCase, cases, files_of
from zhiheng.definitions.proving import rules_proved

STAND = Line(list="comparators", row={"word": "站稳", "place": "before", "comparator": ">=", "hold": True})
CASE = KeptCase(
    text="满意度要站稳90分。", kind="target", was_kind="target", type="plan", learnt=True,
    was={"indicator": "满意度要站稳", "comparator": "=", "value": 90, "unit": "分", "deadline": None},
    says={"indicator": "满意度", "comparator": ">=", "value": 90, "unit": "分", "hold": True, "deadline": None},
)  # fmt: skip


def written(folder: Path, texts: dict[str, str]) -> Path:
    for name, text in texts.items():
        path = folder / "learned" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def test_a_learnt_row_is_laid_over_ours_and_under_what_an_office_wrote(tmp_path: Path) -> None:
    office = written(tmp_path, files_of([STAND], []))
    assert {row.word: row.comparator for row in lexicons(office).comparators}["站稳"] == ">="
    (office / "lexicons").mkdir()
    (office / "lexicons" / "comparators.csv").write_text("word,place,comparator\n站稳,before,=\n", "utf-8")
    assert {row.word: row.comparator for row in lexicons(office).comparators}["站稳"] == "="


def test_cases_are_replayed_and_one_that_is_read_otherwise_again_is_an_error(tmp_path: Path) -> None:
    good = rules_proved(written(tmp_path / "a", files_of([STAND], [CASE])))
    assert (good.definitions["cases"], good.errors, good.differing) == (1, (), ())
    forgotten = rules_proved(written(tmp_path / "b", files_of([], [CASE])))
    assert [failure.example for failure in forgotten.failures] == ["case"]
    assert "满意度要站稳90分" in forgotten.errors[0]


def test_a_case_without_a_line_may_differ_and_is_listed(tmp_path: Path) -> None:
    from msgspec import structs

    proof = rules_proved(written(tmp_path, files_of([], [structs.replace(CASE, learnt=False)])))
    assert (proof.errors, proof.differing) == ((), (CASE.text,))


said = st.one_of(st.integers(-5, 10**6), st.booleans(), st.text(max_size=12).filter(lambda text: text != NOTHING))
names = st.text("abc甲-_. \"'", min_size=1, max_size=6)
values = st.none() | st.dictionaries(names, st.none() | said | st.lists(said, max_size=3), max_size=4)


@given(st.text(max_size=40), values, values)
def test_a_case_is_read_back_as_it_was_written(tmp_path_factory, text: str, was: object, says: object) -> None:
    case = KeptCase(text=text, kind="target", was_kind="statistic", was=was, says=says)  # type: ignore[arg-type]
    office = written(tmp_path_factory.mktemp("office"), files_of([], [case]))
    assert cases(office) == (case,)
