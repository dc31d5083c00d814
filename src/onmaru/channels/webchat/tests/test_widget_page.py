import gzip
import json
import re
from base64 import b64encode
from hashlib import sha256

import pytest
from django.test import Client

from onmaru.channels.webchat import configured
from onmaru.channels.webchat.openness import Openness
from onmaru.channels.webchat.settings import ContactWay, Look
from onmaru.channels.webchat.tests.conftest import ORIGIN, widget
from onmaru.inbox.models import Channel
from onmaru.inbox.rich import Field

pytestmark = pytest.mark.django_db


def given(text: str) -> dict:
    found = re.search(r'id="given">(.*?)</script>', text)
    assert found
    return json.loads(found[1])


def look(text: str) -> dict:
    found = re.search(r"\}\)\((\{.*\})\)", text)
    assert found
    return json.loads(found[1])


def test_the_loader_knows_how_the_button_looks(client: Client, channel: Channel):
    answer = client.get("/widget/w_haru/v1.js")
    assert answer["Content-Type"].startswith("text/javascript")
    assert "max-age=300" in answer["Cache-Control"]
    assert not answer.cookies
    found = look(answer.content.decode())
    assert found["id"] == "w_haru"
    assert found["pages"] is None
    assert client.get("/widget/w_haru/v1.js", headers={"If-None-Match": answer["ETag"]}).status_code == 304


def test_the_frame_lets_in_the_shops_pages_and_nobody_elses(client: Client, channel: Channel):
    answer = client.get("/widget/w_haru/")
    text = answer.content.decode()
    policy = answer["Content-Security-Policy"]
    assert f"frame-ancestors 'self' {ORIGIN}" in policy
    assert "X-Frame-Options" not in answer
    assert "default-src 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy
    style = re.search(r"<style>(.*?)</style>", text, re.DOTALL)
    assert style
    assert b64encode(sha256(style[1].encode()).digest()).decode() in policy
    assert given(text)["config"]["name"] == "하루상점"
    assert not answer.cookies


def test_a_frame_that_a_browser_keeps_may_be_shown_again(client: Client, channel: Channel):
    first = client.get("/widget/w_haru/")
    again = client.get("/widget/w_haru/", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again["Content-Security-Policy"] == first["Content-Security-Policy"]
    assert "X-Frame-Options" not in again


@pytest.mark.parametrize("path", ["/widget/w_haru/", "/widget/w_haru/v1.js"])
def test_it_comes_as_small_as_it_gets(client: Client, channel: Channel, path: str):
    plain = client.get(path)
    small = client.get(path, headers={"Accept-Encoding": "gzip, br"})
    assert gzip.decompress(small.content) == plain.content
    assert small.content == gzip.compress(plain.content, 9, mtime=0)
    assert (small["Content-Encoding"], small["ETag"]) == ("gzip", plain["ETag"])
    assert "Accept-Encoding" in plain["Vary"]
    assert client.get(path, headers={"Accept-Encoding": "gzip", "If-None-Match": small["ETag"]}).status_code == 304


def test_what_a_shop_writes_cannot_end_the_script_it_stands_in(client: Client, db: None):
    widget(look=Look(greeting="</script><script>alert(1)</script>&amp;"))
    text = client.get("/widget/w_haru/").content.decode()
    assert "alert(1)</script>" not in text
    assert given(text)["config"]["greeting"] == "</script><script>alert(1)</script>&amp;"


def test_it_speaks_the_language_of_the_page(client: Client, channel: Channel):
    assert given(client.get("/widget/w_haru/?lang=en").content.decode())["texts"]["send"] == "Send"
    assert 'lang="ko"' in client.get("/widget/w_haru/?lang=fr").content.decode()


def test_the_button_stays_away_where_no_way_is_offered(client: Client, db: None):
    widget(
        ways=(ContactWay(kind="chat", pages=("/order", "/cart")), ContactWay(kind="phone", title="전화", url="tel:1", pages=("/order",)))
    )
    assert look(client.get("/widget/w_haru/v1.js").content.decode())["pages"] == ["/cart", "/order"]


@pytest.mark.parametrize("is_open", [True, False])
def test_a_closed_shop_needs_an_address_that_it_only_wants_otherwise(
    client: Client, db: None, monkeypatch: pytest.MonkeyPatch, is_open: bool
):
    monkeypatch.setattr(configured, "openness", lambda channel: Openness(is_open, None, None, None))
    widget(pre_chat=(Field("name", "이름"), Field("email", "이메일", "email")))
    asked = given(client.get("/widget/w_haru/").content.decode())["config"]["pre_chat"]
    assert [(field["name"], field["required"]) for field in asked] == [("name", False), ("email", not is_open)]


def test_an_unknown_widget_is_not_there(client: Client, db: None):
    assert client.get("/widget/w_nobody/v1.js").status_code == 404
    assert client.get("/widget/w_nobody/").status_code == 404
