"""Files go out so that they cannot run in our origin."""

from collections.abc import Mapping

import pytest
from django.test import Client

from onmaru.inbox.desk.mail_html import with_own_pictures, with_remote_pictures
from onmaru.inbox.models import Attachment, Message
from onmaru.inbox.tests.conftest import Write
from onmaru.kit import storage
from onmaru.people.models import Agent


@pytest.fixture
def desk(minji: Agent, client: Client) -> Client:
    client.force_login(minji)
    return client


def file_of(message: Message, name: str, kind: str, content: bytes = b"content", **more) -> Attachment:
    blob = storage.put(content)
    return Attachment.objects.create(
        message=message, name=name, content_type=kind, size=blob.size, sha256=blob.sha256, blob=blob.key, **more
    )


def got(desk: Client, file: Attachment) -> tuple[bytes, Mapping[str, str]]:
    response = desk.get(f"/desk/attachments/{file.pk}/")
    content = b"".join(response.streaming_content)  # pyright: ignore[reportAttributeAccessIssue]
    response.close()
    return content, response.headers


@pytest.mark.parametrize("kind", ["image/png", "image/jpeg", "image/webp", "application/pdf", "IMAGE/PNG; name=x"])
def test_plain_pictures_and_pdf_are_shown(desk: Client, write: Write, kind: str) -> None:
    content, headers = got(desk, file_of(write(), "사진", kind))
    assert content == b"content"
    assert headers["Content-Type"] == kind.partition(";")[0].lower()
    assert headers["Content-Disposition"].startswith("inline")


@pytest.mark.parametrize("kind", ["text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "text/plain", "", "nonsense"])
def test_everything_else_is_downloaded_as_bytes(desk: Client, write: Write, kind: str) -> None:
    _, headers = got(desk, file_of(write(), "청구서.html", kind, b"<script>alert(1)</script>"))
    assert headers["Content-Type"] == "application/octet-stream"
    assert headers["Content-Disposition"].startswith("attachment")
    assert "utf-8''%EC%B2%AD%EA%B5%AC%EC%84%9C.html" in headers["Content-Disposition"]


@pytest.mark.parametrize("kind", ["image/png", "text/html", "application/pdf"])
def test_every_file_is_fenced(desk: Client, write: Write, kind: str) -> None:
    _, headers = got(desk, file_of(write(), "a", kind))
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "script-src" not in headers["Content-Security-Policy"]


def test_a_name_cannot_break_out_of_its_header(desk: Client, write: Write) -> None:
    file = file_of(write(), "a.png\r\nSet-Cookie: x=1", "image/png")
    _, headers = got(desk, file)
    assert "Set-Cookie" not in headers
    assert "\n" not in headers["Content-Disposition"]


def test_a_file_that_was_not_kept_says_so_and_is_not_there(desk: Client, write: Write) -> None:
    message = write()
    file = Attachment.objects.create(message=message, name="큰 영상.mp4", content_type="video/mp4", size=99_000_000, skipped="too_large")
    assert desk.get(f"/desk/attachments/{file.pk}/").status_code == 404
    assert "큰 영상.mp4" in desk.get(f"/desk/conversations/{message.conversation.pk}/").content.decode()


def test_anothers_draft_is_nobody_elses_business(desk: Client, write: Write, junho: Agent) -> None:
    from onmaru.inbox.models import Draft
    from onmaru.kit import clock

    draft = Draft.objects.create(conversation=write().conversation, agent=junho, updated_at=clock.now())
    blob = storage.put(b"x")
    file = Attachment.objects.create(draft=draft, name="a.png", content_type="image/png", size=1, blob=blob.key)
    assert desk.get(f"/desk/attachments/{file.pk}/").status_code == 404
    assert desk.delete(f"/desk/attachments/{file.pk}/").status_code == 404


def test_a_mail_is_shown_behind_its_fence(desk: Client, write: Write) -> None:
    message = write(html='<p>안녕</p><img src="cid:logo@x"><img data-remote-src="https://tracker.example/p.gif">')
    file = file_of(message, "logo.png", "image/png", cid="<logo@x>", inline=True)
    response = desk.get(f"/desk/messages/{message.pk}/html/")
    body, policy = response.content.decode(), response.headers["Content-Security-Policy"]
    assert f'src="/desk/attachments/{file.pk}/"' in body
    assert 'src="https://tracker' not in body.replace("data-remote-src", "")
    assert f"testserver/desk/attachments/{file.pk}/" in policy
    assert "https:" not in policy
    assert "sandbox" in policy
    assert "allow-scripts" not in policy
    shown = desk.get(f"/desk/messages/{message.pk}/html/?pictures").content.decode()
    assert '<img src="https://tracker.example/p.gif">' in shown


def test_a_message_without_a_layout_has_no_frame(desk: Client, write: Write) -> None:
    assert desk.get(f"/desk/messages/{write().pk}/html/").status_code == 404


def test_a_cid_of_nothing_stays(write: Write) -> None:
    assert with_own_pictures('<img src="cid:gone">', write(), "host") == ('<img src="cid:gone">', [])


def test_only_pictures_are_let_in() -> None:
    html = '<img alt="" data-remote-src="https://a.example/x.png"><p title="data-remote-src=&quot;x&quot;">'
    assert with_remote_pictures(html) == '<img alt="" src="https://a.example/x.png"><p title="data-remote-src=&quot;x&quot;">'
