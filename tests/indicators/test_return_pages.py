"""A unit that signs in fills in its return on the page; levels decide there; the clerk does the same without anybody else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

import factories
from indicators.returned import MONTHLY, OWN, file_of, handed_in, july, of, permit, stands, typed
from zhiheng.indicators.models import ReturnFile, ReturnRound, Urging
from zhiheng.indicators.returns import actions

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> factories.Cast:
    return factories.cast()


def sent(one, act: str, **said: object) -> dict[str, object]:
    """What the page of a return sends."""
    one.refresh_from_db()
    fields = {f"value-{item}": words for item, words in stands(one).items()} | {f"value-{k}": v for k, v in OWN.items()}
    return {"act": act, "version": one.version} | fields | {key.replace("__", "-"): what for key, what in said.items()}


def test_a_clerk_asks_for_a_form_on_the_page_and_is_told_why_where_she_may_not(cast):
    client = cast.client("province_clerk")
    place = f"/indicators/returns/open/{MONTHLY}/"
    assert "不在台账“报表准入清单”里" in client.get(place).content.decode()
    refused = client.post(place, {"period": "2025-07", "units": ["示例县"]})
    assert (refused.status_code, ReturnRound.objects.count()) == (422, 0)
    permit(cast)
    asked = client.post(place, {"period": "2025-07", "units": ["示例县"], "due_on": "2025-08-09"})
    opened = ReturnRound.objects.get()
    assert asked["Location"] == f"/indicators/returns/rounds/{opened.pk}/"
    assert (str(opened.due_on), [one.name for one in opened.returns.all()]) == ("2025-08-09", ["示例县"])


def test_a_unit_fills_in_its_page_and_hands_it_in(cast):
    one = of(july(cast))
    client, place = cast.client("clerk"), f"/indicators/returns/{one.pk}/"
    page = client.get(place).content.decode()
    assert "0.5万元" in page
    assert 'href="/indicators/fines/?area=990100&amp;period=2025-07"' in page
    assert client.post(f"{place}save/", sent(one, "submit")).status_code == 302
    assert "待单位审核" in client.get(place).content.decode()


def test_the_page_keeps_a_draft_by_itself_and_says_what_is_left_to_look_at(cast):
    one = of(july(cast))
    client = cast.client("clerk")
    said = sent(one, "save", value__cases__found=9)
    kept = client.post(f"/indicators/returns/{one.pk}/save/", said, headers={"HX-Request": "true"})
    text = kept.content.decode()
    assert "已自动保存" in text
    assert "报送前还有 1 处要看" in text
    one.refresh_from_db()
    assert f'value="{one.version}"' in text
    assert stands(one)["cases-found"] == "9"


def test_what_stops_a_return_is_told_beside_its_item_and_what_was_typed_stays(cast):
    one = of(july(cast))
    answer = cast.client("clerk").post(f"/indicators/returns/{one.pk}/save/", sent(one, "submit", value__tv__spots="十来次"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "还不能报送：有 1 处要改。您填的都已保存。" in page
    assert 'value="十来次"' in page
    assert "“十来次”不是数" in page


def test_what_somebody_changed_meanwhile_stands_beside_what_was_typed(cast):
    one = of(july(cast))
    mine = sent(one, "save", value__tv__spots=5)
    actions.save(one.pk, typed(tv_spots=4), cast.drafter)
    page = cast.client("clerk").post(f"/indicators/returns/{one.pk}/save/", mine).content.decode()
    assert "别人刚改为 4次，您填的是 5" in page


def test_levels_decide_on_the_page_with_a_reason_where_they_send_back(cast):
    one = handed_in(of(july(cast)), cast.clerk)
    place = f"/indicators/returns/{one.pk}/review/"
    reviewer = cast.client("reviewer")
    said = {"version": one.version, "act": "return", "items": ["fines"]}
    assert "没有写退回的理由" in reviewer.post(place, said, follow=True).content.decode()
    page = reviewer.post(place, said | {"reason": "与通报不一致"}, follow=True).content.decode()
    assert "退回：与通报不一致" in page
    assert "已退回" in page
    again = handed_in(one, cast.clerk, fines=(0.5, "通报有误，已请更正"))
    reviewer.post(place, {"version": again.version, "act": "accept"})
    province = cast.client("province_clerk")
    province.post(place, {"version": again.version, "act": "accept"})
    assert "已接收" in province.get(f"/indicators/returns/{one.pk}/").content.decode()
    assert "重新打开" in province.post(place, {"act": "reopen", "reason": "漏报"}, follow=True).content.decode()


def test_one_clerk_alone_takes_files_settles_them_urges_and_accepts(cast):
    opened = july(cast)
    client, place = cast.client("province_clerk"), f"/indicators/returns/rounds/{opened.pk}/"
    assert client.get(f"{place}out/").headers["Content-Type"] == "application/zip"
    assert client.get(f"{place}out/?as=one").status_code == client.get(f"{place}out/?as={of(opened).pk}").status_code == 200
    files = [upload("a.xlsx", file_of(opened, "示例县")), upload("b.xlsx", file_of(opened, "示例县", tv_spots=7))]
    page = client.post(f"{place}back/", {"files": files}, follow=True).content.decode()
    assert "a.xlsx：示例县：已报" in page
    file = ReturnFile.objects.get(state="waits")
    client.post(f"{place}files/{file.pk}/", {"act": "drop"})
    client.post(f"{place}urge/", {"returns": [of(opened, "邻县").pk], "way": "phone", "text": "请报送"})
    assert Urging.objects.get().whom == "邻县"
    assert "邻县" in client.get(f"{place}urging/").content.decode()
    client.post(f"{place}accept/")
    assert of(opened).state == "final"
    assert "还没有报（1）：邻县" in client.get(place).content.decode()


def upload(name: str, content: bytes):
    return SimpleUploadedFile(name, content)


@pytest.mark.parametrize("who", ["reader", "reviewer"])
def test_who_may_not_fill_in_sees_the_page_without_fields(cast, who):
    one = of(july(cast))
    page = cast.client(who).get(f"/indicators/returns/{one.pk}/").content.decode()
    assert 'name="value-' not in page
    assert cast.client(who).post(f"/indicators/returns/{one.pk}/save/", sent(one, "save")).status_code == 403


def test_a_return_prints_on_paper_with_places_to_sign(cast):
    one = handed_in(of(july(cast)), cast.clerk)
    page = cast.client("clerk").get(f"/indicators/returns/{one.pk}/print/").content.decode()
    for words in ("填报单位：示例县", "审核人：", "负责人（盖章）", "罚款金额", "0.5"):
        assert words in page
