"""Assigning, snoozing, resolving and the like from the desk."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from onmaru.inbox.desk.moments import presets
from onmaru.inbox.models import Conversation, Merge, Tag
from onmaru.inbox.tests.conftest import Write
from onmaru.kit import clock
from onmaru.people.hours import Calendar
from onmaru.people.models import Agent, Team
from onmaru.people.roles import Role

HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}
SEOUL = ZoneInfo("Asia/Seoul")


@pytest.fixture
def desk(minji: Agent, client: Client) -> Client:
    client.force_login(minji)
    return client


@pytest.fixture
def conversation(write: Write) -> Conversation:
    return write("언제 오나요?", subject="배송 문의").conversation


def thing(conversation: Conversation, name: str) -> str:
    return f"/desk/conversations/{conversation.pk}/{name}/"


def undo_of(response) -> str:
    body = response.content.decode()
    return body.split('hx-post="')[-1].split('"')[0].replace("&amp;", "&") if "data-undo" in body else ""


def test_assigning_and_taking_it_back(desk: Client, conversation: Conversation, minji: Agent, junho: Agent) -> None:
    desk.post(thing(conversation, "assignee"), {"agent": junho.pk})
    assert Conversation.objects.get().assignee == junho
    response = desk.post(thing(conversation, "assignee"), {"agent": minji.pk}, headers=HTMX)
    assert Conversation.objects.get().assignee == minji
    desk.post(undo_of(response), headers=HTMX)
    assert Conversation.objects.get().assignee == junho
    desk.post(thing(conversation, "assignee"), {"_method": "DELETE"})
    assert Conversation.objects.get().assignee is None


def test_the_choice_of_agents_is_those_who_can_take_it(desk: Client, conversation: Conversation, minji: Agent, junho: Agent) -> None:
    Agent.objects.create(email="seoyeon@haru.example", name="이서연", role=Role.LIGHT)
    Agent.objects.create(email="other@haru.example", name="남의팀", role=Role.AGENT)
    body = desk.get(thing(conversation, "assignee"), headers=HTMX).content.decode()
    assert "박준호" in body
    assert "이서연" not in body
    assert "남의팀" not in body


def test_a_light_agent_cannot_be_given_a_conversation(desk: Client, conversation: Conversation) -> None:
    light = Agent.objects.create(email="seoyeon@haru.example", name="이서연", role=Role.LIGHT)
    assert desk.post(thing(conversation, "assignee"), {"agent": light.pk}, headers=HTMX).status_code == 422
    assert Conversation.objects.get().assignee is None


def test_transferring_out_of_sight_closes_the_conversation(desk: Client, conversation: Conversation) -> None:
    other = Team.objects.create(name="상품 문의")
    response = desk.post(thing(conversation, "team"), {"team": other.pk, "because": "재고 문의예요"}, headers=HTMX)
    assert Conversation.objects.get().team == other
    assert "data-placeholder" in response.content.decode()
    assert desk.get(f"/desk/conversations/{conversation.pk}/").status_code == 404


def test_snoozing_and_waking(desk: Client, conversation: Conversation) -> None:
    until = clock.now() + timedelta(hours=1)
    response = desk.post(thing(conversation, "snooze"), {"until": until.isoformat()}, headers=HTMX)
    assert Conversation.objects.get().snoozed_until == until
    desk.post(undo_of(response), headers=HTMX)
    assert Conversation.objects.get().status == "open"


def test_a_time_without_a_zone_is_the_agents(desk: Client, conversation: Conversation) -> None:
    desk.post(thing(conversation, "snooze"), {"until_own": "2099-05-01T09:30"})
    assert Conversation.objects.get().snoozed_until == datetime(2099, 5, 1, 9, 30, tzinfo=SEOUL)


@pytest.mark.parametrize("until", ["2001-01-01T00:00", "soon", ""])
def test_snoozing_needs_a_moment_to_come(desk: Client, conversation: Conversation, until: str) -> None:
    assert desk.post(thing(conversation, "snooze"), {"until_own": until}, headers=HTMX).status_code == 422


def test_resolving_and_reopening(desk: Client, conversation: Conversation) -> None:
    desk.post(thing(conversation, "resolution"), headers=HTMX)
    # Nobody has said what it was about.
    assert Conversation.objects.get().status == "open"
    response = desk.post(thing(conversation, "resolution"), {"then": "resolve/delivery-late"}, headers=HTMX)
    assert Conversation.objects.get().status == "resolved"
    desk.post(undo_of(response), headers=HTMX)
    assert Conversation.objects.get().status == "open"


def test_spam_and_back(desk: Client, conversation: Conversation) -> None:
    desk.post(thing(conversation, "spam"))
    assert Conversation.objects.get().is_spam
    assert [row.pk for row in desk.get("/desk/views/spam/").context["page"].rows] == [conversation.pk]
    desk.delete(thing(conversation, "spam"))
    assert not Conversation.objects.get().is_spam


def test_tags(desk: Client, conversation: Conversation) -> None:
    desk.post(thing(conversation, "tags"), {"name": " #환불  요청 "})
    assert Tag.objects.get().name == "환불 요청"
    assert "환불 요청" in desk.get(f"/desk/conversations/{conversation.pk}/").content.decode()
    assert "환불 요청" in desk.get("/desk/tags/").content.decode()
    desk.delete(thing(conversation, "tags") + "?name=환불 요청")
    assert Conversation.objects.get().taggings.count() == 0
    assert desk.post(thing(conversation, "tags"), {"name": "#"}, headers=HTMX).status_code == 422


def test_merging_is_previewed_and_can_be_undone_from_its_line(desk: Client, conversation: Conversation, write: Write) -> None:
    other = write("주문번호는 1234예요", by="yuna@work.example").conversation
    assert f"with={other.pk}" in desk.get(thing(conversation, "merge") + "?q=yuna@work", headers=HTMX).content.decode()
    assert f"with={other.pk}" in desk.get(thing(conversation, "merge"), {"q": f"#{other.pk}"}, headers=HTMX).content.decode()
    assert "주문번호는 1234예요" in desk.get(thing(conversation, "merge"), {"with": other.pk}, headers=HTMX).content.decode()
    desk.post(thing(conversation, "merge"), {"source": other.pk}, headers=HTMX)
    done = Merge.objects.get()
    body = desk.get(f"/desk/conversations/{conversation.pk}/").content.decode()
    assert "주문번호는 1234예요" in body
    assert f"/desk/merges/{done.pk}/undoing/" in body
    desk.post(f"/desk/merges/{done.pk}/undoing/")
    after = desk.get(f"/desk/conversations/{conversation.pk}/").content.decode()
    assert "주문번호는 1234예요" not in after.split('id="thread"')[1]
    assert f"/desk/merges/{done.pk}/undoing/" not in after


def test_first_who_wrote_and_then_what_about_is_offered_to_merge(desk: Client, write: Write) -> None:
    here = write(by="yuna@customer.example", subject="파손 문의").conversation
    stranger = write(by="haram@customer.example", subject="파손 문의").conversation
    theirs = write(by="yuna@customer.example", subject="쿠폰 문의").conversation
    both = write(by="yuna@customer.example", subject="교환 문의").conversation
    # Written today, a mail with this subject would have been filed here at once.
    Conversation.objects.filter(pk=both.pk).update(thread_subject=here.thread_subject)
    write(by="haram@customer.example", subject="배송 문의")
    Conversation.objects.filter(pk=write(by="sora@customer.example", subject="파손 문의").conversation.pk).update(
        spam_marked_at=clock.now()
    )
    page = desk.get(thing(here, "merge"), headers=HTMX).content.decode()
    offered = [int(number) for number in re.findall(r"[?&]with=(\d+)", page)]
    assert list(dict.fromkeys(offered)) == [both.pk, theirs.pk, stranger.pk]


def test_detaching_a_message(desk: Client, conversation: Conversation, write: Write) -> None:
    stray = write("다른 이야기인데요", answers=conversation.messages.get())
    response = desk.post(f"/desk/messages/{stray.pk}/detachment/", headers=HTMX)
    stray.refresh_from_db()
    assert stray.conversation != conversation
    assert f"source={stray.conversation.pk}" in undo_of(response)
    desk.post(undo_of(response), headers=HTMX)
    stray.refresh_from_db()
    assert stray.conversation == conversation


def test_presets_know_weekends_and_holidays() -> None:
    friday = datetime(2026, 11, 20, 15, 0, tzinfo=SEOUL)
    found = {str(preset.name): preset.at for preset in presets(friday, SEOUL, Calendar())}
    assert datetime(2026, 11, 21, 10, 0, tzinfo=SEOUL) in found.values()
    assert datetime(2026, 11, 23, 10, 0, tzinfo=SEOUL) in found.values()
    eve = datetime(2026, 12, 24, 15, 0, tzinfo=SEOUL)
    assert datetime(2026, 12, 28, 10, 0, tzinfo=SEOUL) in [preset.at for preset in presets(eve, SEOUL, Calendar())]
