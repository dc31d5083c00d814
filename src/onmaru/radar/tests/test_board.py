"""The board shows what an agent may see, in a bounded number of queries, and each press answers with the board as it is then."""

import pytest
import pytest_django
from django.test import Client
from django.urls import reverse

from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.models import Channel, Conversation, Merge
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent, Team
from onmaru.people.roles import Role
from onmaru.radar.models import Duplicate, Evening, Miss
from onmaru.radar.tests.conftest import Write, at

BOARD = "/desk/radar/"
HTMX = {"HTTP_HX_REQUEST": "true", "HTTP_HX_CURRENT_URL": f"https://desk.example{BOARD}"}


@pytest.fixture
def desk(client: Client, minji: Agent) -> Client:
    client.force_login(minji)
    return client


def test_both_columns_say_why(write: Write, form: Channel, minji: Agent, desk: Client) -> None:
    assert "Nobody was missed" in desk.get(BOARD).content.decode()
    write(when=at(18, "11:00"))
    write("주문 20261120-0001 언제 오나요?", "010-1234-5678", channel=form, when=at(18, "11:12"), name="")
    silent = write("교환하고 싶어요.", "minsu@customer.example", name="박민수")
    resolve(silent, minji)
    run_waiting()
    page = desk.get(BOARD).content.decode()
    assert "the same order number 20261120-0001, within 12 min, E-mail and Contact form" in page
    assert "Resolved without any answer" in page and f"#{silent.pk} 박민수" in page
    assert "Nothing is there twice" not in page and "Nobody was missed" not in page


def test_merged_and_taken_back_from_the_board(write: Write, minji: Agent, desk: Client) -> None:
    first, second = write(when=at(18, "11:00")), write(when=at(18, "11:05"))
    Conversation.objects.filter(pk=second.pk).update(assignee=minji)
    pair = Duplicate.objects.get()
    address = reverse("desk_duplicate_merge", args=[pair.pk])
    page = desk.post(address, **HTMX).content.decode()  # pyright: ignore[reportArgumentType]
    # What somebody works on is kept.
    assert Conversation.objects.get(pk=first.pk).merged_into == second
    assert "Nothing is there twice" in page and f"{address}?_method=DELETE" in page
    assert "one conversation already" in desk.post(address, **HTMX).content.decode()  # pyright: ignore[reportArgumentType]
    page = desk.post(f"{address}?_method=DELETE", **HTMX).content.decode()  # pyright: ignore[reportArgumentType]
    assert Merge.objects.get().undone_at and f'id="duplicate-{pair.pk}"' in page
    desk.post(f"{address}?_method=DELETE")
    assert Duplicate.objects.get().ended_at is None


def test_without_scripts_it_leads_back_to_the_board(write: Write, desk: Client) -> None:
    write(when=at(18, "11:00"))
    write(when=at(18, "11:05"))
    address = reverse("desk_duplicate", args=[Duplicate.objects.get().pk])
    assert desk.post(address)["Location"] == BOARD
    assert Duplicate.objects.get().ended == Duplicate.Ended.REFUSED
    assert desk.post(address, {"_method": "DELETE"}).status_code == 302
    assert Duplicate.objects.get().ended_at is None


def test_who_may_not_see_one_of_the_two_is_not_told_of_the_other(write: Write, desk: Client, junho: Agent, client: Client) -> None:
    write(when=at(18, "11:00"))
    second = write(when=at(18, "11:05"))
    Conversation.objects.filter(pk=second.pk).update(team=Team.objects.create(name="물류팀"))
    pair = Duplicate.objects.get()
    assert "Nothing is there twice" in desk.get(BOARD).content.decode()
    for name in ("desk_duplicate", "desk_duplicate_merge"):
        assert desk.post(reverse(name, args=[pair.pk])).status_code == 404
    client.force_login(junho)
    assert f'id="duplicate-{pair.pk}"' in client.get(BOARD).content.decode()


def test_what_could_not_be_read_is_for_those_who_may_look_into_the_tray(desk: Client, mailbox: Channel, junho: Agent) -> None:
    delivery = mailbox.deliveries.create(source="imap", key="k", raw=b"x", size=1, received_at=at(18, "10:00"), state="tray")  # pyright: ignore[reportAttributeAccessIssue]
    miss = Miss.objects.create(delivery=delivery, cause="unread", since=at(18, "10:00"), found_at=at(18, "10:01"))
    assert "Look into the tray" not in desk.get(BOARD).content.decode()
    assert desk.post(reverse("desk_miss", args=[miss.pk])).status_code == 404
    desk.force_login(junho)
    assert "Look into the tray" in desk.get(BOARD).content.decode()


def test_who_only_comments_does_not_come_here(client: Client, wednesday: object) -> None:
    client.force_login(Agent.objects.create(email="seoyeon@haru.example", name="이서연", role=Role.LIGHT))
    assert client.get(BOARD).status_code == 403


def test_however_much_there_is_the_board_asks_the_same(
    write: Write, desk: Client, junho: Agent, django_assert_max_num_queries: pytest_django.DjangoAssertNumQueries
) -> None:
    for number in range(6):
        write(f"주문번호 20261120-000{number // 2} 배송 문의", f"c{number}@customer.example", quietly=True)
    rows = Conversation.objects.all()
    Miss.objects.bulk_create([Miss(conversation=row, cause="late", since=at(18, "09:00"), found_at=at(18, "09:30")) for row in rows])
    Evening.objects.create(day=at(17, "18:00").date(), missed=0, duplicates=2, looked_at=at(17, "18:00"))
    desk.force_login(junho)
    desk.get(BOARD)
    with django_assert_max_num_queries(12):
        page = desk.get(BOARD).content.decode()
    assert page.count('id="miss-') == 6 and page.count('id="duplicate-') == 3
    assert "11/17" in page
