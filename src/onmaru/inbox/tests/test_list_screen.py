from datetime import timedelta

import pytest
from django.test import Client
from django.utils.timezone import localdate

from onmaru.inbox.actions.assign import assign
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.actions.tag import tag
from onmaru.inbox.models import Channel, ChannelHours, Conversation
from onmaru.inbox.queries import PAGE, NoSuchView, matching
from onmaru.inbox.tests.conftest import Write
from onmaru.inbox.tests.many import fill
from onmaru.kit import clock
from onmaru.people.models import Agent, BusinessHours, Shop, Team

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def desk(minji: Agent, client: Client) -> Client:
    Shop.objects.create(name="하루상점")
    client.force_login(minji)
    return client


def test_the_house_opens_on_the_desk(desk: Client) -> None:
    assert desk.get("/").headers["Location"] == "/desk/"
    assert desk.get("/desk/").headers["Location"] == "/desk/views/mine/"


def test_without_a_shop_the_house_opens_on_the_set_up(db: None, client: Client) -> None:
    assert client.get("/").headers["Location"] == "/setup/"


def test_a_line_says_who_wrote_what(desk: Client, write: Write) -> None:
    conversation = write("언제 오나요?", by="yuna@customer.example", subject="배송 문의").conversation
    tag(conversation, "배송", Agent.objects.get())
    body = desk.get("/desk/views/unassigned/").content.decode()
    assert "Yuna" in body
    assert "배송 문의" in body
    assert "언제 오나요?" in body
    assert f'id="row-{conversation.pk}"' in body
    assert "data-unread" in body


def test_every_view_shows_its_own(desk: Client, write: Write, minji: Agent) -> None:
    mine, done = write(by="a@customer.example").conversation, write(by="b@customer.example").conversation
    assign(mine, minji)
    resolve(done, minji)

    def shown(view: str) -> set[int]:
        return {row.pk for row in desk.get(f"/desk/views/{view}/").context["page"].rows}

    assert shown("mine") == {mine.pk}
    assert shown("unassigned") == set()
    assert shown("all") == {mine.pk}
    assert shown("resolved") == {done.pk}
    assert shown(f"team-{mine.team_id}") == {mine.pk}  # pyright: ignore[reportAttributeAccessIssue]
    assert shown(f"channel-{mine.channel_id}") == {mine.pk}  # pyright: ignore[reportAttributeAccessIssue]


@pytest.mark.parametrize("view", ["nothing", "team-", "team-x", "mine-1", "team-99999999999999999999"])
def test_an_unknown_view_is_not_there(desk: Client, view: str) -> None:
    assert desk.get(f"/desk/views/{view}/").status_code == 404


def test_pages_follow_each_other_without_gap_or_repetition(desk: Client, mailbox: Channel) -> None:
    fill(mailbox, PAGE * 2 + 5)
    seen: list[int] = []
    after, more = "", True
    for _ in range(3):
        page = desk.get(f"/desk/views/unassigned/?after={after}", headers=PARTIAL).context["page"]
        seen += [row.pk for row in page.rows]
        after, more = page.end, page.more
    assert seen == list(Conversation.objects.newest_first().values_list("pk", flat=True))
    assert not more


def test_a_refresh_gives_all_lines_down_to_the_last_shown(desk: Client, mailbox: Channel, write: Write) -> None:
    fill(mailbox, PAGE + 10)
    first = desk.get("/desk/views/unassigned/", headers=PARTIAL).context["page"]
    second = desk.get(f"/desk/views/unassigned/?after={first.end}", headers=PARTIAL).context["page"]
    write(by="new@customer.example")
    page = desk.get(f"/desk/views/unassigned/?until={second.end}", headers=PARTIAL).context["page"]
    assert len(page.rows) == PAGE + 11
    assert page.rows[0].customer.name == "New"


def test_a_view_of_another_team_is_empty(desk: Client, write: Write) -> None:
    conversation = write().conversation
    other = Team.objects.create(name="상품 문의")
    Conversation.objects.filter(pk=conversation.pk).update(team=other)
    assert not desk.get("/desk/views/all/").context["page"].rows
    assert not desk.get(f"/desk/views/team-{other.pk}/").context["page"].rows


def test_the_list_needs_few_queries(desk: Client, write: Write, django_assert_max_num_queries) -> None:
    for number in range(30):
        write(by=f"c{number}@customer.example")
    with django_assert_max_num_queries(12) as few:
        desk.get("/desk/views/unassigned/")
    count = len(few)
    for number in range(30, 45):
        write(by=f"c{number}@customer.example")
    with django_assert_max_num_queries(count):
        desk.get("/desk/views/unassigned/")


def test_waiting_is_held_against_the_shop_on_days_when_it_is_open(desk: Client, write: Write) -> None:
    conversation = write().conversation
    now = clock.now()
    Conversation.objects.update(customer_waiting_since=now - timedelta(hours=10))

    def shown() -> str:
        return desk.get("/desk/views/all/").context["page"].rows[0].patience

    always = [[["00:00", "24:00"]]] * 7
    hours = BusinessHours.objects.create(week=always, holidays="")
    assert shown() == "late"
    hours.days = {(localdate(now) - timedelta(days=days)).isoformat(): [] for days in range(2)}
    hours.save()
    assert shown() == "fresh"
    # The hours of its channel come before those of the team and of everyone.
    ChannelHours.objects.create(channel=conversation.channel, week=always, holidays="")
    assert shown() == "late"


def test_counters_stop_counting(desk: Client, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onmaru.inbox.counting.MOST_COUNTED", 2)
    for number in range(3):
        write(by=f"c{number}@customer.example")
    entries = {entry.key: entry.count for entry in desk.get("/desk/rail/").context["fixed"]}
    assert entries["unassigned"] == 2
    assert entries["mine"] == 0


def test_a_list_and_its_lines_say_what_they_are(desk: Client, write: Write, minji: Agent) -> None:
    conversation = write().conversation
    body = desk.get("/desk/views/unassigned/").content.decode()
    assert 'data-view="unassigned" data-terms=""' in body
    assert f'data-row data-id="{conversation.pk}"' in body
    assert [row.pk for row in matching(minji, {"view": "unassigned"})] == [conversation.pk]
    assert not matching(minji, {"view": ["mine"]})
    with pytest.raises(NoSuchView):
        matching(minji, {"view": "nothing"})
