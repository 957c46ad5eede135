"""Programs read and write a register as people do: the same rights, checks and steps, and nothing that a page would hide."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

import factories
from zhiheng.accounts.actions import make_token
from zhiheng.history.models import Revision
from zhiheng.registers.models import Row
from zhiheng.registers.queries import lists

pytestmark = pytest.mark.django_db
ADDRESS = "/api/registers/fair-visit/"
DEFINITION = """
name = "早市走访"
row = "一次走访"
pattern = "activity"
topic = "A5"
key = ["area", "no"]
event = "visited_on"
source = {document = "own", clause = "一"}
[fields]
no = {name = "编号", type = "text", required = true}
visited_on = {name = "走访日期", type = "date", required = true}
fine = {name = "罚款", type = "money", min = 0}
rate = {name = "合格率", type = "percent"}
fit = {name = "是否合格", type = "bool", index = true}
phone = {name = "联系电话", type = "text", personal = "核实走访情况"}
[lifecycle]
start = "登记"
end = ["办结"]
steps = [
  {from = "登记", to = "复核", who = "clerk", reason = true},
  {from = "复核", to = "办结", who = "clerk", approval = true},
]
"""
DATA = {"no": "早-1", "visited_on": "2026-11-18", "fine": "0.35万元", "rate": 98.50, "fit": True, "phone": "13812345678"}


@pytest.fixture(autouse=True)
def office_tree(tmp_path, settings):
    (tmp_path / "registers").mkdir()
    (tmp_path / "registers" / "fair-visit.toml").write_text(DEFINITION, "utf-8")
    settings.DEFINITIONS = tmp_path


@pytest.fixture
def cast():
    return factories.cast()


class Program:
    """A program with a token of one of the cast."""

    def __init__(self, who) -> None:
        words = make_token(who, who.works_for, "测试", timezone.localdate() + timedelta(days=1))
        self._client = Client(enforce_csrf_checks=True, headers={"Authorization": f"Bearer {words}"})

    def get(self, address=ADDRESS):
        return self._client.get(address)

    def send(self, method, address, body):
        return self._client.generic(method, address, json.dumps(body), "application/json")

    def add(self, **data):
        return self.send("POST", ADDRESS, {"data": DATA | data})


@pytest.fixture
def program(cast):
    return Program(cast.clerk)


def test_a_row_is_added_by_what_a_form_would_hold_and_read_as_it_is_kept(program) -> None:
    answer = program.add()
    assert answer.status_code == 201
    told = program.get(answer["Location"]).json()
    assert (told["data"]["fine"], told["data"]["rate"], told["data"]["fit"]) == (350000, "98.5", True)
    assert (told["data"]["area"], told["state"], told["version"]) == ("990100", "登记", 1)
    assert (told["words"]["fine"], told["words"]["area"]) == ("3500", "示例县")
    assert Revision.objects.filter(verb="登记", by_name="张经办").exists()


def test_personal_values_are_masked_in_every_answer_and_a_mask_sent_back_changes_nothing(program) -> None:
    pk = program.add().json()["id"]
    program.send("PATCH", f"{ADDRESS}{pk}/", {"version": 1, "data": {"phone": "138****5678", "fine": "200"}})
    answers = [program.get(), program.get(f"{ADDRESS}{pk}/"), program.add(no="早-2"), program.add()]
    stale = program.send("PATCH", f"{ADDRESS}{pk}/", {"version": 1, "data": {"fine": "1"}})
    assert not [answer.content for answer in (*answers, stale) if "13812345678" in answer.content.decode()]
    assert "138****5678" in answers[0].content.decode()
    row = Row.objects.get(pk=pk)
    assert (row.data["phone"], row.data["fine"]) == ("13812345678", 20000)


def test_what_is_wrong_with_a_row_is_said_of_its_field_and_nothing_is_kept(program) -> None:
    answer = program.add(fine="三千多块", visited_on=None)
    assert answer.status_code == 422
    assert {problem["field"] for problem in answer.json()["problems"]} == {"fine", "visited_on"}
    assert answer.json()["field"] in ("fine", "visited_on")
    assert not Row.objects.exists()


@pytest.mark.parametrize(
    ("body", "field"),
    [([], None), ({"date": {}}, "date"), ({}, "data"), ({"data": {"colour": "红"}}, "colour"), ({"data": {"no": {}}}, "no")],
)
def test_what_is_no_row_at_all_is_refused_with_the_place(program, body, field) -> None:
    answer = program.send("POST", ADDRESS, body)
    assert answer.status_code == 422
    assert answer.json().get("field") == field


def test_a_row_that_somebody_else_changed_is_not_written_over(program) -> None:
    pk = program.add().json()["id"]
    address = f"{ADDRESS}{pk}/"
    assert program.send("PATCH", address, {"version": 1, "data": {"fine": "100"}}).json()["version"] == 2
    late = program.send("PATCH", address, {"version": 1, "data": {"fine": "200", "no": "早-1"}})
    assert late.status_code == 409
    assert late.json()["differs"] == {"fine": {"now": "100", "yours": "200"}}
    assert late.json()["row"]["version"] == 2
    assert Row.objects.get(pk=pk).data["fine"] == 10000
    assert program.send("PATCH", address, {"data": {"fine": "200"}}).json()["field"] == "version"


def test_a_list_goes_on_where_it_ended_and_every_row_comes_once(program, monkeypatch) -> None:
    monkeypatch.setattr(lists, "PAGE", 2)
    for number in range(5):
        program.add(no=f"早-{number}", visited_on=f"2026-11-1{number}", fit=number != 3)
    seen, address = [], f"{ADDRESS}?sort=@day&f.fit=是"
    while address:
        page = program.get(address).json()
        seen += [row["data"]["no"] for row in page["rows"]]
        address = page["next"]
    assert seen == ["早-0", "早-1", "早-2", "早-4"]
    assert program.get(f"{ADDRESS}?period=2026H1").json()["rows"] == []


def test_a_filter_that_is_not_understood_is_no_filter_left_out(program) -> None:
    assert program.get(f"{ADDRESS}?period=前年").status_code == 422
    assert program.get(f"{ADDRESS}?f.fit=也许").status_code == 422
    assert program.get(f"{ADDRESS}?f.no=早-1").json()["field"] == "f.no"
    assert program.get(f"{ADDRESS}?clock=快到了").json()["field"] == "clock"
    assert program.get(f"{ADDRESS}?clock=逾期").status_code == 200


def test_a_step_asks_for_what_its_page_asks_for(program) -> None:
    pk = program.add().json()["id"]
    address = f"{ADDRESS}{pk}/steps/"
    today = timezone.localdate().isoformat()
    assert program.send("POST", address, {"to": "复核", "on": today}).json()["field"] == "reason"
    assert program.send("POST", address, {"to": "办结", "on": today}).json()["field"] == "to"
    asked = {"to": "复核", "on": today, "reason": "材料齐全"}
    assert program.send("POST", address, asked | {"version": 7}).status_code == 409
    assert program.send("POST", address, asked).json()["state"] == "复核"
    assert program.send("POST", address, {"to": "办结", "on": today}).json()["field"] == "approver"
    later = (timezone.localdate() + timedelta(days=9)).isoformat()
    approved = {"to": "办结", "on": later, "approver": "王局", "document": "示市监〔2026〕1号"}
    assert program.send("POST", address, approved).status_code == 422
    assert Row.objects.get(pk=pk).state == "复核"


def test_rows_of_a_neighbour_are_not_there(cast, program) -> None:
    theirs = Program(cast.neighbour).add().json()["id"]
    assert program.get().json()["rows"] == []
    assert program.get(f"{ADDRESS}{theirs}/").status_code == 404
    assert program.send("PATCH", f"{ADDRESS}{theirs}/", {"version": 1, "data": {"fine": "1"}}).status_code == 404
    assert program.send("POST", f"{ADDRESS}{theirs}/steps/", {}).status_code == 404
    assert program.get(f"{ADDRESS}?area=990200").json()["id"] == "U404"
    assert program.add(area="邻县").status_code in (403, 422)
    assert Program(cast.province_clerk).get().json()["count"] == 1
    assert Row.objects.count() == 1


def test_who_may_only_read_reads(cast, program) -> None:
    pk = program.add().json()["id"]
    reader = Program(cast.reader)
    assert reader.get().json()["count"] == 1
    told = {one["id"]: one["may"] for one in reader.get("/api/registers/").json()["registers"]}
    assert told["fair-visit"] == ["view"]
    assert reader.add(no="早-9").status_code == 403
    assert reader.send("PATCH", f"{ADDRESS}{pk}/", {"version": 1, "data": {"fine": "1"}}).status_code == 403
    assert reader.send("POST", f"{ADDRESS}{pk}/steps/", {}).json()["id"] == "U403"
    assert reader.get("/api/registers/no-such-register/").status_code == 404


def test_a_browsers_session_reads_but_writes_only_with_the_token_of_its_page(cast) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(cast.clerk, backend="django.contrib.auth.backends.ModelBackend")
    assert browser.get(ADDRESS).status_code == 200
    body = json.dumps({"data": DATA})
    words = make_token(cast.clerk, cast.office, "测试", timezone.localdate())
    for headers in ({}, {"Authorization": f"Bearer {words}"}):
        answer = browser.post(ADDRESS, body, "application/json", headers=headers)
        assert (answer.status_code, answer.json()["id"]) == (403, "U405")
    browser.get("/registers/")
    given = {"X-CSRFToken": browser.cookies["csrftoken"].value}
    assert browser.post(ADDRESS, body, "application/json", headers=given).status_code == 201
