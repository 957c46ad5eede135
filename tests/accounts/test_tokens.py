"""A token opens what its person may open, as long as it lasts and she works there; nobody can read it again."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

import factories
from zhiheng.accounts import actions
from zhiheng.accounts.models import ApiToken, Membership, SignIn

pytestmark = pytest.mark.django_db
ADDRESS = "/api/registers/"
MADE = re.compile(r"zh_[\w-]{43}")


@pytest.fixture
def cast():
    return factories.cast()


def token_of(user, days=1) -> str:
    return actions.make_token(user, user.works_for, "汇总", timezone.localdate() + timedelta(days=days))


def ask(words: str, address: str = ADDRESS):
    return Client(headers={"Authorization": f"Bearer {words}"}).get(address)


def test_a_token_is_shown_once_works_and_is_revoked_on_her_own_page(cast) -> None:
    client = cast.client("clerk")
    asked = {"name": "汇总", "until": timezone.localdate().isoformat()}
    words = MADE.search(client.post("/tokens/", asked).content.decode())[0]
    assert ask(words).status_code == 200
    page = client.get("/tokens/").content.decode()
    assert words not in page
    assert "还没有用过" not in page
    assert words not in str(ApiToken.objects.values_list())
    client.post(f"/tokens/{ApiToken.objects.get().pk}/revoke/")
    assert (ask(words).status_code, ask(words).json()["id"]) == (401, "U144")


def test_nobody_revokes_the_token_of_another(cast) -> None:
    words = token_of(cast.clerk)
    assert cast.client("reader").post(f"/tokens/{ApiToken.objects.get().pk}/revoke/").status_code == 404
    assert ask(words).status_code == 200


@pytest.mark.parametrize("days", [-1, 400])
def test_a_token_ends_within_a_year(cast, days) -> None:
    until = (timezone.localdate() + timedelta(days=days)).isoformat()
    assert cast.client("clerk").post("/tokens/", {"name": "汇总", "until": until}).status_code == 422
    assert not ApiToken.objects.exists()


def test_after_its_last_day_it_opens_nothing(cast) -> None:
    words = token_of(cast.clerk)
    ApiToken.objects.update(valid_to=timezone.localdate() - timedelta(days=1))
    assert ask(words).status_code == 401


def test_it_ends_when_she_leaves_the_post_and_stays_ended_when_she_comes_back(cast) -> None:
    words = token_of(cast.reader)
    actions.leave(cast.reader, cast.office, cast.clerk)
    assert ask(words).status_code == 401
    actions.bring_back(cast.reader, cast.office, factories.PASSWORD, cast.clerk)
    Membership.objects.create(user=cast.reader, organisation=cast.office, role="reader")
    cast.reader.must_change_password = False
    cast.reader.save()
    assert ask(words).status_code == 401


def test_a_role_that_is_taken_away_is_taken_from_the_token_too(cast) -> None:
    words = token_of(cast.reader)
    Membership.objects.filter(user=cast.reader).update(ended_at=timezone.now())
    assert ask(words).status_code == 401


def test_who_has_no_token_or_a_wrong_one_is_told_so_in_json_and_the_refusal_is_logged(cast) -> None:
    assert (Client().get(ADDRESS).status_code, Client().get(ADDRESS).json()["id"]) == (401, "U140")
    answer = ask("zh_wrong")
    assert (answer.status_code, answer.json()["id"]) == (401, "U143")
    assert answer["WWW-Authenticate"] == "Bearer"
    assert SignIn.objects.filter(way="token", outcome="refused").count() == 1


def test_a_token_opens_no_page(cast) -> None:
    assert ask(token_of(cast.clerk), "/registers/")["Location"].startswith("/sign-in/")


def test_switched_off_none_is_made_and_none_opens_anything(cast, settings) -> None:
    words = token_of(cast.clerk)
    settings.TOKENS = False
    assert ask(words).json()["id"] == "U141"
    asked = {"name": "汇总", "until": timezone.localdate().isoformat()}
    cast.client("clerk").post("/tokens/", asked)
    assert ApiToken.objects.count() == 1


def test_the_log_has_a_programs_sign_in_once_a_day_and_it_ends_no_session(cast, settings) -> None:
    settings.SESSIONS_AT_ONCE = 1
    client, words = cast.client("clerk"), token_of(cast.clerk)
    ask(words)
    ask(words)
    assert SignIn.objects.filter(way="token", outcome="ok").count() == 1
    assert client.get("/registers/").status_code == 200
    page = client.get("/logs/").content.decode()
    assert "访问令牌，汇总" in page
    assert "建立访问令牌" in client.get("/logs/?kind=grants").content.decode()
