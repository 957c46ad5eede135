"""Notes at the foot of a page stay apart from the sentences that go on over them, and a note says so."""

from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from core.formats.making import Placed, docx_file, pdf_file, set_page
from zhiheng.core.reading.formats import extract

NOTE = "指全年监督抽查合格率，2025年为93.5%。"
TEXT = (
    "各乡镇人民政府要落实属地责任，加强质量工作的组织领导，按时报送进展情况，及时解决存在的突出问题。",
    "到2027年，规模以上工业企业主要产品监督抽查合格率达到96.5%以上，农产品例行监测合格率不低于98%，公共服务质量满意度稳步提高。",
)
FOOTNOTES = (
    '<?xml version="1.0" encoding="UTF-8"?><w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    f'<w:footnote w:id="2"><w:p><w:r><w:t>{NOTE}</w:t></w:r></w:p></w:footnote></w:footnotes>'
)


def test_notes_of_a_word_file_are_kept_apart() -> None:
    def write(document: Document) -> None:
        document.add_paragraph(TEXT[1])
        kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
        part = Part(PackURI("/word/footnotes.xml"), kind, FOOTNOTES.encode(), document.part.package)
        document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)

    found = extract(docx_file(write), "通知.docx")
    assert (found.text, found.margins) == (TEXT[1], (NOTE,))
    assert any("脚注" in note for note in found.notes)


def test_a_sentence_goes_on_over_the_notes_of_a_pdf_page() -> None:
    first = set_page((TEXT[0], TEXT[1][:56]), 1)
    full, rest = [line for line in first if line[1] < 700], set_page((TEXT[1][56:], TEXT[0]), 2, indent="")
    notes: list[Placed] = [(74, 700, 9, f"① {NOTE}"), (74, 714, 9, "② 按例行监测口径统计，全县抽检600批次，由检测中心负责。")]
    found = extract(pdf_file([[*full, *notes], rest]), "通知.pdf")
    assert NOTE not in found.text
    assert TEXT[1] in found.text.replace("\n", "")
    assert [note[0] for note in found.margins if note.startswith(("①", "②"))] == ["①", "②"]


def test_small_type_at_the_foot_that_calls_itself_no_note_stays() -> None:
    page = [line for line in set_page(TEXT, 1) if line[1] < 700]
    found = extract(pdf_file([[*page, (74, 700, 9, "示范县人民政府办公室秘书科承办，联系电话见县政府网站。")]]), "通知.pdf")
    assert "秘书科承办" in found.text


def test_a_raised_mark_that_calls_a_note_is_no_figure_and_a_power_stays() -> None:
    page: list[Placed] = [(74, 120, 16, "产品合格率"), (154, 113, 8, "12"), (162, 120, 16, "达到96%以上，面积3000m")]
    page += [(343, 113, 8, "22"), (352, 120, 16, "左右")]
    text = extract(pdf_file([page]), "通知.pdf").text.replace(" ", "")
    assert text == "产品合格率达到96%以上，面积3000m22左右"
