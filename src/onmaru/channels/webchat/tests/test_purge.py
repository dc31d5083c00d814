"""What a visitor sent goes with the conversation, and what they never sent goes by itself."""

import os
from datetime import timedelta

import pytest

from onmaru.channels.webchat.jobs import KEPT, forget_old_sessions
from onmaru.channels.webchat.models import Upload
from onmaru.channels.webchat.tests.conftest import Browser, client_id, work
from onmaru.channels.webchat.tests.test_files import PNG, sent
from onmaru.inbox.actions.delete import delete
from onmaru.inbox.actions.purge import purge
from onmaru.inbox.models import Conversation
from onmaru.kit import clock, storage
from onmaru.kit.blobs import UNTOUCHED
from onmaru.kit.inline_jobs import run_waiting
from onmaru.kit.storage.folder import Folder

pytestmark = pytest.mark.django_db

LATER = timedelta(seconds=UNTOUCHED, hours=2)


def _grown_old(key: str) -> None:
    place = storage.backend()
    assert isinstance(place, Folder)
    os.utime(place._place(key), (0, 0))


def _later() -> None:
    """What is due by then is done then: a timer that finds it is not yet time would set itself again and again."""
    with clock.frozen_at(clock.now() + LATER):
        run_waiting(clock.now())


def test_a_purged_chat_takes_its_files_along_and_leaves_those_of_others(visitor: Browser) -> None:
    mine, other = sent(visitor, "주소.png", PNG).json(), sent(visitor, "남의 것.png", PNG + b"\1").json()
    for upload in (mine, other):
        chat = visitor.begin()
        said = {"client_id": client_id(), "type": "file", "upload_id": upload["upload_id"]}
        assert visitor.call("POST", f"conversations/{chat}/messages", said).status_code == 201
        work()
    gone, kept = Upload.objects.order_by("pk")
    assert gone.message and kept.message
    conversation = gone.message.conversation
    delete(conversation)
    assert purge(conversation)
    assert not purge(conversation)
    assert list(Upload.objects.all()) == [kept]
    assert not Conversation.objects.filter(pk=conversation.pk).exists()
    for blob in (gone.blob, kept.blob):
        _grown_old(blob)
    _later()
    assert not storage.exists(gone.blob) and storage.exists(kept.blob)


def test_what_was_never_sent_goes_with_its_content(visitor: Browser) -> None:
    assert sent(visitor, "안 보낸 것.png", PNG).status_code == 201
    upload = Upload.objects.get()
    with clock.frozen_at(clock.now() + KEPT + timedelta(minutes=1)):
        forget_old_sessions.func(timestamp=0)
        forget_old_sessions.func(timestamp=0)
        assert not Upload.objects.exists()
        _grown_old(upload.blob)
        _later()
    assert not storage.exists(upload.blob)
