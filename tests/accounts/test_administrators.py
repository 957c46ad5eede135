"""Three administrators: who keeps the people, who grants, who reads the logs. None of them does another's work."""

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.utils import timezone

import factories
from zhiheng.accounts import actions
from zhiheng.accounts.models import Handout, Membership, SignIn, User
from zhiheng.accounts.rights import rights_of
from zhiheng.core.values.faults import Fault
from zhiheng.history.models import Revision
from zhiheng.web.rights import NotAllowed

pytestmark = pytest.mark.django_db
OWN_PAGES = {
    "system": {"/people/", "/settings/"},
    "security": {"/grants/", "/roles/", "/purposes/", "/locks/"},
    "audit": {"/logs/", "/logs/export/"},
}
BUSINESS = {"/", "/documents/", "/plans/", "/registers/", "/indicators/", "/publications/", "/directory/"}


@pytest.fixture
def cast():
    return factories.cast()


@pytest.fixture
def three(cast):
    """The three administrators of the county, by post."""
    names = {"system": "系统员", "security": "安全员", "audit": "审计员"}
    return {post: factories.person(post, name, cast.office, post) for post, name in names.items()}


def client_of(user) -> Client:
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.parametrize("post", OWN_PAGES)
def test_each_administrator_opens_her_own_pages_and_no_others(three, post):
    client = client_of(three[post])
    opened = {page for page in set.union(BUSINESS, *OWN_PAGES.values()) if client.get(page).status_code == 200}
    assert opened == OWN_PAGES[post]


@pytest.mark.parametrize("post", OWN_PAGES)
def test_her_work_begins_at_her_own_page(three, post):
    page = client_of(three[post]).get("/", follow=True)
    assert page.redirect_chain[-1][0] in OWN_PAGES[post]


def test_nobody_holds_two_of_the_three(cast, three):
    three["security"].refresh_from_db()
    with pytest.raises(Fault) as refused:
        actions.grant(three["audit"], cast.office, "system", three["security"], reason="兼任")
    assert refused.value.id == "U122"


def test_nobody_grants_herself_and_nobody_takes_back_her_own(cast, three):
    own = Membership.objects.get(user=three["security"])
    with pytest.raises(Fault, match="不能给自己授权"):
        actions.grant(three["security"], cast.office, "clerk", three["security"], reason="方便")
    with pytest.raises(Fault, match="不能给自己授权"):
        actions.revoke(own, three["security"], reason="不干了")


def test_an_administrator_of_one_county_grants_nothing_in_another(cast, three):
    with pytest.raises(NotAllowed):
        actions.grant(cast.neighbour, cast.neighbour_office, "reader", three["security"], reason="串门")
    page = client_of(three["security"]).post("/grants/add/", grant_form("neighbour", office="邻县 · 县市场监管局"))
    assert page.status_code == 422
    assert not Membership.objects.filter(user=cast.neighbour, role="reader").exists()


def grant_form(user, **given):
    return {"user": user, "office": "示例县 · 县市场监管局", "role": "reader", "reason": "分工"} | given


def test_a_grant_is_given_with_its_reason_and_taken_back_at_once(cast, three):
    security, reader = client_of(three["security"]), cast.client("reader")
    assert security.post("/grants/add/", grant_form("reader", role="reviewer")).status_code == 302
    made = Membership.objects.get(user=cast.reader, role="reviewer")
    assert (made.granted_by, rights_of(cast.reader).allows("registers.approve")) == (three["security"], True)
    assert security.post(f"/grants/{made.pk}/revoke/", {"reason": "调岗"}).status_code == 302
    assert not rights_of(cast.reader).allows("registers.approve")
    assert reader.get("/registers/").status_code == 302  # signed out
    verbs = Revision.objects.filter(subject_type="accounts.membership", subject_id=made.pk).values_list("verb", "reason")
    assert set(verbs) == {("授权", "分工"), ("收回授权", "调岗")}


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"valid_from": "2026-12-01", "valid_to": "2026-11-01"}, "早于"),
        ({"area": "邻县"}, "没有这个地区"),
        ({"reason": " "}, "必填"),
        ({"user": "nobody"}, "没有这个人"),
        ({"user": "security"}, "没有这个人"),
    ],
)
def test_a_grant_that_does_not_fit_is_refused_and_says_why(three, given, says):
    before = Membership.objects.count()
    page = client_of(three["security"]).post("/grants/add/", grant_form("reader") | given)
    assert page.status_code == 422
    assert says in page.content.decode()
    assert Membership.objects.count() == before


def test_the_same_grant_is_not_given_twice(cast, three):
    with pytest.raises(Fault) as refused:
        actions.grant(cast.reader, cast.office, "reader", three["security"], reason="再来")
    assert refused.value.id == "U126"


def test_the_system_administrator_adds_a_person_who_may_nothing_until_granted(three):
    client_of(three["system"]).post(
        "/people/add/", {"name": "周新", "username": "zhou", "role": "clerk", "password": "given-by-system-1"}
    )
    added = User.objects.get(username="zhou")
    assert not added.memberships.exists()
    added.must_change_password = False
    added.save()
    page = client_of(added).get("/")
    assert page.status_code == 403
    assert "还没有授权" in page.content.decode()


def test_leaving_ends_rights_and_sessions_and_coming_back_restores_neither_role(cast, three):
    drafter = cast.client("drafter")
    assert drafter.get("/documents/").status_code == 200
    client_of(three["system"]).post(f"/people/{cast.drafter.pk}/leave/", {"reason": "退休"})
    assert drafter.get("/documents/").status_code == 302
    assert Client().post("/sign-in/", {"username": "drafter", "password": factories.PASSWORD}).status_code == 200
    client_of(three["system"]).post(f"/people/{cast.drafter.pk}/back/", {"password": "back-again-2026"})
    cast.drafter.refresh_from_db()
    assert (cast.drafter.is_active, cast.drafter.must_change_password) == (True, True)
    assert not rights_of(cast.drafter).holds


def test_nobody_leaves_an_administrators_post_empty(cast, three):
    actions.leave(cast.clerk, cast.office, three["system"])  # the founder may go: all three are there
    other = factories.person("system-2", "另一位", cast.province_office, "system")
    with pytest.raises(Fault) as refused:
        actions.leave(three["audit"], cast.office, other)
    assert refused.value.id == "U106"
    actions.leave(three["system"], cast.office, other)


def test_posts_that_nobody_holds_are_a_warning_with_the_remedy(cast):
    page = cast.client("clerk").get("/grants/").content.decode()
    assert "三员未分设：系统管理员、安全管理员、审计管理员" in page
    factories.person("audit", "审计员", cast.office, "audit")
    page = cast.client("clerk").get("/grants/").content.decode()
    assert "审计管理员还没有人" not in page
    assert "三员未分设：系统管理员、安全管理员还没有人" in page


def test_the_log_tells_who_signed_in_from_where_and_who_failed(cast, three):
    Client().post("/sign-in/", {"username": "drafter", "password": factories.PASSWORD})
    Client().post("/sign-in/", {"username": "drafter", "password": "wrong-wrong-1"})
    assert set(SignIn.objects.filter(username="drafter").values_list("outcome", "address")) == {
        ("ok", "127.0.0.1"), ("refused", "127.0.0.1"),
    }  # fmt: skip
    page = client_of(three["audit"]).get("/logs/?person=李起草").content.decode()
    assert "登录成功" in page
    assert "用户名或密码不对" in page


def test_the_log_is_of_the_areas_of_its_administrator(cast, three):
    cast.client("neighbour")
    assert "钱邻县" not in client_of(three["audit"]).get("/logs/").content.decode()
    above = factories.person("audit-p", "省审计", cast.province_office, "audit")
    assert "钱邻县" in client_of(above).get("/logs/").content.decode()


def test_every_file_that_goes_out_is_a_line_of_the_log(cast, three):
    cast.client("clerk").get("/registers/special-campaign/export/?format=csv")
    cast.client("clerk").get("/registers/special-campaign/")
    handed = Handout.objects.get()
    assert (handed.user, handed.name) == (cast.clerk, "专项整治、专项行动与联合执法-示例县.csv")
    page = client_of(three["audit"]).get("/logs/?kind=handouts").content.decode()
    assert "专项整治、专项行动与联合执法-示例县.csv" in page


@pytest.mark.parametrize("kind", ["sign-ins", "grants", "readings", "handouts"])
def test_each_log_goes_out_as_a_file_of_the_days_chosen(cast, three, kind):
    today = timezone.localdate().isoformat()
    client = client_of(three["audit"])
    content = client.get(f"/logs/export/?kind={kind}&since={today}&until={today}").content.decode("utf-8-sig")
    assert content.startswith("时间,人员,事项,内容,地址")
    assert client.get("/logs/?kind=sign-ins&until=2000-01-01").content.decode().count("<tr>") == 0
    assert client.get("/logs/?kind=business").status_code == 404


def test_a_cell_of_a_log_is_never_a_formula(three):
    Client().post("/sign-in/", {"username": "=1+1", "password": "x"})
    SignIn.objects.update(user=None)
    above = three["audit"]
    Membership.objects.filter(user=above).update(organisation=Membership.objects.get(user__username="province").organisation)
    content = client_of(above).get("/logs/export/?kind=sign-ins").content.decode("utf-8-sig")
    assert ",'=1+1," in content


def test_who_is_locked_out_can_be_let_in_again(three):
    for _ in range(5):
        Client().post("/sign-in/", {"username": "drafter", "password": "wrong-wrong-1"})
    assert Client().post("/sign-in/", {"username": "drafter", "password": factories.PASSWORD}).status_code == 429
    security = client_of(three["security"])
    assert "drafter" in security.get("/locks/").content.decode()
    security.post("/locks/unlock/", {"username": "drafter"})
    assert not AccessAttempt.objects.exists()
    assert Client().post("/sign-in/", {"username": "drafter", "password": factories.PASSWORD}).status_code == 302


def test_an_oldest_session_ends_where_one_signs_in_too_often(cast, settings):
    settings.SESSIONS_AT_ONCE = 2
    first, second, third = (cast.client("clerk") for _ in range(3))
    assert [client.get("/documents/").status_code for client in (first, second, third)] == [302, 200, 200]
    assert SignIn.objects.filter(says="同一账号在别处登录").count() == 1


def test_a_session_that_nobody_uses_ends(cast, settings):
    client = cast.client("clerk")
    assert client.get("/documents/").status_code == 200
    session = client.session
    session["seen"] -= settings.IDLE_MINUTES * 60 + 1
    session.save()
    assert client.get("/documents/")["Location"].startswith("/sign-in/")
    assert client.get("/documents/").status_code == 302


def test_a_changed_password_keeps_the_session_in_the_log(cast):
    client = cast.client("clerk")
    new = {"new_password1": "somebody-else-7", "new_password2": "somebody-else-7", "old_password": factories.PASSWORD}
    client.post("/password/", new)
    assert SignIn.objects.get(user=cast.clerk).session_key == client.session.session_key
    client.post("/sign-out/")
    assert SignIn.objects.get(user=cast.clerk).says == "本人退出"
