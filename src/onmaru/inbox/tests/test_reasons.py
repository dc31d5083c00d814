"""What conversations are about: who says it, who may change it, and what the log keeps."""

import pytest
from django.test import Client

from onmaru.events import actor
from onmaru.events.models import Event
from onmaru.inbox.actions.give_reason import give_reason
from onmaru.inbox.actions.reopen import reopen
from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.models import Conversation, Episode, Reason
from onmaru.inbox.queries import matching
from onmaru.inbox.tests.conftest import Write
from onmaru.people.models import Agent
from onmaru.people.roles import Role

pytestmark = pytest.mark.django_db


def reason(key: str) -> Reason:
    return Reason.objects.get(key=key)


def test_the_product_comes_with_reasons_of_two_levels() -> None:
    groups = list(Reason.objects.groups())
    assert [group.key for group in groups[:3]] == ["delivery", "order", "return"]
    assert all(group.children.count() >= 2 for group in groups)
    assert not Reason.objects.filter(parent__parent__isnull=False).exists()
    assert all(one.name_ko and one.name_en for one in Reason.objects.all())


def test_a_reason_is_given_once_and_written_down(write: Write, minji: Agent) -> None:
    conversation = write().conversation
    assert give_reason(conversation, reason("delivery-late"))
    assert not give_reason(conversation, reason("delivery-late"))
    episode = Episode.objects.get(conversation=conversation)
    assert (episode.reason, episode.reason_by) == (reason("delivery-late"), None)
    assert episode.reason_at
    [event] = Event.objects.filter(name="reason.given")
    assert (event.actor_kind, event.data["before_id"], event.data["called"]["ko"]) == ("system", None, "배송 지연")


def test_what_an_agent_said_only_an_agent_changes(write: Write, minji: Agent, junho: Agent) -> None:
    conversation = write().conversation
    give_reason(conversation, reason("delivery-late"))
    assert give_reason(conversation, reason("delivery-lost"), by=actor.agent(minji.pk))
    assert not give_reason(conversation, reason("delivery-status"))
    assert Episode.objects.get(conversation=conversation).reason == reason("delivery-lost")
    assert give_reason(conversation, None, by=actor.agent(junho.pk))
    assert Event.objects.filter(name="reason.given").count() == 3


def test_an_agent_who_says_the_same_makes_it_theirs(write: Write, minji: Agent) -> None:
    conversation = write().conversation
    give_reason(conversation, reason("delivery-late"))
    thought_at = Episode.objects.get(conversation=conversation).reason_at
    assert not give_reason(conversation, reason("delivery-late"), by=actor.agent(minji.pk))
    assert not give_reason(conversation, reason("delivery-lost"))
    episode = Episode.objects.get(conversation=conversation)
    assert episode.reason_by == minji
    assert episode.reason_at and thought_at and episode.reason_at > thought_at


def test_the_next_episode_is_about_something_of_its_own(write: Write, minji: Agent) -> None:
    conversation = write().conversation
    give_reason(conversation, reason("delivery-late"), by=actor.agent(minji.pk))
    resolve(conversation, minji)
    reopen(conversation, minji)
    assert give_reason(conversation, reason("refund-status"))
    found = Episode.objects.filter(conversation=conversation).values_list("reason__key", flat=True)
    assert list(found) == ["delivery-late", "refund-status"]


HTMX = {"HX-Request": "true", "HX-Request-Type": "partial"}


def test_one_press_corrects_what_the_product_understood(write: Write, minji: Agent, client: Client) -> None:
    client.force_login(minji)
    conversation = write().conversation
    give_reason(conversation, reason("delivery-late"))
    url = f"/desk/conversations/{conversation.pk}/reason/"
    strip = client.get(f"/desk/conversations/{conversation.pk}/").content.decode()
    assert "is-guess" in strip
    assert 'value="delivery-lost"' in client.get(url, headers=HTMX).content.decode()
    body = client.post(url, {"reason": "delivery-lost"}, headers=HTMX).content.decode()
    assert "분실·미수령" in body
    assert "is-guess" not in body
    assert Episode.objects.get().reason_by == minji
    assert client.post(url, {"reason": "nonsense"}, headers=HTMX).status_code == 422
    undo = body.split("?reason=")[1].split('"')[0]
    client.post(f"{url}?reason={undo}", headers=HTMX)
    assert Episode.objects.get().reason == reason("delivery-late")
    client.post(url, {"_method": "DELETE"}, headers=HTMX)
    assert Episode.objects.get().reason is None


def test_lists_are_filtered_by_what_conversations_are_about_now(write: Write, minji: Agent, junho: Agent) -> None:
    late, lost, unknown = (write(by=f"{name}@customer.example").conversation for name in ("late", "lost", "unknown"))
    give_reason(late, reason("delivery-late"))
    give_reason(lost, reason("delivery-lost"))

    def found(*keys: str) -> set[Conversation]:
        return set(matching(junho, {"view": "any", "reason": list(keys)}))

    assert found("delivery-late") == {late}
    assert found("delivery") == {late, lost}
    assert found("-") == {unknown}
    assert found("refund", "-", "delivery-lost") == {unknown, lost}
    resolve(late, junho)
    reopen(late, junho)
    assert found("delivery-late") == set()
    assert found("-") == {late, unknown}


def test_a_shop_arranges_its_reasons(client: Client) -> None:
    owner = Agent.objects.create(email="haru@haru.example", name="오하루", role=Role.OWNER)
    client.force_login(owner)
    url = "/desk/settings/reasons/"
    assert "배송 지연" in client.get(url).content.decode()
    client.post(url, {"name_ko": "선물 포장", "name_en": "Gift wrap", "parent": "order"})
    made = Reason.objects.get(name_ko="선물 포장")
    assert (made.parent, made.place) == (reason("order"), 3)
    client.post(f"{url}{made.key}/", {"way": "up"})
    in_order = list(reason("order").children.values_list("name_en", flat=True))
    assert in_order[2:] == ["Gift wrap", "Check an order"]
    client.post(f"{url}{made.key}/", {"name_ko": "포장", "name_en": "Wrapping"})
    made.refresh_from_db()
    assert made.name_ko == "포장"
    assert client.post(f"{url}{made.key}/", {"name_ko": "", "name_en": ""}).status_code == 422
    client.post(f"{url}{made.key}/", {"_method": "DELETE"})
    assert not Reason.objects.in_use().filter(pk=made.pk).exists()
    client.post(f"{url}{made.key}/", {"back": "1"})
    assert Reason.objects.in_use().filter(pk=made.pk).exists()
    assert set(Event.objects.filter(name__startswith="reason.").values_list("name", flat=True)) == {"reason.defined", "reason.retired"}


def test_agents_do_not_arrange_reasons(minji: Agent, client: Client) -> None:
    client.force_login(minji)
    assert client.get("/desk/settings/reasons/").status_code == 403
