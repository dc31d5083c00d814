"""Processes of triage die by -9 before, in and after every step, and others take up what they left: nothing is lost, nothing done twice."""

import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from onmaru.events.models import Event
from onmaru.inbox.actions.receive import receive
from onmaru.inbox.inbound import Inbound, Party
from onmaru.inbox.models import Channel, Dispatch, Message
from onmaru.people.models import Shop
from onmaru.triage import classifier, pipeline, shipped
from onmaru.triage.actions import learn as learning
from onmaru.triage.models import Acknowledgement, Decision
from tests.journeys.product import surroundings

ROOT = Path(__file__).resolve().parents[4]
STEPS = [step.__name__ for step in pipeline.STEPS]
CUTS = [(step, edge) for step in STEPS for edge in ("begin", "end")]
KNOWN = {"환불 언제 되나요": "refund-status", "사이즈 추천 부탁드려요": "product-size", "배송이 너무 늦어요": "delivery-late"}


@pytest.mark.django_db(transaction=True)
def test_a_killed_triage_is_taken_up_and_does_nothing_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shipped, "examples", lambda: [(f"{text} {more}", key) for text, key in KNOWN.items() for more in "가나다라마바"])
    monkeypatch.setattr(learning, "encoder", lambda: None)
    monkeypatch.setattr(classifier, "encoder", lambda: None)
    learning.learn()
    Shop.objects.create(name="하루상점")
    mailbox = Channel.objects.create(kind="email", name="하루상점 메일", handle="help@haru.example")
    messages = [written(mailbox, number) for number in range(len(CUTS))]

    cuts = [f"{message.pk}:{step}:{edge}" for message, (step, edge) in zip(messages, CUTS, strict=True)]
    assert ran(tmp_path, cuts) == [f"{cut} {-signal.SIGKILL}" for cut in cuts]
    for message, (step, _edge) in zip(messages, CUTS, strict=True):
        # The step that was cut left nothing, nor did those that share its transaction; what was done before stands.
        left = list(Decision.objects.filter(message=message).values_list("step", flat=True))
        assert left == STEPS[: 0 if step in pipeline.TOGETHER else len(pipeline.TOGETHER)]

    ran(tmp_path, [str(message.pk) for message in messages] * 2)
    for message in messages:
        assert list(Decision.objects.filter(message=message).values_list("step", flat=True)) == STEPS
        assert Decision.objects.get(message=message, step="classify").outcome == "refund-status"
        assert Decision.objects.get(message=message, step="acknowledge").outcome == "sent"
        happened = Counter(Event.objects.filter(conversation_id=message.conversation_id).values_list("name", flat=True))
        assert (happened["reason.given"], happened["language.detected"], happened["promise.made"]) == (1, 1, 1)
        assert Message.objects.filter(conversation=message.conversation_id, automatic=True).count() == 1
        assert Acknowledgement.objects.filter(episode=message.episode_id).count() == 1
    assert Dispatch.objects.count() == len(CUTS)


def written(mailbox: Channel, number: int) -> Message:
    sender = Party(f"yuna{number}@customer.example", "김유나", "from")
    text = f"환불 언제 되나요 {'가나다라마바사아자차카타파하'[number % 14]}"
    return receive(mailbox, Inbound(dedupe_key=f"key-{number}", external_id=f"{number}@customer.example", sender=sender, text=text)).message


def ran(folder: Path, orders: Iterable[str]) -> list[str]:
    done = subprocess.run(
        [sys.executable, "-m", "onmaru.triage.tests.killed", *orders],
        cwd=ROOT,
        env=surroundings(folder),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()
