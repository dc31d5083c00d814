from datetime import timedelta
from smtplib import SMTPException

import pytest
import pytest_django
from django.core import mail

from onmaru.inbox.actions.look import look
from onmaru.inbox.actions.note import note
from onmaru.inbox.models import Channel
from onmaru.inbox.tests.conftest import Write
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.notices.actions.digest import digest
from onmaru.notices.actions.read import read_conversation
from onmaru.notices.actions.wish import wish
from onmaru.notices.models import Notice
from onmaru.people.models import Agent

pytestmark = pytest.mark.django_db
HALF_AN_HOUR = timedelta(minutes=31)


@pytest.fixture(autouse=True)
def outbox(settings: pytest_django.Settings, minji: Agent) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.PUBLIC_URL = "https://desk.haru.example"
    wish(minji, quiet="never")


def later(pause: timedelta = HALF_AN_HOUR) -> None:
    with clock.frozen_at(clock.now() + pause):
        run_waiting(until=clock.now())


def test_what_stays_unread_is_one_mail_and_never_a_second(write: Write, minji: Agent, junho: Agent) -> None:
    one = write("비밀 내용", subject="배송 문의").conversation
    two = write(by="b@customer.example", subject="환불").conversation
    for conversation in (one, two, one):
        note(conversation, junho, "@민지 비밀 메모")
    run_waiting()
    assert mail.outbox == []
    later()
    [sent] = mail.outbox
    assert sent.to == ["minji@haru.example"]
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated" and sent.extra_headers["X-Auto-Response-Suppress"] == "All"
    body = str(sent.body)
    assert f"https://desk.haru.example/desk/conversations/{one.pk}/" in body and body.count(f"#{one.pk}:") == 1
    assert not any(word in body + sent.subject for word in ("비밀", "배송", "환불", "customer.example"))
    assert not digest(minji.pk)
    later(HALF_AN_HOUR * 3)
    assert len(mail.outbox) == 1


def test_subjects_only_by_choice(write: Write, minji: Agent, junho: Agent) -> None:
    wish(minji, names_subjects=True)
    note(write("비밀 내용", subject="배송 문의").conversation, junho, "@민지 비밀 메모")
    run_waiting()
    later()
    assert "배송 문의" in str(mail.outbox[0].body) and "비밀" not in str(mail.outbox[0].body)


def test_no_mail_for_who_read_it_is_here_or_wants_none(write: Write, minji: Agent, junho: Agent) -> None:
    conversation = write().conversation
    note(conversation, junho, "@민지")
    run_waiting()
    with clock.frozen_at(clock.now() + HALF_AN_HOUR):
        look(minji, "tab", None)
        run_waiting(until=clock.now())
    assert mail.outbox == [] and Notice.objects.get().mailed_at is None
    # Still unread when they have gone: then it is mailed.
    later(HALF_AN_HOUR * 2)
    assert len(mail.outbox) == 1
    note(conversation, junho, "@민지")
    run_waiting()
    read_conversation(minji, conversation.pk)
    later()
    wish(minji, digest_after=0)
    note(conversation, junho, "@민지")
    run_waiting()
    later()
    assert len(mail.outbox) == 1


def test_quiet_hours_put_it_off(write: Write, minji: Agent, junho: Agent) -> None:
    wish(minji, quiet="hours", quiet_from="00:00", quiet_to="23:59:59")
    note(write().conversation, junho, "@민지")
    run_waiting()
    later()
    assert mail.outbox == []
    wish(minji, quiet="never")
    later(timedelta(hours=25))
    assert len(mail.outbox) == 1


def test_an_address_that_we_fetch_is_never_written_to(write: Write, minji: Agent, junho: Agent) -> None:
    Channel.objects.create(kind="email", name="민지", handle="Minji@haru.example")
    note(write().conversation, junho, "@민지")
    run_waiting()
    later()
    assert mail.outbox == []


def test_a_mail_server_that_is_down_is_tried_again(write: Write, minji: Agent, junho: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    def down(*ignored: object) -> None:
        raise SMTPException("refused")

    note(write().conversation, junho, "@민지")
    run_waiting()
    with monkeypatch.context() as broken:
        broken.setattr("django.core.mail.EmailMessage.send", down)
        later()
    assert mail.outbox == [] and Notice.objects.get().mailed_at is None
    later(timedelta(hours=2))
    assert len(mail.outbox) == 1
