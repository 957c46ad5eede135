"""Signing in at the office's own provider, over real HTTP with real signatures."""

import http.client
from urllib.parse import urlsplit

import pytest
from django.test import Client

import factories
from accounts.fake_provider import CLIENT, SECRET, fake_provider
from zhiheng.accounts.actions import admit, leave
from zhiheng.accounts.models import SignIn, User
from zhiheng.core.values.faults import Fault
from zhiheng.project.signing import sign_in_settings

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    return factories.cast()


@pytest.fixture
def fake():
    with fake_provider() as running:
        yield running


@pytest.fixture(params=["oidc", "cas"])
def way(request, fake, settings):
    use(settings, request.param, fake)
    return request.param


@pytest.fixture
def oidc(fake, settings):
    use(settings, "oidc", fake)


def use(settings, way, fake):
    settings.SIGN_IN, settings.SIGN_IN_URL = way, fake.url
    settings.SIGN_IN_CLIENT, settings.SIGN_IN_SECRET = CLIENT, SECRET


def employee(cast, number="1001"):
    return factories.person(number, "周新", cast.office, "drafter")


def sent_to(url: str) -> str:
    """Where an address redirects the browser to."""
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=10)
    connection.request("GET", f"{parts.path}?{parts.query}")
    answer = connection.getresponse()
    assert answer.status == 302, answer.read()
    connection.close()
    return answer.headers["Location"]


def ways_back(client: Client, asked_for: str = "") -> str:
    """The address at which the provider sends the browser back."""
    out = client.get(f"/sign-in/office/?next={asked_for}")
    assert out.status_code == 302, out.content.decode()
    return sent_to(out["Location"])


def come_back(client: Client, address: str):
    parts = urlsplit(address)
    assert parts.netloc == "testserver"
    return client.get(f"{parts.path}?{parts.query}")


def test_a_person_added_by_number_signs_in_at_the_provider_and_is_known_again(cast, way, client):
    employee(cast)
    answer = come_back(client, ways_back(client, "/documents/"))
    assert answer["Location"] == "/documents/"
    assert client.get("/documents/").status_code == 200
    User.objects.filter(username="1001").update(username="renamed")
    again = Client()
    come_back(again, ways_back(again))
    assert again.get("/documents/").status_code == 200
    assert set(SignIn.objects.values_list("way", "outcome")) == {(way, "ok")}


def test_whom_nobody_added_is_refused_and_the_log_says_so(cast, way, client):
    answer = come_back(client, ways_back(client))
    assert answer.status_code == 403
    assert "工号“1001”还没有在本系统开通" in answer.content.decode()
    assert not User.objects.filter(username="1001").exists()
    assert SignIn.objects.get().outcome == "refused"


def test_where_the_office_says_so_whom_nobody_added_waits_to_be_let_in(cast, way, client, settings):
    settings.SIGN_IN_UNKNOWN = "wait"
    for _ in range(2):
        assert "等待系统管理员开通" in come_back(client, ways_back(client)).content.decode()
    waiting = User.objects.get(subject="1001")
    page = cast.client("clerk").get("/people/").content.decode()
    assert "等待开通" in page
    assert "周新" in page
    admit(waiting, cast.office, cast.clerk)
    come_back(client, ways_back(client))
    assert "还没有授权" in client.get("/documents/").content.decode()


def test_who_has_left_is_refused(cast, way, client):
    leave(employee(cast), cast.office, cast.clerk)
    assert "离岗" in come_back(client, ways_back(client)).content.decode()
    assert client.get("/documents/").status_code == 302


@pytest.mark.parametrize("wrong", ["signature", "issuer", "audience", "nonce", "expired", "unsigned", "no-token"])
def test_a_token_that_proves_nothing_signs_nobody_in(cast, oidc, fake, client, wrong):
    employee(cast)
    fake.wrong = wrong
    answer = come_back(client, ways_back(client))
    assert answer.status_code == 403
    assert "U131" in answer.content.decode()
    assert client.get("/documents/").status_code == 302


def test_a_provider_of_another_name_is_not_asked(cast, oidc, fake, client):
    fake.wrong = "metadata"
    assert "U131" in client.get("/sign-in/office/").content.decode()


def test_an_answer_used_twice_signs_nobody_in(cast, way, client):
    employee(cast)
    back = ways_back(client)
    come_back(client, back)
    client.post("/sign-out/")
    assert come_back(client, back).status_code == 403
    assert client.get("/documents/").status_code == 302


def test_an_answer_to_another_browser_signs_nobody_in(cast, way, client):
    employee(cast)
    ways_back(client)
    other = Client()
    assert come_back(client, ways_back(other)).status_code == 403
    assert come_back(Client(), ways_back(other)).status_code == 403


def test_a_made_up_ticket_signs_nobody_in(cast, fake, settings, client):
    use(settings, "cas", fake)
    employee(cast)
    back = ways_back(client)
    assert come_back(client, f"{back}x").status_code == 403


def test_an_attribute_can_be_the_employee_number(cast, fake, settings, client):
    use(settings, "cas", fake)
    settings.SIGN_IN_CLAIM = "number"
    employee(cast)
    assert come_back(client, ways_back(client))["Location"] == "/start/"


def test_a_provider_that_is_gone_is_said_so(cast, settings, client):
    with fake_provider() as gone:
        use(settings, "oidc", gone)
    answer = client.get("/sign-in/office/")
    assert "统一身份认证现在没有应答" in answer.content.decode()


def test_nobody_is_sent_on_to_another_site(cast, way, client):
    employee(cast)
    assert come_back(client, ways_back(client, "//evil.example/"))["Location"] == "/start/"


def test_passwords_kept_here_open_nothing_but_for_the_one_kept_for_need(cast, oidc, settings):
    typed = {"username": "clerk", "password": factories.PASSWORD}
    page = Client().post("/sign-in/", typed)
    assert "只有应急账号" in page.content.decode()
    assert 'type="password"' not in Client().get("/sign-in/").content.decode()
    settings.BREAK_GLASS = "clerk"
    assert Client().post("/sign-in/", typed).status_code == 302
    assert Client().post("/sign-in/", typed | {"username": "drafter"}).status_code == 200


def test_a_person_may_be_added_without_a_password_where_the_provider_knows_hers(cast, oidc):
    cast.client("clerk").post("/people/add/", {"name": "周新", "username": "1001"})
    added = User.objects.get(username="1001")
    assert (added.has_usable_password(), added.must_change_password) == (False, False)


def test_without_a_provider_its_addresses_are_not_there(client):
    assert client.get("/sign-in/office/").status_code == 404
    assert client.get("/sign-in/office/back/").status_code == 404


@pytest.mark.parametrize(
    ("environment", "id"),
    [
        ({"ZHIHENG_SIGN_IN": "ldap"}, "U205"),
        ({"ZHIHENG_SIGN_IN": "oidc", "ZHIHENG_SIGN_IN_URL": "https://sso.example"}, "U206"),
        ({"ZHIHENG_SIGN_IN": "cas"}, "U206"),
        ({"ZHIHENG_SIGN_IN_UNKNOWN": "ask"}, "U207"),
    ],
)
def test_settings_that_do_not_fit_stop_the_start_with_a_sentence(environment, id):
    with pytest.raises(Fault) as refused:
        sign_in_settings(environment)
    assert refused.value.id == id


def test_no_provider_is_known_unless_one_is_set():
    assert sign_in_settings({})["SIGN_IN_URL"] == ""
