"""Views say what they do, and are held to it."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.test import RequestFactory

import factories
from zhiheng.directory.models import Area
from zhiheng.web.access import reads, rights_of, writes

pytestmark = pytest.mark.django_db


def asked_by(user, method="get"):
    request = getattr(RequestFactory(), method)("/")
    request.user, request.rights, request.office = user, rights_of(user), None
    return request


def test_a_view_declared_as_reading_cannot_write():
    @reads("documents.view")
    def sly(request):
        Area.objects.create(code="1", name="甲", level="county")
        return HttpResponse()

    with pytest.raises(RuntimeError, match="tried to write"):
        sly(asked_by(factories.cast().clerk))


def test_a_writing_view_writes_on_post_and_not_on_get():
    @writes("documents.add", methods=("GET", "POST"))
    def add(request):
        Area.objects.create(code=request.method, name="甲", level="county")
        return HttpResponse()

    clerk = factories.cast().clerk
    add(asked_by(clerk, "post"))
    assert Area.objects.filter(code="POST").exists()
    with pytest.raises(RuntimeError):
        add(asked_by(clerk))


def test_a_reader_may_not_add_documents():
    @writes("documents.add")
    def add(request):
        return HttpResponse()

    with pytest.raises(PermissionDenied):
        add(asked_by(factories.cast().reader, "post"))


def test_whoever_has_left_the_post_sees_nothing(client):
    cast = factories.cast()
    signed_in = cast.client("drafter")
    assert signed_in.get("/documents/").status_code == 200
    cast.drafter.memberships.update(ended_at=factories.A_MOMENT)
    assert signed_in.get("/documents/").status_code == 403


def test_a_stranger_is_sent_to_the_sign_in_page_and_brought_back(client):
    factories.cast()
    answer = client.get("/documents/?q=质量")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in/?next=/documents/")
