from datetime import datetime

import pytest
from django.db import IntegrityError, transaction

from onmaru.inbox.actions.prioritise import prioritise
from onmaru.inbox.models import Channel, Conversation, Message
from onmaru.kit import clock
from onmaru.triage import pipeline
from onmaru.triage.models import Acknowledgement, Decision
from onmaru.triage.tests.conftest import Write
from onmaru.triage.verdict import Verdict

ALL = {
    "detect_language": "ko",
    "understand": "calm",
    "classify": "skipped",
    "spam": "clean",
    "apply_rules": "nothing to do",
    "assign": "left",
    "acknowledge": "sent",
}


def outcomes(message: Message) -> dict[str, str]:
    return dict(Decision.objects.filter(message=message).values_list("step", "outcome"))


def test_each_step_leaves_a_decision(write: Write) -> None:
    assert outcomes(write()) == ALL


def test_a_known_language_stays(write: Write) -> None:
    message = write("Thanks for the cup, it is here", language="ja")
    assert outcomes(message)["detect_language"] == "ja"
    message.conversation.refresh_from_db()
    assert message.conversation.language == "ja"


@pytest.mark.parametrize(("text", "language"), [("Where is my order? I have waited.", "en"), ("주문 확인해 주세요", "ko"), ("123", "")])
def test_an_unknown_language_is_found_out(write: Write, text: str, language: str) -> None:
    message = write(text)
    message.conversation.refresh_from_db()
    assert message.conversation.language == language


def test_a_second_run_changes_nothing(write: Write) -> None:
    message = write()
    pipeline.run(message.pk)
    assert Decision.objects.count() == len(ALL)
    assert Message.objects.filter(automatic=True).count() == 1


@pytest.mark.parametrize("dies_in", range(len(ALL)))
def test_a_killed_run_goes_on_where_it_stopped(write: Write, monkeypatch: pytest.MonkeyPatch, dies_in: int) -> None:
    """The process dies at the end of a step, before its transaction commits: what the step did is undone with it."""
    steps = list(pipeline.STEPS)

    def dying(message: Message) -> Verdict:
        steps[dies_in](message)
        raise KeyboardInterrupt

    dying.__name__ = steps[dies_in].__name__
    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "STEPS", (*steps[:dies_in], dying, *steps[dies_in + 1 :]))
        with pytest.raises(KeyboardInterrupt):
            write()
    message = Message.objects.get()
    # The first ones are decided together, or not at all; the next two did nothing, and wait for the one that does something.
    assert len(outcomes(message)) == (0 if steps[dies_in].__name__ in pipeline.TOGETHER else len(pipeline.TOGETHER))
    pipeline.run(message.pk)
    assert outcomes(message) == ALL
    assert Acknowledgement.objects.count() == Message.objects.filter(automatic=True).count() == 1


def test_what_a_step_did_is_kept_before_the_next_begins(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    steps = {step.__name__: step for step in pipeline.STEPS}

    def apply_rules(message: Message) -> Verdict:
        prioritise(message.conversation, Conversation.Priority.URGENT)
        return Verdict("acted")

    def assign(message: Message) -> Verdict:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(pipeline, "STEPS", tuple({**steps, "apply_rules": apply_rules, "assign": assign}.values()))
        with pytest.raises(KeyboardInterrupt):
            write()
    message = Message.objects.get()
    assert outcomes(message)["apply_rules"] == "acted"
    assert "assign" not in outcomes(message)
    assert message.conversation.priority == Conversation.Priority.URGENT


def test_a_vanished_message_is_nothing_to_do(db: None) -> None:
    pipeline.run(12345)


def test_a_step_cannot_decide_twice(write: Write, wednesday: datetime) -> None:
    message = write()
    with pytest.raises(IntegrityError, match="a_step_decides_once_about_a_message"), transaction.atomic():
        Decision.objects.create(message=message, step="acknowledge", outcome="sent", decided_at=clock.now())


def test_the_channel_of_a_machine_takes_the_steps_too(write: Write, mailbox: Channel) -> None:
    assert outcomes(write(machine="auto_reply")) == {
        "detect_language": "skipped",
        "understand": "skipped",
        "classify": "skipped",
        "spam": "skipped",
        "apply_rules": "skipped",
        "assign": "skipped",
        "acknowledge": "silent",
    }
