"""Every address, opened by every role, is answered as the roles' files say; no action of the registers trusts its page."""

import inspect
from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

import factories
from house.test_views import views
from zhiheng.accounts.roles import known_roles
from zhiheng.core.values.roles import PERMISSIONS, REGISTER_ACTS
from zhiheng.registers import actions

pytestmark = pytest.mark.django_db
KNOWN = {f"{app}.{verb}" for app, verbs in PERMISSIONS.items() for verb in verbs} | {f"registers.{act}" for act in REGISTER_ACTS}
ARGUMENTS = {"int": "0", "slug": "special-campaign", "str": "x"}


def addresses(resolver, prefix: str = "/") -> Iterator[tuple[str, str, str]]:
    """Each address that is not open to all: filled with numbers that no row has, its permission, and a method it takes."""
    for entry in resolver.url_patterns:
        if not isinstance(entry, URLPattern):
            yield from addresses(entry, f"{prefix}{entry.pattern}")
            continue
        kind, permission = entry.callback.declares
        if kind == "public":
            continue
        path = f"{prefix}{entry.pattern}"
        for name, converter in entry.pattern.converters.items():
            word = {"IntConverter": "int", "SlugConverter": "slug"}.get(type(converter).__name__, "str")
            path = path.replace(f"<{word}:{name}>", ARGUMENTS[word])
        yield path, permission, "get" if kind == "reads" else "post"


def test_every_permission_that_a_view_asks_for_is_one_that_roles_can_have():
    asked = {view.declares[1] for _, view in views(get_resolver()) if view.declares[0] != "public"}
    assert asked <= KNOWN, asked - KNOWN


@pytest.mark.parametrize("role", known_roles())
def test_each_address_is_refused_to_exactly_the_roles_without_its_permission(role):
    cast = factories.cast()
    cast.clerk.is_founder = False
    cast.clerk.save()
    client = Client(raise_request_exception=False)
    client.force_login(factories.person("one", "某人", cast.office, role), backend="django.contrib.auth.backends.ModelBackend")
    wrong = {}
    for path, permission, method in addresses(get_resolver()):
        if path == "/office/":
            continue
        answer = getattr(client, method)(path)
        home = answer.status_code == 302 and path == "/"  # who has no desk is sent to her own first page
        refused = answer.status_code == 403 or home
        if refused == known_roles()[role].allows(permission):
            wrong[path] = (permission, answer.status_code)
    assert not wrong


def test_every_action_of_the_registers_that_somebody_does_asks_for_the_right():
    """By its source: it demands, or hands on to one that does. Reading one's own notices and drafts needs none."""
    own = {"see_notices", "keep_draft", "drop_draft"}
    bare = []
    for name in actions.__all__:
        action = getattr(actions, name)
        if not inspect.isfunction(action) or "by" not in inspect.signature(action).parameters or name in own:
            continue
        text = inspect.getsource(inspect.unwrap(action))
        others = [f"{other}(" for other in actions.__all__ if other != name]
        if not any(word in text for word in ("demand", "rights_of", "area_for(", *others)):
            bare.append(name)
    assert not bare
