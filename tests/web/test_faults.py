"""Refusals of the frame itself are Chinese sentences with a remedy."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

import factories

pytestmark = pytest.mark.django_db


def test_an_outdated_form_says_what_to_do() -> None:
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {"username": "x", "password": "x"})
    assert answer.status_code == 403
    assert "刷新后再提交" in answer.content.decode()


def test_more_files_than_one_request_holds_are_refused_in_a_sentence(settings) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    files = [SimpleUploadedFile(f"{n}.txt", b"x") for n in range(3)]
    answer = factories.cast().client("clerk").post("/documents/add/", {"files": files})
    assert answer.status_code == 400
    assert "请分几次提交" in answer.content.decode()
