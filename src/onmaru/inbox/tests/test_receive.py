from datetime import timedelta

import pytest

from onmaru.events.models import Event
from onmaru.inbox.actions.merge import merge
from onmaru.inbox.actions.receive import Unplaceable, receive
from onmaru.inbox.actions.reply import reply
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.actions.snooze import snooze
from onmaru.inbox.actions.spam import mark_spam
from onmaru.inbox.inbound import Failure, Inbound, InboundAttachment, Party, ThreadHints
from onmaru.inbox.models import Channel, Conversation, Message
from onmaru.inbox.tests.conftest import Write
from onmaru.kit import clock, storage
from onmaru.people.models import Agent

SUBJECT = "머그컵이 깨져서 왔어요"


def test_a_first_message_opens_a_conversation(write: Write, mailbox: Channel) -> None:
    message = write("손잡이가 깨져 있어요.", subject=SUBJECT)
    conversation = message.conversation
    assert (conversation.subject, conversation.status, conversation.team) == (SUBJECT, "open", mailbox.team)
    assert conversation.customer_waiting_since == message.created_at
    assert conversation.preview == "손잡이가 깨져 있어요."
    assert conversation.customer.name == "Yuna"
    assert message.episode.ordinal == 1
    names = list(Event.objects.filter(conversation_id=conversation.pk).order_by("id").values_list("name", flat=True))
    assert names == ["conversation.opened", "message.received"]


def test_the_same_message_is_filed_once(write: Write) -> None:
    first = write(dedupe_key="same")
    again = write(dedupe_key="same")
    assert again.pk == first.pk
    assert Message.objects.count() == 1
    assert Event.objects.filter(name="message.received").count() == 1


def test_the_same_message_in_two_mailboxes_is_two(write: Write) -> None:
    other = Channel.objects.create(kind="email", name="도매", handle="b2b@haru.example")
    first = write(dedupe_key="same")
    second = write(dedupe_key="same", channel=other)
    assert first.conversation_id != second.conversation_id


def test_an_answer_to_our_message_continues(write: Write, minji: Agent) -> None:
    ours = reply(write().conversation, minji, "확인해 볼게요.")
    answer = write("네 감사합니다", answers=ours)
    assert answer.conversation_id == ours.conversation_id
    assert answer.filed_by == "references"


@pytest.mark.parametrize("subject", ["문의", "안녕하세요", ""])
def test_a_common_subject_never_glues(write: Write, subject: str) -> None:
    assert write(subject=subject).conversation_id != write(subject=subject).conversation_id


def test_the_same_sender_and_subject_continue_within_the_window(write: Write) -> None:
    first = write(subject=SUBJECT)
    assert write(subject=f"Re: {SUBJECT}").conversation_id == first.conversation_id
    with clock.frozen_at(clock.now() + timedelta(days=15)):
        assert write(subject=SUBJECT).conversation_id != first.conversation_id


def test_another_sender_with_the_same_subject_is_another_matter(write: Write) -> None:
    assert write(subject=SUBJECT).conversation_id != write(subject=SUBJECT, by="other@customer.example").conversation_id


def test_a_stranger_who_refers_to_a_message_stays_outside_and_the_two_are_related(write: Write, minji: Agent) -> None:
    ours = reply(write().conversation, minji, "확인해 볼게요.")
    strange = write(by="stranger@customer.example", answers=ours)
    assert strange.conversation_id != ours.conversation_id
    related = Event.objects.get(name="conversation.related")
    assert (related.conversation_id, related.data["other_id"]) == (strange.conversation_id, ours.conversation_id)


def test_an_id_that_two_conversations_know_tells_nothing(write: Write) -> None:
    write(external_id="reused@program.example")
    write(external_id="reused@program.example")
    hints = ThreadHints(references=("reused@program.example",))
    assert write(hints=hints).filed_by == "new"


def test_an_empty_reference_tells_nothing(write: Write) -> None:
    first = write(external_id="")
    assert write(hints=ThreadHints(references=("",))).conversation_id != first.conversation_id


def test_people_in_copy_take_part(write: Write, minji: Agent) -> None:
    first = write(parties=(Party("help@haru.example", "", "to"), Party("mom@customer.example", "엄마", "cc")))
    ours = reply(first.conversation, minji, "두 분께 답장드려요.")
    assert [handle for handle, _ in ours.recipients["cc"]] == ["mom@customer.example"]
    answer = write("엄마예요", by="mom@customer.example", answers=ours)
    assert answer.conversation_id == first.conversation_id


def test_an_agent_who_answers_from_their_mail_client_speaks_for_the_shop(write: Write, minji: Agent) -> None:
    first = write()
    theirs = write("제가 확인했습니다.", by="minji@haru.example", answers=first)
    assert (theirs.direction, theirs.agent, theirs.conversation_id) == ("out", minji, first.conversation_id)
    first.conversation.refresh_from_db()
    assert first.conversation.customer_waiting_since is None


def test_a_token_leads_to_its_conversation_but_not_a_stranger(write: Write) -> None:
    first = write()
    hints = ThreadHints(conversation_id=first.conversation_id)
    assert write(hints=hints).filed_by == "token"
    assert write(hints=hints, by="stranger@customer.example").conversation_id != first.conversation_id


def test_a_late_answer_reopens_as_a_new_episode(write: Write, minji: Agent) -> None:
    ours = reply(write().conversation, minji, "환불되었습니다.")
    resolve(ours.conversation, minji)
    late = write("아직 안 들어왔어요", answers=ours)
    assert (late.conversation_id, late.episode.ordinal, late.conversation.status) == (ours.conversation_id, 2, "open")
    assert Conversation.objects.get().customer_waiting_since is not None


def test_a_snoozed_conversation_wakes_when_the_customer_writes(write: Write, minji: Agent) -> None:
    ours = reply(write().conversation, minji, "내일 알려드릴게요.")
    snooze(ours.conversation, clock.now() + timedelta(days=1))
    assert write(answers=ours).conversation.status == "open"


@pytest.mark.parametrize("machine", ["auto_reply", "out_of_office", "mailing_list"])
def test_a_machine_neither_wakes_nor_reopens_nor_waits(write: Write, minji: Agent, machine: str) -> None:
    ours = reply(write().conversation, minji, "환불되었습니다.")
    resolve(ours.conversation, minji)
    robot = write("부재중입니다", answers=ours, machine=machine)
    conversation = Conversation.objects.get(pk=ours.conversation_id)
    assert robot.conversation_id == conversation.pk
    assert (conversation.status, conversation.customer_waiting_since, conversation.episodes.count()) == ("resolved", None, 1)
    assert not Event.objects.get(name="message.received", data__machine=machine).data["opens_episode"]


def test_a_bounce_stands_beside_the_message_it_is_about(write: Write, minji: Agent) -> None:
    ours = reply(write().conversation, minji, "보내드렸어요.")
    failure = Failure(external_id=ours.external_id, recipient="yuna@customer.example", permanent=True, reason="550")
    bounce = write("Undelivered", by="mailer-daemon@mx.example", machine="bounce", failure=failure)
    assert (bounce.conversation_id, bounce.identity) == (ours.conversation_id, None)
    with pytest.raises(Unplaceable):
        write(by="mailer-daemon@mx.example", machine="bounce", failure=Failure("unknown@haru.example", "x@y.example", True, "550"))


def test_spam_stays_spam(write: Write) -> None:
    first = write(subject=SUBJECT)
    mark_spam(first.conversation)
    assert write(subject=SUBJECT).conversation_id == first.conversation_id
    conversation = Conversation.objects.get()
    assert conversation.is_spam and conversation.customer_waiting_since is None


def test_what_a_merged_conversation_gets_goes_where_it_went(write: Write, minji: Agent) -> None:
    ours = reply(write(subject="첫 번째 이야기입니다").conversation, minji, "네")
    other = write(subject="두 번째 이야기입니다").conversation
    merge(ours.conversation, other, minji)
    assert write(answers=ours).conversation_id == other.pk


def test_files_are_kept_and_one_too_large_says_so(write: Write, settings: object) -> None:
    settings.MAX_ATTACHMENT_BYTES = 10  # pyright: ignore[reportAttributeAccessIssue]
    small = InboundAttachment("사진.png", "image/png", 3, lambda: [b"abc"])
    large = InboundAttachment("영상.mp4", "video/mp4", 11, lambda: [b"x" * 11])
    lying = InboundAttachment("거짓.bin", "application/octet-stream", 3, lambda: [b"x" * 11])
    kept, skipped, caught = write(attachments=(small, large, lying)).attachments.all()
    assert b"".join(storage.open(kept.blob)) == b"abc"
    assert [skipped.skipped, caught.skipped, skipped.blob, caught.blob] == ["too_large", "too_large", "", ""]


def test_a_channel_without_subjects_has_one_thread_a_person(db: None) -> None:
    chat = Channel.objects.create(kind="sandbox", name="sandbox", handle="sandbox")

    def say(key: str, who: str) -> Message:
        return receive(chat, Inbound(dedupe_key=key, external_id=key, sender=Party(who, "", "from"), text="안녕하세요")).message

    assert say("1", "a").conversation_id == say("2", "a").conversation_id != say("3", "b").conversation_id
