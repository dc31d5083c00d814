"""Pages that need neither an agent nor a database."""

import json
import re
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpResponse
from django.middleware.csrf import REASON_NO_CSRF_COOKIE
from django.template import Context, Origin, Template
from django.test import Client, RequestFactory
from django.views.csrf import csrf_failure
from django.views.defaults import page_not_found, permission_denied, server_error

from onmaru.web.fragments import wants_fragment
from onmaru.web.phrases import phrases
from onmaru.web.policy import ContentPolicyMiddleware


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/styleguide/", "/styleguide/desk/", "/accounts/login/", "/accounts/password/reset/"])
def test_pages_bring_no_script_or_handler_of_their_own(address):
    page = Client().get(address)
    assert page.status_code == 200
    text = page.content.decode()
    scripts = re.findall(r"<script[^>]*>", text)
    assert scripts
    assert all("src=" in script or 'type="application/json"' in script for script in scripts)
    assert not re.search(r"<[^>]+\son\w+=", text)
    assert not re.search(r"<[^>]+\sstyle=", text)
    assert "'unsafe" not in page["Content-Security-Policy"]


def test_the_look_chosen_in_this_browser_is_there_at_the_first_paint():
    client = Client()
    client.cookies["theme"] = "dark"
    client.cookies["density"] = "<script>"
    text = client.get("/styleguide/").content.decode()
    assert 'data-theme="dark"' in text
    assert 'data-density="calm"' in text


@pytest.mark.parametrize(
    ("attributes", "look"),
    [
        ('type="submit"', "is-primary"),
        ("", "is-primary"),
        ('type="submit" tags="outline,mfa"', ""),
        ('href="/"', ""),
        ('href="/" tags="danger,delete"', "is-dangerous"),
        ('type="submit" tags="danger"', "is-danger"),
        ('type="submit" tags="link,cancel"', "is-quiet"),
    ],
)
def test_one_button_of_an_account_form_is_the_main_one(attributes, look):
    source = "{% load allauth %}{% element button " + attributes + " %}하기{% endelement %}"
    drawn = Template(source, Origin("here", "here.html"), "here.html").render(Context({"request": RequestFactory().get("/")}))
    assert f'class="{" ".join(filter(None, ["button", look]))}"' in drawn


def test_scripts_are_handed_their_sentences():
    text = Client().get("/styleguide/").content.decode()
    handed = re.search(r'<script id="phrases" type="application/json">(.*?)</script>', text)
    assert handed
    assert json.loads(handed[1]).keys() == phrases().keys()


def test_every_sentence_that_scripts_say_is_handed_over():
    sources = [file.read_text() for file in (Path(__file__).parents[1] / "assets").rglob("*.ts")]
    said = {name for source in sources for name in re.findall(r'phrase\("(\w+)"|say\("(\w+)"', source) for name in name if name}
    assert said
    assert said <= phrases().keys()


def test_refusals_are_pages_of_ours():
    request = RequestFactory().get("/nowhere")
    request.user = AnonymousUser()
    assert b'class="empty"' in page_not_found(request, Http404()).content
    assert b'class="empty"' in permission_denied(request, PermissionError()).content
    assert b'class="empty"' in csrf_failure(request, REASON_NO_CSRF_COOKIE).content
    assert "문제가 생겼어요" in server_error(request).content.decode()


def test_the_page_without_a_connection_has_its_look_kept_with_it():
    worker = (Path(__file__).parents[1] / "assets" / "worker.ts").read_text()
    [look] = re.findall(r'rel="stylesheet" href="([^"]+)"', Client().get("/offline/").content.decode())
    assert f'const STYLE = "{look}"' in worker


def test_an_answer_may_bring_a_stricter_policy():
    def strict(request):
        return HttpResponse(headers={"Content-Security-Policy": "default-src 'none'"})

    answer = ContentPolicyMiddleware(strict)(RequestFactory().get("/"))
    assert answer["Content-Security-Policy"] == "default-src 'none'"


@pytest.mark.parametrize(("kind", "part"), [("partial", True), ("full", False), (None, False)])
def test_only_a_request_for_a_part_gets_one(kind, part):
    headers = {"HX-Request-Type": kind} if kind else {}
    assert wants_fragment(RequestFactory().get("/", headers=headers)) is part
