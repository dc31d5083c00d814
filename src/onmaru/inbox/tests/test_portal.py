"""My inquiries: what customers see there, and what they can do."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from onmaru.customers.actions.merge import merge
from onmaru.customers.models import Customer
from onmaru.inbox.actions.note import note
from onmaru.inbox.actions.receive import receive
from onmaru.inbox.actions.reply import Sending, reply
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.actions.spam import mark_spam
from onmaru.inbox.actions.transfer import transfer
from onmaru.inbox.inbound import Inbound, Party
from onmaru.inbox.models import Channel, Conversation, Message
from onmaru.inbox.portal import promises
from onmaru.inbox.tests.portal_people import (
    HANEUL,
    PNG,
    YUNA,
    asked,
    came_in,
    left,
    opened,
    text_of,
)
from onmaru.inbox.tests.portal_people import (
    hers as hers,
)
from onmaru.inbox.tests.portal_people import (
    his as his,
)
from onmaru.inbox.tests.portal_people import (
    mailbox as mailbox,
)
from onmaru.inbox.tests.portal_people import (
    minji as minji,
)
from onmaru.inbox.tests.portal_people import (
    shop as shop,
)
from onmaru.kit import clock
from onmaru.people.models import Agent, Team


def test_only_what_was_said_to_them_is_shown(hers: Conversation, mailbox: Channel, minji: Agent) -> None:
    note(hers, minji, "내부 메모: 까다로운 고객")
    left(reply(hers, minji, "**새 머그컵**을 보내 드릴게요."))
    reply(hers, minji, "아직 떠나지 않은 말")
    reply(hers, minji, "내일 보낼 말", sending=Sending(at=clock.now() + timedelta(days=1)))
    courier = Inbound("c", "c", Party("yongho@courier.example", "용호", "from"), "고객 주소가 이상합니다.")
    receive(mailbox, courier, into=hers)
    machine = Inbound("m", "m", Party(YUNA, "", "from"), "부재중 자동 응답", machine="auto_reply")
    receive(mailbox, machine, into=hers)
    page = text_of(came_in(YUNA), f"/inquiries/{hers.pk}/")
    assert "<strong>새 머그컵</strong>" in page and "김민지" in page
    for hidden in ("까다로운", "떠나지 않은", "내일 보낼", "이상합니다", "부재중", "minji@haru.example", "courier"):
        assert hidden not in page, hidden
    assert "떠나지 않은" not in text_of(came_in(YUNA), "/inquiries/")


def test_what_customers_wrote_is_escaped(mailbox: Channel) -> None:
    conversation = asked(mailbox, YUNA, "<script>alert(1)</script> [x](javascript:alert(1))", "<img src=x onerror=alert(1)>")
    page = text_of(came_in(YUNA), f"/inquiries/{conversation.pk}/")
    assert "<script>" not in page and "<img src=x" not in page and 'href="javascript' not in page


def test_stage_team_and_promised_time(hers: Conversation, minji: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    yuna = came_in(YUNA)
    address = f"/inquiries/{hers.pk}/"

    def stage() -> str:
        return re.findall(r'aria-current="step">([^<]+)<', text_of(yuna, address))[0]

    due = clock.now() + timedelta(hours=2)
    monkeypatch.setattr(promises, "_promises", [lambda numbers: {hers.pk: due}])
    assert stage() == "Received"
    assert "by " in text_of(yuna, address)
    team = Team.objects.create(name="배송팀")
    transfer(hers, team)
    assert "배송팀" in text_of(yuna, address)
    Conversation.objects.filter(pk=hers.pk).update(assignee=minji)
    assert stage() == "Being looked at"
    with clock.frozen_at(due + timedelta(minutes=1)):
        assert "We are sorry" in text_of(yuna, address), "a time that passed is not promised any more"
    left(reply(hers, minji, "보냈습니다."))
    assert stage() == "Answered"
    yuna.post(address, {"text": "아직 안 왔어요."})
    assert stage() == "Being looked at"
    resolve(hers, minji)
    assert stage() == "Resolved"


def test_answering_attaching_closing_and_taking_up_again(hers: Conversation, minji: Agent) -> None:
    yuna = came_in(YUNA)
    address = f"/inquiries/{hers.pk}/"
    said = {"text": "사진을 보냅니다.", "once": "abc", "attachments": [SimpleUploadedFile("둘째.png", PNG)]}
    for _ in range(2):
        said["attachments"] = [SimpleUploadedFile("둘째.png", PNG)]
        assert yuna.post(address, said).status_code == 302
    message = hers.messages.get(text="사진을 보냅니다.")
    [file] = message.attachments.all()
    answer = yuna.get(f"{address}files/{file.pk}/")
    assert opened(answer) == PNG
    assert answer.headers["Content-Type"] == "image/png" and "sandbox" in answer.headers["Content-Security-Policy"]
    refused = yuna.post(address, {"text": "이건 남아요", "attachments": [SimpleUploadedFile("x.png", b"<html>")]})
    assert refused.status_code == 422 and "이건 남아요" in refused.content.decode()
    yuna.post(f"{address}closure/")
    hers.refresh_from_db()
    assert hers.status == Conversation.Status.RESOLVED
    yuna.post(f"{address}closure/end/")
    hers.refresh_from_db()
    assert hers.status == Conversation.Status.OPEN and hers.customer_waiting_since
    resolve(hers, minji)
    yuna.post(address, {"text": "그런데 하나 더요."})
    hers.refresh_from_db()
    assert (hers.status, hers.episodes.count()) == (Conversation.Status.OPEN, 3)


def test_a_photo_needs_no_words_and_nothing_at_all_is_nothing(hers: Conversation) -> None:
    yuna, address = came_in(YUNA), f"/inquiries/{hers.pk}/"
    assert yuna.post(address, {"text": " ", "once": "a"}).status_code == 422
    photo = SimpleUploadedFile("사진.png", PNG)
    assert yuna.post(address, {"text": "", "once": "b", "attachments": [photo]}).status_code == 302
    message = hers.messages.get(text="")
    assert [file.name for file in message.attachments.all()] == ["사진.png"]
    assert text_of(yuna, address).count('class="saying"') == 2


def test_a_person_writes_only_so_much_at_once(hers: Conversation) -> None:
    yuna = came_in(YUNA)
    statuses = [yuna.post(f"/inquiries/{hers.pk}/", {"text": f"{number}번째"}).status_code for number in range(12)]
    assert statuses[:8] == [302] * 8 and statuses[-1] == 429


def test_deleted_spam_and_merged_people(hers: Conversation, his: Conversation, minji: Agent) -> None:
    mark_spam(his)
    assert "린넨" not in text_of(came_in(HANEUL), "/inquiries/")
    Conversation.objects.update(spam_marked_at=None)
    merge(Customer.objects.get(pk=his.customer_id), Customer.objects.get(pk=hers.customer_id), minji)
    page = text_of(came_in(HANEUL), "/inquiries/")
    assert "린넨" in page and "머그컵" in page, "whoever was found to be one person sees all of it"
    Conversation.objects.filter(pk=hers.pk).update(deleted_at=clock.now())
    assert "머그컵" not in text_of(came_in(HANEUL), "/inquiries/")


def test_pages_cost_the_same_however_much_there_is(
    mailbox: Channel, minji: Agent, django_assert_max_num_queries: Callable[..., object]
) -> None:
    conversation = asked(mailbox, YUNA, "첫 문의입니다", "첫 제목")
    for number in range(24):
        asked(mailbox, YUNA, f"{number}번째 문의입니다", f"제목 {number}")
    first_said = Message.objects.get(conversation=conversation)
    Message.objects.bulk_create(
        Message(
            conversation=conversation,
            episode_id=first_said.episode_id,
            channel=mailbox,
            direction="in",
            text=f"말 {number}",
            created_at=first_said.created_at + timedelta(seconds=number),
        )
        for number in range(1, 56)
    )
    yuna = came_in(YUNA)
    with django_assert_max_num_queries(12):  # pyright: ignore[reportGeneralTypeIssues]
        first = text_of(yuna, "/inquiries/")
    assert first.count('class="inquiry"') == 20
    more = re.findall(r"\?before=[^\"]+", first)[0]
    second = text_of(yuna, f"/inquiries/{more}")
    assert second.count('class="inquiry"') == 5 and "?before" not in second
    with django_assert_max_num_queries(12):  # pyright: ignore[reportGeneralTypeIssues]
        page = text_of(yuna, f"/inquiries/{conversation.pk}/")
    assert page.count('class="saying"') == 50
    assert text_of(yuna, f"/inquiries/{conversation.pk}/{re.findall(r'[?]before=[0-9]+', page)[0]}").count('class="saying"') == 6
