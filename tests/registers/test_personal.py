"""Personal data are masked wherever they are shown, and read in clear only for their purpose, one line a value."""

import io
import json

import duckdb
import pytest
from openpyxl import load_workbook

import factories
from zhiheng.core.values.faults import Fault
from zhiheng.definitions.registers import register_from
from zhiheng.history.actions import record
from zhiheng.history.models import PersonalRead
from zhiheng.registers.actions import reveal
from zhiheng.registers.exporting import FORMATS, exported_lines, file_of
from zhiheng.registers.models import Row
from zhiheng.registers.personal import comes_back_masked, purposes
from zhiheng.registers.queries import cells
from zhiheng.registers.showing import shown_row
from zhiheng.web.rights import NotAllowed

pytestmark = pytest.mark.django_db
CLEAR = ("李大明", "13812341234", "460100199001011234")
DEFINITION = """
name = "举报台账"
pattern = "procedure"
row = "一件举报"
key = ["area", "no"]
event = "on"
source = {document = "000"}
[fields]
no = {name = "编号", type = "text", required = true}
on = {name = "日期", type = "date", required = true}
reporter = {name = "举报人", type = "text", personal = "办理举报"}
phone = {name = "电话", type = "text", personal = "办理举报"}
identity = {name = "证件号", type = "text", personal = "发放奖励"}
reward = {name = "奖金", type = "money", personal = "发放奖励"}
"""


@pytest.fixture
def cast():
    return factories.cast()


@pytest.fixture
def register(tmp_path):
    return register_from(written(tmp_path))


def written(folder, text=DEFINITION):
    path = folder / "tip-off.toml"
    path.write_text(text, "utf-8")
    return path


@pytest.fixture
def row(cast):
    data = {"area": "990100", "no": "1", "on": "2025-03-01", "reporter": CLEAR[0], "phone": CLEAR[1], "identity": CLEAR[2],
            "reward": 765400}  # fmt: skip
    return Row.objects.create(
        register="tip-off", area=cast.county, office=cast.office, event_on="2025-03-01", key="990100|1", data=data,
        entered_by=cast.clerk, entered_at=factories.A_MOMENT, changed_at=factories.A_MOMENT,
    )  # fmt: skip


def words(register, row):
    return " ".join(cell.text for cell in cells(register, row, {}))


def test_a_page_shows_masks(register, row):
    text = words(register, row)
    assert not [clear for clear in (*CLEAR, "7654") if clear in text]
    assert "李** 138****1234 460***********1234 ***" in text


@pytest.mark.parametrize("kind", FORMATS)
def test_no_file_that_goes_out_has_a_clear_value(register, row, kind, tmp_path):
    content = file_of(kind, register, exported_lines(register, [row])).read()
    if kind == "xlsx":
        content = str([cell.value for cell in load_workbook(io.BytesIO(content)).active[2]]).encode()
    if kind == "parquet":
        (tmp_path / "x.parquet").write_bytes(content)
        content = str(duckdb.read_parquet(str(tmp_path / "x.parquet")).fetchall()).encode()
    text = json.loads(content)["reporter"] if kind == "jsonl" else content.decode()
    assert "李**" in text
    assert not [clear for clear in (*CLEAR, "7654") if clear in content.decode()]


def test_a_timeline_shows_masks_and_history_keeps_the_values(register, row, cast):
    revision = record(row, "录入", cast.clerk, after=shown_row(register, row.data, {}))
    text = str(revision.changes())
    assert "李**" in text
    assert not [clear for clear in (*CLEAR, "7654") if clear in text]
    assert CLEAR[0] in revision.after.values()


def test_a_purpose_opens_its_own_fields_and_leaves_one_line_a_value(register, row, cast):
    opened = reveal(register, [row], purpose="办理举报", why="回访", by=cast.clerk)
    text = words(opened, row)
    assert CLEAR[0] in text
    assert CLEAR[1] in text
    assert CLEAR[2] not in text
    read = list(PersonalRead.objects.order_by("pk").values_list("field", "purpose", "by_name", "subject_id"))
    assert read == [(field, "办理举报：回访〔举报台账〕", "张经办", row.pk) for field in ("举报人", "电话")]


def test_who_may_not_reveal_reads_nothing_and_no_line_is_written(register, row, cast):
    with pytest.raises(NotAllowed):
        reveal(register, [row], purpose="办理举报", why="回访", by=cast.drafter)
    with pytest.raises(NotAllowed):
        reveal(register, [row], purpose="办理举报", why="回访", by=cast.neighbour)
    assert not PersonalRead.objects.exists()


@pytest.mark.parametrize(("purpose", "why", "id"), [("好奇", "看看", "G181"), ("办理举报", " ", "G182"), ("", "", "G181")])
def test_nothing_is_revealed_without_a_purpose_of_the_definition_and_a_reason(register, row, cast, purpose, why, id):
    with pytest.raises(Fault) as refused:
        reveal(register, [row], purpose=purpose, why=why, by=cast.clerk)
    assert refused.value.id == id
    assert purposes(register) == ["办理举报", "发放奖励"]


def test_a_masked_list_that_comes_back_replaces_nothing(register):
    field = register.fields["phone"]
    assert comes_back_masked(field, "138****1234", CLEAR[1])
    assert not comes_back_masked(field, "13900001111", CLEAR[1])
    with pytest.raises(Fault, match="打码"):
        comes_back_masked(field, "139****1111", CLEAR[1])
    with pytest.raises(Fault, match="打码"):
        comes_back_masked(field, "139****1111", None)


@pytest.mark.parametrize(
    ("of", "becomes"),
    [
        ('key = ["area", "no"]', 'key = ["area", "phone"]'),
        ('event = "on"', 'event = "on"\npublic = {fields = ["reporter"], from = "on"}'),
        ('"电话", type = "text"', '"电话", type = "text", index = true'),
        ("[fields]", '[fields]\nhalf = {name = "半数", type = "money", derive = "plus", of = ["reward"]}'),
    ],
)
def test_a_definition_that_would_bare_a_personal_field_is_refused(tmp_path, of, becomes):
    with pytest.raises(Fault, match="个人信息"):
        register_from(written(tmp_path, DEFINITION.replace(of, becomes)))
