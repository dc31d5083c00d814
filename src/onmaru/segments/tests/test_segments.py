"""Who belongs to which segment, and what knows of it: lists, rules, service levels, giving out."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from onmaru.automation.actions.switch_rule import switch_rule
from onmaru.automation.actions.write_rule import Written, make_rule
from onmaru.automation.models import RuleRun
from onmaru.customers.actions.edit import edit
from onmaru.customers.actions.identify import identify
from onmaru.customers.actions.merge import merge
from onmaru.customers.actions.unmerge import unmerge
from onmaru.customers.actions.vip import mark_vip, unmark_vip
from onmaru.customers.models import Customer, Organization
from onmaru.inbox.actions.tag import tag
from onmaru.inbox.asked import all_of, asked
from onmaru.inbox.counting import counts
from onmaru.inbox.filtering.filter import Asking
from onmaru.inbox.filtering.terms import Terms
from onmaru.inbox.models import Conversation, Tag
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent
from onmaru.routing.actions.arrange import serve_first
from onmaru.routing.models import Choice
from onmaru.routing.tests.conftest import Works
from onmaru.segments.actions.place import AT_ONCE, place, place_some
from onmaru.segments.actions.write import retire_segment, write_segment
from onmaru.segments.belonging import by_facts, size
from onmaru.segments.jobs import place_as_time_goes_by
from onmaru.segments.models import Membership, Segment
from onmaru.sla.actions.write_policy import write_policy
from onmaru.sla.models import Policy
from onmaru.sla.tests.conftest import Write, at

pytestmark = pytest.mark.django_db


def segment(junho: Agent, name: str = "고객", **terms: str) -> Segment:
    made = write_segment(None, junho, name, "", Terms.of({key.replace("_", "-"): value.split(",") for key, value in terms.items()}))
    run_waiting()
    return made


def members(one: Segment) -> set[str]:
    rows = Membership.objects.filter(segment=one, customer__person=None)
    return set(rows.values_list("customer__identities__handle", flat=True))


def test_each_fact_finds_whom_it_means(write: Write, junho: Agent) -> None:
    with clock.frozen_at(at(18, "11:00") - timedelta(days=40)):
        old = write(by="old@hanbit.example").customer
    new = write(by="new@customer.example")
    for _ in range(2):
        write(by="often@customer.example")
    hanbit = Organization.objects.create(name="한빛")
    edit(old, junho, organization=hanbit, language="en")
    mark_vip(new.customer, junho)
    tag(new, "도매", junho)
    run_waiting()
    number = str(Tag.objects.get().pk)
    for terms, whom in (
        ({"vip": "yes"}, {"new"}),
        ({"vip": "no"}, {"old", "often"}),
        ({"organization": str(hanbit.pk)}, {"old"}),
        ({"organization": "any"}, {"old"}),
        ({"language": "en,ja"}, {"old"}),
        ({"domain": "hanbit.example"}, {"old"}),
        ({"domain": "bit.example"}, set()),
        ({"conversations": "2.."}, {"often"}),
        ({"conversations": "..1"}, {"old", "new"}),
        ({"first": "30d"}, {"new", "often"}),
        ({"first": "over-30d"}, {"old"}),
        ({"tag": number}, {"new"}),
        ({"first": "30d", "vip": "no"}, {"often"}),
    ):
        made = segment(junho, str(terms), **terms)
        assert {handle.partition("@")[0] for handle in members(made)} == whom, terms
        facts = by_facts(list(Customer.objects.values_list("pk", flat=True)), [made.pk])
        assert sum(made.pk in some for some in facts.values()) == len(whom)


def test_it_follows_what_changes(write: Write, junho: Agent) -> None:
    vips, new, often = segment(junho, "VIP", vip="yes"), segment(junho, "신규", first="30d"), segment(junho, "단골", conversations="2..")
    yuna = write(by="yuna@customer.example").customer
    mark_vip(yuna, junho)
    run_waiting()
    assert members(vips) == {"yuna@customer.example"} and size(vips) == 1
    place([yuna.pk])
    assert Membership.objects.filter(segment=vips).count() == 1
    unmark_vip(yuna, junho)
    run_waiting()
    assert not members(vips)
    # What is one person now has written twice; both rows have what the person has.
    other = write(by="other@customer.example").customer
    assert not members(often)
    merged = merge(other, yuna, junho)
    run_waiting()
    assert set(Membership.objects.filter(segment=often).values_list("customer", flat=True)) == {yuna.pk, other.pk} and size(often) == 1
    unmerge(merged, junho)
    run_waiting()
    assert not members(often)
    with clock.frozen_at(clock.now() + timedelta(days=31)):
        place_as_time_goes_by.func(timestamp=0)
        run_waiting(clock.now())
        assert not members(new)
    retire_segment(new, junho)
    assert not retire_segment(new, junho)


def test_everybody_is_placed_some_thousand_at_a_time(junho: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("onmaru.segments.actions.place.AT_ONCE", 3)
    for number in range(7):
        identify("email", f"{number}@customer.example")
    made = segment(junho, "모두", first="30d")
    made.refresh_from_db()
    assert size(made) == 7 and made.placed_at is not None
    place_some(made.pk, 0)
    assert size(made) == 7 and AT_ONCE > 1000


def test_lists_are_filtered_without_a_query_a_row(write: Write, junho: Agent) -> None:
    made = segment(junho, "신규", first="30d")
    rows = [write(by=f"{number}@customer.example") for number in range(3)]
    with clock.frozen_at(at(18, "11:00") - timedelta(days=40)):
        write(by="old@customer.example")
    place_as_time_goes_by.func(timestamp=0)
    run_waiting()
    terms = {"segment": [str(made.pk)]}
    asks = all_of(asked(junho, "any", terms), Asking(junho))
    with CaptureQueriesContext(connection) as queries:
        found = set(asks.values_list("pk", flat=True))
    assert found == {row.pk for row in rows} and len(queries) == 1
    assert counts(junho, [], {"v-1": f"segment={made.pk}&status=open"}) == {"v-1": (3, False)}


def test_a_rule_sees_whoever_writes_for_the_first_time(write: Write, junho: Agent) -> None:
    made = segment(junho, "신규", first="30d")
    conditions = {"all": [{"field": "segment", "values": [str(made.pk)]}]}
    rule = make_rule(Written("신규 고객", "arrived", tree=conditions, effects=[{"key": "priority", "params": {"priority": 2}}]), junho)
    switch_rule(rule, True, junho)
    assert write(by="first@customer.example").priority == 2
    assert RuleRun.objects.get().why["all"][0]["is"] is True


def test_a_policy_is_for_those_who_belong_by_then(write: Write, junho: Agent) -> None:
    made = segment(junho, "도매", organization="any")
    write_policy(None, junho, segment=made, first=timedelta(hours=1), hours="open")
    run_waiting()
    conversation = write(by="order@hanbit.example")
    assert conversation.due_at == at(18, "18:00")
    edit(conversation.customer, junho, organization=Organization.objects.create(name="한빛"))
    run_waiting()
    conversation.refresh_from_db()
    assert conversation.due_at == at(18, "12:00")
    retire_segment(made, junho)
    run_waiting()
    conversation.refresh_from_db()
    assert conversation.due_at == at(18, "18:00") and Policy.objects.filter(segment=made).exists()


def test_who_belongs_is_served_first(write: Write, works: Works, junho: Agent) -> None:
    made = segment(junho, "거래처", domain="hanbit.example")
    assert serve_first([made], junho) and not serve_first([made], junho)
    with clock.frozen_at(at(18, "10:50")):
        other = write(by="other@customer.example")
    favoured = write(by="order@hanbit.example")
    place([favoured.customer_id])
    works("지우")
    run_waiting()
    first, second = Choice.objects.order_by("pk")
    assert (first.conversation_id, second.conversation_id) == (favoured.pk, other.pk)
    assert first.why[0] == "segment" and first.was_vip


def test_the_screen_teaches_makes_and_counts(client: Client, write: Write, junho: Agent) -> None:
    client.force_login(junho)
    write(by="yuna@customer.example")
    assert "아직" in client.get("/desk/settings/segments/").content.decode()
    new = "/desk/settings/segments/new/"
    assert client.post(new, {"name_ko": "모두"}).status_code == 422
    assert client.post(new, {"name_ko": "모두", "first_within": 3, "first_over": 3}).status_code == 422
    assert client.post(new, {"name_ko": "모두", "tag": "없는 태그"}).status_code == 422
    said = {
        "name_ko": "신규 고객",
        "name_en": "New customers",
        "first_within": 30,
        "least": 1,
        "language": [],
        "domain": "@Customer.example",
    }
    assert client.post(new, said).status_code == 302
    run_waiting()
    made = Segment.objects.get()
    assert made.terms == "conversations=1..&domain=customer.example&first=30d"
    page = client.get("/desk/settings/segments/").content.decode()
    assert "신규 고객" in page and f"?segment={made.pk}" in page
    assert client.post(new, said).status_code == 422
    shown = client.get(f"/desk/settings/segments/{made.pk}/").content.decode()
    assert 'value="30"' in shown and "customer.example" in shown
    assert client.post(f"/desk/settings/segments/{made.pk}/end/").status_code == 302
    assert not Membership.objects.exists() and Conversation.objects.count() == 1
