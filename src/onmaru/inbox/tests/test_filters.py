"""Every filter against rows, and what a list does with addresses that mean nothing."""

from datetime import timedelta

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onmaru.customers.models import Customer
from onmaru.inbox.actions.assign import assign
from onmaru.inbox.actions.define_field import define_field
from onmaru.inbox.actions.fill_field import fill_field
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.actions.tag import tag
from onmaru.inbox.filtering import registry
from onmaru.inbox.filtering.terms import Unreadable
from onmaru.inbox.models import Channel, Conversation, CustomField
from onmaru.inbox.queries import PAGE, matching, page
from onmaru.inbox.sorting import SORTS
from onmaru.inbox.tests.conftest import Write
from onmaru.inbox.tests.many import fill
from onmaru.kit import clock
from onmaru.people.models import Agent, Team

PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}


@pytest.fixture
def rows(write: Write, minji: Agent, junho: Agent) -> dict[str, Conversation]:
    """Five conversations: a waits for three hours, b is mine and tagged, c is resolved, d is somebody's English VIP case, e is spam."""
    found = {name: write(by=f"{name}@customer.example").conversation for name in "abcde"}
    now = clock.now()

    def has(name: str, **values: object) -> None:
        Conversation.objects.filter(pk=found[name].pk).update(**values)

    has("a", customer_waiting_since=now - timedelta(hours=3), created_at=now - timedelta(days=10), team=None)
    has("b", customer_waiting_since=None, has_attachments=True, priority=3)
    assign(found["b"], minji)
    tag(found["b"], "배송", minji)
    tag(found["d"], "교환", minji)
    resolve(found["c"], minji)
    has("d", language="en", undelivered_since=now, customer_waiting_since=now - timedelta(minutes=5))
    assign(found["d"], junho)
    Customer.objects.filter(pk=found["d"].customer_id).update(vip_marked_at=now)  # pyright: ignore[reportAttributeAccessIssue]
    has("e", spam_marked_at=now)
    return found


def shown(rows: dict[str, Conversation], agent: Agent, query: dict[str, str | list[str]]) -> str:
    found = set(matching(agent, {"view": "any", **query}).values_list("pk", flat=True))
    return "".join(sorted(name for name, row in rows.items() if row.pk in found))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, "abcd"),
        ({"status": "open"}, "abd"),
        ({"status": ["resolved", "snoozed"]}, "c"),
        ({"waiting": "any"}, "ad"),
        ({"waiting": "2h"}, "a"),
        ({"waiting": "no"}, "bc"),
        ({"agent": "me"}, "b"),
        ({"agent": "nobody"}, "ac"),
        ({"agent": ["me", "nobody"]}, "abc"),
        ({"team": "none"}, "a"),
        ({"tag": "배송"}, "b"),
        ({"tag": ["배송", "교환"]}, "bd"),
        ({"tag": "*"}, "bd"),
        ({"tag": "-"}, "ac"),
        ({"tag": "없는 태그"}, ""),
        ({"priority": "urgent"}, "b"),
        ({"vip": "yes"}, "d"),
        ({"vip": "no"}, "abc"),
        ({"activity": "today"}, "abcd"),
        ({"created": "over-3d"}, "a"),
        ({"resolved": "7d"}, "c"),
        ({"language": "en"}, "d"),
        ({"attachment": "yes"}, "b"),
        ({"undelivered": "yes"}, "d"),
        ({"spam": "yes"}, "e"),
        ({"spam": "no"}, "abcd"),
        ({"status": "open", "waiting": "any", "vip": "no"}, "a"),
        ({"view": "mine"}, "b"),
        ({"view": "mine", "agent": "", "tag": "교환"}, "d"),
        ({"view": "spam"}, "e"),
    ],
)  # fmt: skip
def test_each_filter_finds_its_own(rows: dict[str, Conversation], minji: Agent, query: dict[str, str | list[str]], expected: str) -> None:
    assert shown(rows, minji, query) == expected


def test_teams_and_channels_are_named_by_number(rows: dict[str, Conversation], minji: Agent, orders: Team) -> None:
    assert shown(rows, minji, {"team": str(orders.pk)}) == "bcd"
    assert shown(rows, minji, {"channel": str(rows["a"].channel_id)}) == "abcd"  # pyright: ignore[reportAttributeAccessIssue]
    assert shown(rows, minji, {"channel": "999"}) == ""


def test_fields_of_the_shops_own_are_filters(rows: dict[str, Conversation], minji: Agent) -> None:
    kinds = CustomField.Kind
    size = define_field(minji, "사이즈", kinds.CHOICE, ["S", "M"])
    price = define_field(minji, "금액", kinds.NUMBER)
    day = define_field(minji, "수거일", kinds.DATE)
    checked = define_field(minji, "확인", kinds.YES_NO)
    order = define_field(minji, "주문번호", kinds.TEXT)
    for name, field, text in [("a", size, "S"), ("b", size, "M"), ("a", price, "12,000"), ("b", price, "9000.5"), ("c", day, "2026-03-02"),
                              ("d", checked, "no"), ("b", checked, "yes"), ("d", order, "A-20260302-77")]:  # fmt: skip
        fill_field(rows[name], field, text)
    assert shown(rows, minji, {size.key: ["S", "M"]}) == "ab"
    assert shown(rows, minji, {price.key: "10000.."}) == "a"
    assert shown(rows, minji, {price.key: "9000.5"}) == "b"
    assert shown(rows, minji, {day.key: "2026-03-01..2026-03-31"}) == "c"
    assert shown(rows, minji, {checked.key: "no"}) == "d"
    assert shown(rows, minji, {order.key: "0302"}) == "d"
    with pytest.raises(Unreadable):
        matching(minji, {"view": "any", "field-999": "S"})


def test_what_is_done_to_all_that_match_never_reaches_further_than_the_list(rows: dict[str, Conversation], minji: Agent) -> None:
    with pytest.raises(Unreadable):
        matching(minji, {"view": "any", "status": ["open", "nonsense"]})


@pytest.fixture
def desk(minji: Agent, client: Client) -> Client:
    client.force_login(minji)
    return client


def test_a_list_says_what_it_cannot_read_and_shows_nothing(desk: Client, rows: dict[str, Conversation]) -> None:
    response = desk.get("/desk/views/any/?status=nonsense")
    assert response.status_code == 200
    assert "nonsense" in response.content.decode()
    assert not response.context["page"].rows


def test_an_address_is_brought_into_its_one_form(desk: Client, rows: dict[str, Conversation]) -> None:
    assert desk.get("/desk/views/all/?waiting=2h&status=&x=1").headers["Location"] == "/desk/views/all/?status=&waiting=2h"
    assert desk.get("/desk/views/all/?status=open").headers["Location"] == "/desk/views/all/"
    assert desk.get("/desk/views/all/?status=&waiting=2h").status_code == 200


def test_a_filtered_list_stays_what_it_is(desk: Client, rows: dict[str, Conversation]) -> None:
    body = desk.get("/desk/views/all/?tag=%EB%B0%B0%EC%86%A1").content.decode()
    assert 'data-view="all" data-terms="tag=%EB%B0%B0%EC%86%A1"' in body
    assert f"/desk/conversations/{rows['b'].pk}/?view=all&amp;tag=%EB%B0%B0%EC%86%A1" in body
    opened = desk.get(f"/desk/conversations/{rows['b'].pk}/?view=all&tag=%EB%B0%B0%EC%86%A1")
    assert [row.pk for row in opened.context["page"].rows] == [rows["b"].pk]


@pytest.mark.parametrize("name", sorted(registry.known(())))
def test_every_filter_can_be_chosen(desk: Client, rows: dict[str, Conversation], name: str) -> None:
    for headers in (PARTIAL, {}):
        response = desk.get(f"/desk/filters/{name}/?view=mine&tag=x", headers=headers)
        assert response.status_code == 200
        assert 'name="tag" value="x"' in response.content.decode() or name == "tag"
    assert f"/desk/filters/{name}/" in desk.get("/desk/filters/?view=mine").content.decode()


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.dictionaries(st.sampled_from([*sorted(registry.known(())), "sort", "after", "until", "view"]), st.text(max_size=20)))
def test_no_address_breaks_a_list(desk: Client, rows: dict[str, Conversation], said: dict[str, str]) -> None:
    for headers in (PARTIAL, {}):
        assert desk.get("/desk/views/all/", said, headers=headers).status_code in {200, 302}


@pytest.mark.parametrize("sort", SORTS.values(), ids=lambda sort: sort.name)
def test_pages_in_every_order_follow_without_gap_or_repetition(sort, mailbox: Channel, minji: Agent) -> None:
    fill(mailbox, PAGE * 2 + 7)
    made = list(Conversation.objects.order_by("pk").values_list("pk", flat=True))
    same = clock.now()
    # Many share a place but for their number, and many do not wait at all.
    Conversation.objects.filter(pk__in=made[::2]).update(last_activity_at=same, created_at=same, priority=2, customer_waiting_since=None)
    seen: list[int] = []
    after = None
    while True:
        found = page(matching(minji, {"view": "all"}), after, sort=sort)
        seen += [row.pk for row in found.rows]
        after = found.end
        if not found.more:
            break
    assert seen == list(sort.order(Conversation.objects.all()).values_list("pk", flat=True))
    assert len(set(seen)) == len(made)
    assert [row.pk for row in page(matching(minji, {"view": "all"}), until=sort.read(str(after)), sort=sort).rows] == seen


def test_the_ends_of_a_stretch_are_days_and_no_people(client: Client, junho: Agent) -> None:
    client.force_login(junho)
    page = client.get("/desk/filters/created/?view=all").content.decode()
    assert "시작일" in page and "종료일" in page and "받는 사람" not in page
