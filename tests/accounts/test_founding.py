"""The first hour: one clerk makes the installation hers."""

import pytest

import factories
from zhiheng.accounts.models import User

pytestmark = pytest.mark.django_db
FORM = {
    "area_name": "示例县", "area_level": "county", "area_code": "990100", "office_name": "县市场监管局",
    "name": "张经办", "username": "zhang", "password": "quality-first-2026",
}  # fmt: skip


def test_a_new_installation_asks_once_who_she_is_and_lets_her_work(client):
    assert client.get("/", follow=True).redirect_chain[-1][0] == "/founding/"
    answer = client.post("/founding/", FORM, follow=True)
    assert "县市场监管局的工作台" in answer.content.decode()


def test_founding_works_only_once(client):
    client.post("/founding/", FORM)
    client.logout()
    client.post("/founding/", FORM | {"username": "intruder"})
    assert list(User.objects.values_list("username", flat=True)) == ["zhang"]


def test_a_weak_password_is_refused_and_what_was_typed_is_kept(client):
    answer = client.post("/founding/", FORM | {"password": "12345678"})
    page = answer.content.decode()
    assert "密码不合要求" in page
    assert "张经办" in page
    assert not User.objects.exists()


def test_a_person_added_by_the_clerk_must_choose_a_password_first(client):
    cast = factories.cast()
    cast.client("clerk").post(
        "/people/add/", {"name": "周新", "username": "zhou", "role": "drafter", "password": "given-by-clerk-1"}
    )
    client.force_login(User.objects.get(username="zhou"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/documents/")["Location"] == "/password/"


def test_only_the_clerk_manages_people():
    cast = factories.cast()
    assert cast.client("drafter").get("/people/").status_code == 403
    assert cast.client("clerk").get("/people/").status_code == 200


def test_who_finds_a_desk_signed_in_cannot_take_the_account_over():
    cast = factories.cast()
    client, new = cast.client("clerk"), {"new_password1": "somebody-else-7", "new_password2": "somebody-else-7"}
    client.post("/password/", new)
    cast.clerk.refresh_from_db()
    assert cast.clerk.check_password(factories.PASSWORD)
    client.post("/password/", new | {"old_password": factories.PASSWORD})
    cast.clerk.refresh_from_db()
    assert cast.clerk.check_password("somebody-else-7")
