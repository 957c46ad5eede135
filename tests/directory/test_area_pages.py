"""Pages of areas."""

import pytest
from django.urls import reverse

import factories
from zhiheng.directory.models import Area


@pytest.fixture
def cast(db):
    return factories.cast()


def at(name: str, code: str = "990100") -> str:
    return reverse(f"directory:{name}", args=[code])


def change(client, at_code: str, **said: str):
    return client.post(at("area-change", at_code), {"on": "2015-01-01", "kind": "rename", **said}, follow=True)


def test_the_tree_is_walked_down_and_shows_a_day_of_the_past(cast):
    clerk = cast.client("province_clerk")
    change(clerk, "990100", name="示例区")
    assert "示例区" in clerk.get(reverse("directory:areas")).text
    then = clerk.get(reverse("directory:areas"), {"on": "2010-01-01"}).text
    assert "示例县" in then
    assert "示例区" not in then


def test_a_county_with_a_new_code_takes_along_its_towns(cast):
    factories.area("990100001", "甲镇", "township", cast.county)
    text = change(cast.client("province_clerk"), "990100", kind="upgrade", code="990182", name="示例市").text
    assert "变更已登记" in text
    town = Area.objects.get(code="990100001")
    assert (town.parent.name, town.parent.code) == ("示例市", "990182")


def test_a_division_into_shares_is_typed_line_by_line(cast):
    text = change(cast.client("province_clerk"), "990100", kind="split", into="990100 60%\n990200 40％").text
    assert "占 60%" in text


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ({"kind": "split", "into": "990100 60%\n990200 50%"}, "110%"),
        ({"kind": "split", "into": "990100 x\n990200"}, "份额应是"),
        ({"kind": "merge", "into": "460100"}, "没有代码为“460100”"),
        ({"kind": "transfer", "into": ""}, "新上级"),
        ({"kind": "rename", "name": ""}, "1 到 60 个字"),
        ({"kind": "rename", "name": "甲", "on": "某日"}, "日期"),
        ({"kind": "merge", "into": "990100"}, "没有说清"),
    ],
)
def test_a_change_that_cannot_be_is_refused_in_the_form(cast, said, says):
    answer = change(cast.client("province_clerk"), "990100", **said)
    assert answer.status_code == 422
    assert says in answer.text
    assert Area.objects.get(code="990100").until is None


def test_an_area_is_not_moved_below_itself(cast):
    town = factories.area("990100001", "甲镇", "township", cast.county)
    assert "它自己或它的下级" in change(cast.client("province_clerk"), "990100", kind="transfer", into=town.code).text


def test_a_clerk_sees_and_changes_only_areas_of_her_own(cast):
    clerk = cast.client("clerk")
    assert clerk.get(at("area", "990200")).status_code == 404
    assert clerk.post(at("area-add", "990200"), {"name": "甲镇"}).status_code == 404
    assert cast.client("reader").post(at("area-add"), {"name": "甲镇"}).status_code == 403


def test_the_national_list_is_offered_and_added_by_one_act(cast):
    hainan = factories.area("460000", "海南省", "province")
    clerk = factories.person("hn", "海南", factories.office(hainan, "省市场监管局"), "clerk")
    client = cast.client("clerk")
    client.force_login(clerk, backend="django.contrib.auth.backends.ModelBackend")
    assert "还有" in client.get(reverse("directory:areas")).text
    assert "按名录增加" in client.post(at("area-add-listed", "460000"), follow=True).text
    assert "澄迈县" in client.get(reverse("directory:areas")).text
