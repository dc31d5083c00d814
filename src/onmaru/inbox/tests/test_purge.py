"""What is deleted for good takes its files along, and nobody else's."""

import os
from datetime import timedelta

import pytest

from onmaru.inbox.actions.delete import delete
from onmaru.inbox.actions.purge import purge
from onmaru.inbox.inbound import InboundAttachment
from onmaru.inbox.jobs import DELETED_KEPT, forget_blobs, purge_deleted
from onmaru.inbox.models import Attachment, Conversation
from onmaru.inbox.tests.conftest import Write
from onmaru.kit import clock, storage
from onmaru.kit.blobs import UNTOUCHED, keepers
from onmaru.kit.inline_jobs import run_waiting
from onmaru.kit.storage.folder import Folder
from onmaru.search.actions.learn import learn
from onmaru.search.actions.unlearn import COMMON, unlearn
from onmaru.search.models import Entry, Word

pytestmark = pytest.mark.django_db


def _file(content: bytes) -> InboundAttachment:
    return InboundAttachment(name="사진.jpg", content_type="image/jpeg", size=len(content), read=lambda: iter([content]))


def _grown_old(*keys: str) -> None:
    place = storage.backend()
    assert isinstance(place, Folder)
    for key in keys:
        os.utime(place._place(key), (0, 0))


def test_its_files_go_with_a_conversation_unless_somebody_else_has_them(write: Write) -> None:
    gone = write(attachments=(_file("혼자 가진 것".encode()), _file("둘이 가진 것".encode()))).conversation
    kept = write("다른 분", by="other@customer.example", attachments=(_file("둘이 가진 것".encode()),)).conversation
    alone, shared = Attachment.objects.filter(message__conversation=gone).values_list("blob", flat=True)
    assert list(Attachment.objects.filter(message__conversation=kept).values_list("blob", flat=True)) == [shared]
    delete(gone)
    run_waiting()
    with clock.frozen_at(clock.now() + DELETED_KEPT + timedelta(minutes=1)):
        purge_deleted.func(timestamp=0)
        # Not at once: somebody may be giving the same file at this moment.
        run_waiting()
        assert not Conversation.objects.filter(pk=gone.pk).exists() and storage.exists(alone)
        _grown_old(alone, shared)
        run_waiting(clock.now() + timedelta(seconds=UNTOUCHED, hours=2))
    assert not storage.exists(alone) and storage.exists(shared)
    forget_blobs.func(keys=[alone, shared])
    assert storage.open(Attachment.objects.get().blob).read() == "둘이 가진 것".encode()


def test_what_is_brought_back_keeps_its_files(write: Write) -> None:
    conversation = write(attachments=(_file("돌아온 것".encode()),)).conversation
    assert not purge(conversation)
    assert Attachment.objects.filter(message__conversation=conversation).exists()


def test_nothing_finds_it_any_more_and_its_words_are_forgotten(write: Write) -> None:
    gone = write("김가온별의 teapot 배송", by="gaon@customer.example").conversation
    write("머그컵 배송은요? My teapots", by="other@customer.example")
    while learn():
        pass
    # A common word is nobody's, and a text that somebody wrote since holds it.
    Word.objects.create(text="안녕하세요", strokes="ㅇ", slips=[], count=COMMON)
    Word.objects.create(text="사라진말", strokes="ㅅ", slips=[], count=3)
    before = set(Word.objects.values_list("text", flat=True))
    unlearn()
    assert before - set(Word.objects.values_list("text", flat=True)) == {"사라진말"}
    delete(gone)
    assert purge(gone)
    assert not Entry.objects.filter(conversation_id=gone.pk).exists()
    unlearn()
    left = set(Word.objects.values_list("text", flat=True))
    assert {"배송", "teapots", "안녕하세요", "머그컵"} <= left
    assert not {word for word in left if "가온" in word}
    assert unlearn() == 0


def test_every_table_with_a_blob_is_asked() -> None:
    assert {model.__name__ for model in keepers()} == {"Attachment", "Delivery", "Upload", "CaseExport"}
