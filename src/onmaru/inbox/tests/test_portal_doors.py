"""My inquiries: who gets in, and who does not."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.conf import settings as deployment
from django.core import mail, signing
from django.test import Client
from pytest_django import Settings

from onmaru.inbox.actions.merge import merge
from onmaru.inbox.models import Attachment, Channel, Conversation, Message, PortalKey
from onmaru.inbox.portal import links, shop_sign_in
from onmaru.inbox.tests.portal_people import (
    HANEUL,
    YUNA,
    asked,
    came_in,
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
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent
from onmaru.people.roles import Role


def test_a_link_by_mail_opens_ones_own_inquiries_once(hers: Conversation, his: Conversation) -> None:
    yuna = came_in(YUNA)
    page = text_of(yuna, "/inquiries/")
    assert "머그컵 파손" in page and "린넨 셔츠" not in page
    [letter] = mail.outbox
    link = re.findall(r"http\S+", str(letter.body))[0]
    assert link.startswith(deployment.PUBLIC_URL)
    path = link.removeprefix(deployment.PUBLIC_URL)
    again = Client()
    assert again.get(path).status_code == 410 and again.post(path).status_code == 410
    assert again.get("/inquiries/").status_code == 302


def test_looking_at_the_link_opens_nothing_and_late_it_opens_nothing_either(hers: Conversation) -> None:
    client = Client()
    client.post("/inquiries/sign-in/", {"email": YUNA})
    run_waiting()
    path = re.findall(r"/inquiries/sign-in/[\w-]+/", str(mail.outbox[0].body))[0]
    assert client.get(path).status_code == 200
    assert client.get("/inquiries/").status_code == 302
    with clock.frozen_at(clock.now() + timedelta(minutes=16)):
        assert client.get(path).status_code == 410 and client.post(path).status_code == 410
    assert client.post(path).status_code == 302
    with clock.frozen_at(clock.now() + timedelta(hours=25)):
        assert client.get("/inquiries/").status_code == 302, "a session ends"


def test_whether_an_address_is_known_shows_nowhere(hers: Conversation) -> None:
    said = []
    for handle in (YUNA, "nobody@customer.example", "minji@haru.example"):
        answer = Client().post("/inquiries/sign-in/", {"email": handle})
        said.append((answer.status_code, answer.content.decode().replace(handle, "x")))
    assert said[0] == said[1] == said[2]
    run_waiting()
    assert [one.to for one in mail.outbox] == [[YUNA]]


def test_nobody_is_flooded_and_whoever_asks_on_and_on_waits(hers: Conversation) -> None:
    for number in range(5):
        assert Client().post("/inquiries/sign-in/", {"email": YUNA}, REMOTE_ADDR=f"203.0.113.{number}").status_code == 200
    run_waiting()
    assert len(mail.outbox) == 3
    answers = [Client().post("/inquiries/sign-in/", {"email": f"{n}@x.example"}, REMOTE_ADDR="198.51.100.1").status_code for n in range(11)]
    assert answers == [200] * 10 + [429]
    assert Client().post("/inquiries/sign-in/", {"email": HANEUL}, REMOTE_ADDR="198.51.100.2").status_code == 200


@pytest.fixture
def doors(hers: Conversation, his: Conversation) -> list[tuple[str, str]]:
    """Every address of the portal that shows or changes something of 하늘."""
    file = Attachment.objects.get(message__conversation=his)
    return [
        ("get", f"/inquiries/{his.pk}/"),
        ("post", f"/inquiries/{his.pk}/"),
        ("post", f"/inquiries/{his.pk}/closure/"),
        ("post", f"/inquiries/{his.pk}/closure/end/"),
        ("get", f"/inquiries/{his.pk}/files/{file.pk}/"),
        # His file under her number.
        ("get", f"/inquiries/{hers.pk}/files/{file.pk}/"),
    ]


@pytest.mark.parametrize("who", ["another", "expired", "nobody", "an agent", "a forged link", "another's link", "an old link"])
def test_nobody_else_gets_in(who: str, doors: list[tuple[str, str]], hers: Conversation, his: Conversation, minji: Agent) -> None:
    client = Client()
    if who == "another":
        client = came_in(YUNA)
    elif who == "expired":
        with clock.frozen_at(clock.now() - timedelta(hours=25)):
            client = came_in(HANEUL)
    elif who == "an agent":
        minji.role = Role.OWNER
        minji.save()
        client.force_login(minji)
    elif who == "a forged link":
        assert client.get(f"/inquiries/link/{signing.dumps(his.pk, salt='another')}/").status_code == 410
    elif who == "another's link":
        assert client.get(links.link_for(hers).removeprefix(deployment.PUBLIC_URL)).status_code == 302
    elif who == "an old link":
        link = links.link_for(his).removeprefix(deployment.PUBLIC_URL)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(links, "LASTS", timedelta(0))
            assert client.get(link).status_code == 410
    before = (Message.objects.count(), his.status)
    for method, address in doors:
        answer = getattr(client, method)(address, {"text": "끼어들기"})
        assert answer.status_code == 404, (who, method, address)
    his.refresh_from_db()
    assert (Message.objects.count(), his.status) == before
    # What could not be caught would prove nothing: for himself each door opens.
    for method, address in doors[:1] + doors[4:5]:
        assert opened(getattr(came_in(HANEUL), method)(address))


def test_the_link_of_a_mail_opens_its_one_conversation(hers: Conversation, mailbox: Channel) -> None:
    other = asked(mailbox, YUNA, "다른 이야기", "다른 제목입니다")
    client = Client()
    answer = client.get(links.link_for(hers).removeprefix(deployment.PUBLIC_URL))
    assert answer.headers["Location"] == f"/inquiries/{hers.pk}/"
    assert "머그컵 손잡이가" in text_of(client, f"/inquiries/{hers.pk}/")
    assert client.get(f"/inquiries/{other.pk}/").status_code == 404
    assert client.get("/inquiries/").status_code == 302
    client.post(f"/inquiries/{hers.pk}/", {"text": "링크로 답합니다."})
    assert hers.messages.get(text="링크로 답합니다.").sender_handle == YUNA


def test_what_was_merged_is_found_where_it_goes_on(hers: Conversation, his: Conversation, mailbox: Channel, minji: Agent) -> None:
    before, other = asked(mailbox, YUNA, "컵 하나 더 깨졌어요", "컵 파손"), asked(mailbox, YUNA, "또 다른 이야기", "다른 제목")
    link = links.link_for(before).removeprefix(deployment.PUBLIC_URL)
    merge(before, hers, minji)
    client = Client()
    assert client.get(link).headers["Location"] == f"/inquiries/{hers.pk}/"
    assert "컵 하나 더" in text_of(client, f"/inquiries/{hers.pk}/")
    assert came_in(YUNA).get(f"/inquiries/{before.pk}/").headers["Location"] == f"/inquiries/{hers.pk}/"
    # Into somebody else's conversation it leads nobody.
    link = links.link_for(other).removeprefix(deployment.PUBLIC_URL)
    merge(other, his, minji)
    stranger = Client()
    stranger.get(link)
    assert [stranger.get(f"/inquiries/{one.pk}/").status_code for one in (other, his)] == [404, 404]


def test_without_an_address_for_customers_no_link_is_given(hers: Conversation, settings: Settings) -> None:
    settings.HAS_PUBLIC_URL = False
    assert links.link_for(hers) == ""


def test_the_shop_may_say_who_it_is(hers: Conversation, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shop_sign_in, "_proofs", [])
    message = hers.messages.get()
    shop_sign_in.register(lambda query: message.identity if query.get("hash") == "right" else None)
    assert Client().get("/inquiries/sign-in/shop/?hash=wrong").headers["Location"] == "/inquiries/sign-in/"
    yuna = Client()
    assert yuna.get("/inquiries/sign-in/shop/?hash=right").status_code == 302
    assert "머그컵 파손" in text_of(yuna, "/inquiries/")


def test_the_front_page_is_for_customers_and_agents_keep_their_desk(mailbox: Channel, minji: Agent) -> None:
    page = text_of(Client(headers={"accept-language": "en"}), "/")
    assert "My inquiries" in page and "<script" not in page
    desk = Client()
    desk.force_login(minji)
    assert desk.get("/").headers["Location"] == "/desk/"
    assert desk.get("/?portal").status_code == 200
    assert Client().get("/").headers["Cache-Control"] == "no-store, private"


def test_keys_are_forgotten_after_a_day(hers: Conversation) -> None:
    from onmaru.inbox.jobs import forget_portal_keys

    Client().post("/inquiries/sign-in/", {"email": YUNA})
    with clock.frozen_at(clock.now() + timedelta(days=2)):
        forget_portal_keys.func(timestamp=0)
    assert not PortalKey.objects.exists()
