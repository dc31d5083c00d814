"""What messages were made of is emptied when the last of them is gone."""

import pytest

from onmaru.channels import adapter
from onmaru.channels.actions.accept import accept
from onmaru.channels.models import Delivery
from onmaru.channels.sandbox.adapter import SandboxAdapter
from onmaru.inbox.actions.delete import delete
from onmaru.inbox.actions.purge import purge
from onmaru.inbox.models import Channel, Conversation
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting

pytestmark = pytest.mark.django_db


@pytest.fixture
def sandbox(monkeypatch: pytest.MonkeyPatch) -> SandboxAdapter:
    made = SandboxAdapter()
    monkeypatch.setitem(adapter._adapters, "sandbox", made)
    return made


def test_a_purged_conversations_payloads_are_emptied_and_do_not_come_again(sandbox: SandboxAdapter) -> None:
    channel = Channel.objects.create(kind="sandbox", name="시험", handle="sandbox", acknowledges=False)
    payload = '{"id": "1", "from": "yuna", "text": "언제 와요?"}'.encode()
    accept(channel, payload, "test")
    accept(channel, '{"id": "2", "from": "minsu", "text": "교환이요"}'.encode(), "test")
    run_waiting()
    gone = Conversation.objects.get(messages__text="언제 와요?")
    delete(gone)
    assert purge(gone)
    run_waiting(clock.now())
    emptied, kept = Delivery.objects.order_by("pk")
    assert (bytes(emptied.raw or b""), emptied.blob, emptied.meta) == (b"", "", None)
    assert "교환이요" in bytes(kept.raw or b"").decode()
    accept(channel, payload, "test")
    run_waiting()
    assert Conversation.objects.count() == 1
