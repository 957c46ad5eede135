"""Tables of duties and of goals, in every format: each cell in its field, nothing read twice, nothing out of other tables."""

from pathlib import Path

import pytest

from core.tables.making import merges, printed, scanned, sheet, texts, word
from core.tables.samples import LEFT, OTHERS, SAMPLES, UP, Sample
from core.tables.scoring import score
from zhiheng.core import read
from zhiheng.core.values.reading import Reading
from zhiheng.definitions import lexicons

BY_NAME = {sample.name: sample for sample in SAMPLES}
PRINTED = ("over pages", "units merged", "head over two rows", "several years")


def reading(content: bytes, name: str) -> Reading:
    return read(content, name, lexicons())


def named(sample: Sample) -> str:
    return sample.name


@pytest.mark.parametrize("sample", SAMPLES, ids=named)
def test_every_cell_of_a_word_table_comes_into_its_field(sample: Sample) -> None:
    assert score(sample, reading(word(sample), "表.docx")).wrong == []


@pytest.mark.parametrize("sample", SAMPLES, ids=named)
def test_every_cell_of_a_spreadsheet_comes_into_its_field(sample: Sample) -> None:
    assert score(sample, reading(sheet(sample), "表.xlsx")).wrong == []


@pytest.mark.parametrize("sample", SAMPLES, ids=named)
def test_every_cell_of_a_web_table_comes_into_its_field(sample: Sample) -> None:
    assert score(sample, reading(web(sample), "表.html")).wrong == []


@pytest.mark.parametrize("sample", SAMPLES, ids=named)
def test_what_a_table_gives_is_quoted_as_it_stands(sample: Sample) -> None:
    found = reading(word(sample), "表.docx")
    items = [*found.tasks, *found.targets, *found.qualitative_targets, *found.statistics]
    assert items
    assert all(item.quote and (found.raw or "")[item.start : item.end] == item.quote for item in items)


@pytest.mark.parametrize("sample", OTHERS, ids=named)
@pytest.mark.parametrize("make", [word, sheet])
def test_a_table_of_something_else_gives_no_duties_and_no_targets(sample: Sample, make: object) -> None:
    found = reading(make(sample), "表.docx" if make is word else "表.xlsx")  # type: ignore[operator]
    assert (found.tasks, found.targets) == ([], [])


def test_tables_of_a_pdf_are_read_over_its_pages(soffice: str, tmp_path: Path) -> None:
    assert soffice
    pdfs = printed({name: word(BY_NAME[name]) for name in PRINTED}, tmp_path)
    assert {name: score(BY_NAME[name], reading(pdfs[name], "表.pdf")).wrong for name in PRINTED} == {name: [] for name in PRINTED}


def test_a_scanned_table_is_read_by_its_cells(soffice: str, tmp_path: Path) -> None:
    assert soffice
    sample = BY_NAME["groups as rows"]
    pdf = printed({"table": word(sample)}, tmp_path)["table"]
    assert score(sample, reading(scanned(pdf), "表.pdf")).wrong == []


def web(sample: Sample) -> bytes:
    """The sample on a web page of a government's site."""
    rows = texts(sample)
    spans = {(r, c): (down - r + 1, right - c + 1) for r, c, down, right in merges(rows)}
    body = ""
    for r, row in enumerate(rows):
        body += "<tr>"
        for c, text in enumerate(row):
            if text not in (UP, LEFT):
                down, across = spans.get((r, c), (1, 1))
                said = text.replace("\n", "<br>")
                body += f'<td rowspan="{down}" colspan="{across}">{said}</td>'
        body += "</tr>"
    lines = "".join(f"<p>{line}</p>" for line in (sample.title, sample.before) if line)
    return (
        "<html><head><title>表</title></head><body><div class='nav'><a href='#'>首页</a></div><div class='content'>"
        f"{lines}<table border='1'>{body}</table><p>{sample.after}</p></div></body></html>"
    ).encode()


RULED_LESS = ("plain", "six columns", "groups as rows", "units a line each", "goals, plain", "columns far apart")
WITH_TWO_HEADS = ("head over two rows", "several years", "title within the table")


def test_tables_with_three_rules_open_sides_or_none_are_read_by_their_cells(soffice: str, tmp_path: Path) -> None:
    assert soffice
    kinds = ("three", "open", "none")
    samples = {f"{name} {ruled}": BY_NAME[name]._replace(ruled=ruled) for name in RULED_LESS for ruled in kinds}
    samples |= {f"{name} three": BY_NAME[name]._replace(ruled="three") for name in WITH_TWO_HEADS}
    samples |= {f"{name} centred": BY_NAME[name]._replace(ruled="three", centred=True) for name in ("plain", "six columns")}
    pdfs = printed({name: word(sample) for name, sample in samples.items()}, tmp_path)
    assert {name: score(samples[name], reading(pdfs[name], "表.pdf")).wrong for name in samples} == {name: [] for name in samples}


def test_a_scanned_table_with_three_rules_is_read_by_its_cells(soffice: str, tmp_path: Path) -> None:
    assert soffice
    sample = BY_NAME["plain"]._replace(ruled="three")
    pdf = printed({"table": word(sample)}, tmp_path)["table"]
    assert score(sample, reading(scanned(pdf), "表.pdf")).wrong == []


def test_a_table_whose_rows_cannot_be_told_stays_as_printed_and_a_note_says_so(soffice: str, tmp_path: Path) -> None:
    assert soffice
    sample = BY_NAME["category down"]._replace(ruled="none", centred=True)
    found = reading(printed({"table": word(sample)}, tmp_path)["table"], "表.pdf")
    assert any("行列不能确定" in note for note in found.notes)
    assert "推广质量保险 市地方金融管理局 市市场监管局" in (found.raw or "")
    assert (found.tasks, found.targets) == ([], [])
