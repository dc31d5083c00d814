"""What visitors send as files."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from onmaru.channels.webchat import file_kinds
from onmaru.channels.webchat.tests.conftest import Browser, client_id
from onmaru.inbox.models import Message

PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64


def sent(browser: Browser, name: str, content: bytes) -> Any:
    file = SimpleUploadedFile(name, content, content_type="image/png")
    return browser.client.post("/api/widget/v1/uploads", {"file": file}, headers={"Authorization": f"Bearer {browser.token}"})


def test_a_file_goes_along(visitor: Browser) -> None:
    upload = sent(visitor, "사진.png", PNG).json()
    chat = visitor.begin()
    said = {"client_id": client_id(), "type": "file", "upload_id": upload["upload_id"]}
    shown = visitor.call("POST", f"conversations/{chat}/messages", said).json()
    assert shown["type"] == "image"
    [file] = shown["attachments"]
    assert (file["name"], file["mime"], file["size"]) == ("사진.png", "image/png", len(PNG))
    answer = Client().get(file["url"])
    assert (answer.status_code, b"".join(answer.streaming_content)) == (200, PNG)  # pyright: ignore[reportAttributeAccessIssue]
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert visitor.call("POST", f"conversations/{chat}/messages", said).status_code == 200
    assert Message.objects.get().attachments.count() == 1


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("page.png", b"<html><script>alert(1)</script>"),
        ("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"),
        ("a.txt", b"hello <script>alert(1)</script>"),
        ("a.html", b"hello"),
        ("a.exe", b"MZ\x90\x00"),
        ("a.pdf", PNG),
        ("a.png.exe", PNG),
        ("a.jar", b"PK\x03\x04"),
        ("a.txt", b"\x00\x01\x02"),
        ("a.txt", b""),
    ],
)
def test_what_only_pretends_is_refused(visitor: Browser, name: str, content: bytes) -> None:
    answer = sent(visitor, name, content)
    assert (answer.status_code, answer.json()["error"]["field"]) == (415, "file")


def test_files_have_limits(visitor: Browser) -> None:
    assert sent(visitor, "groß.png", PNG + b"\0" * (10 * 1024 * 1024 + 70_000)).status_code == 413
    assert sent(visitor, "gross.png", PNG + b"\0" * (10 * 1024 * 1024)).status_code == 413
    for _ in range(20):
        assert sent(visitor, "a.png", PNG).status_code == 201
    assert sent(visitor, "a.png", PNG).status_code == 429


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\사진.png", "사진.png"),
        ("\u202egnp.exe", "gnp.exe"),
        ("", "file"),
        ("...", "file"),
        ("a" * 300 + ".png", "a" * 116 + ".png"),
    ],
)
def test_names_of_files_do_no_harm(given: str, kept: str) -> None:
    assert file_kinds.harmless_name(given) == kept
