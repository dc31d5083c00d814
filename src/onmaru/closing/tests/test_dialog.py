"""What is asked when an agent resolves, and what is not."""

import pytest
from django.test import Client

from onmaru.closing.actions.keep_habits import keep_habits
from onmaru.closing.habits import Habits, habits
from onmaru.closing.models import Question
from onmaru.closing.tests.conftest import Write, resolve_with
from onmaru.events import actor
from onmaru.events.models import Event
from onmaru.inbox.actions.give_reason import give_reason
from onmaru.inbox.actions.reopen import reopen
from onmaru.inbox.models import Bulk, Conversation, Episode, Reason
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent

HTMX = {"HX-Request": "true"}


def place(conversation: Conversation, thing: str = "resolution") -> str:
    return f"/desk/conversations/{conversation.pk}/{thing}/"


def reason(key: str) -> Reason:
    return Reason.objects.get(key=key)


def test_what_nobody_said_is_asked_and_the_guess_comes_first(desk: Client, write: Write) -> None:
    conversation = write()
    give_reason(conversation, reason("delivery-late"))
    body = desk.post(place(conversation), headers=HTMX).text
    assert 'data-to="#resolve-dialog"' in body
    assert body.index("resolve/delivery-late") < body.index("resolve/faulty-defect")
    assert "autofocus" in body.partition("</button>")[0]
    conversation.refresh_from_db()
    assert conversation.status == "open"
    desk.post(place(conversation), {"then": "resolve/delivery-late"}, headers=HTMX)
    episode = Episode.objects.get()
    minji = Agent.objects.get(name="김민지")
    assert (episode.reason, episode.reason_by, episode.resolved_by) == (reason("delivery-late"), minji, minji)


def test_what_an_agent_said_is_not_asked_again(desk: Client, write: Write, minji: Agent) -> None:
    conversation = write()
    give_reason(conversation, reason("faulty-defect"), by=actor.agent(minji.pk))
    assert desk.post(place(conversation)).status_code == 302
    assert Episode.objects.get().resolved_by == minji
    # Taken up again, it is likely about the same.
    reopen(conversation, minji)
    assert b"resolve/faulty-defect" in desk.post(place(conversation), headers=HTMX).content.partition(b"</button>")[0]


def test_a_shop_may_do_without(desk: Client, write: Write, haru: Agent) -> None:
    keep_habits(Habits(demands_reason=False), haru)
    conversation = write()
    assert desk.post(place(conversation)).status_code == 302
    assert Conversation.objects.get().status == "resolved"
    # Whoever wants to choose still can.
    assert b'value="resolve/"' in desk.get(place(write())).content


def test_without_a_script_it_is_a_page(desk: Client, write: Write) -> None:
    conversation = write()
    page = desk.post(place(conversation)).text
    assert "</html>" in page and 'id="resolve-form"' in page and 'name="asks"' in page
    assert resolve_with(desk, conversation) == 302
    assert Conversation.objects.get().status == "resolved"


def test_a_reason_that_is_gone_is_none(desk: Client, write: Write) -> None:
    conversation = write()
    assert resolve_with(desk, conversation, "resolve/no-such-thing") == 302
    assert Episode.objects.get().reason is None


def test_sending_with_it_asks_the_same_and_nothing_leaves_before(desk: Client, write: Write) -> None:
    conversation = write()
    posted = {"text": "내일 도착해요.", "key": "1", "then": "resolve"}
    asked = desk.post(place(conversation, "reply"), posted, headers=HTMX)
    assert asked.status_code == 409 and 'form="reply-form" name="then"' in asked.text
    assert desk.post(place(conversation, "reply"), posted).status_code == 409
    assert not conversation.messages.filter(direction="out").exists()
    for _twice in range(2):
        answer = desk.post(place(conversation, "reply"), {**posted, "then": "resolve/delivery-late", "asks": "1"}, headers=HTMX)
        assert answer.status_code == 200
    episode = Episode.objects.get()
    assert episode.resolved_at and episode.reason == reason("delivery-late")
    assert Question.objects.get().episode == episode


@pytest.mark.parametrize(("by_shop", "posted", "asked"), [
    (False, {}, False), (True, {}, False), (False, {"asks": "1"}, True), (True, {"asks": "1"}, True),
])  # fmt: skip
def test_the_box_decides(desk: Client, write: Write, haru: Agent, by_shop: bool, posted: dict[str, str], asked: bool) -> None:
    conversation = write()
    keep_habits(Habits(asking=frozenset({conversation.channel_id} if by_shop else ())), haru)
    assert ("checked" in desk.get(place(conversation)).text) is by_shop
    resolve_with(desk, conversation, **posted)
    assert Question.objects.exists() is asked


def test_without_the_box_the_channel_decides(desk: Client, write: Write, minji: Agent, asking: None) -> None:
    conversation = write()
    give_reason(conversation, reason("delivery-late"), by=actor.agent(minji.pk))
    desk.post(place(conversation))
    assert Question.objects.get().asked_by == minji


def test_many_are_asked_about_once(desk: Client, write: Write, minji: Agent) -> None:
    guessed, said, blank = (write(by=f"{name}@customer.example") for name in "abc")
    give_reason(guessed, reason("delivery-late"))
    give_reason(said, reason("faulty-defect"), by=actor.agent(minji.pk))
    numbers = [one.pk for one in (guessed, said, blank)]
    form = desk.get("/desk/bulks/new/", {"deed": "resolve", "id": numbers}).text
    assert 'id="bulk-reason"' in form and 'value="other-else" selected' in form
    desk.post("/desk/bulks/", {"deed": "resolve", "id": numbers, "reason": "other-else", "may_ask": "1", "asks": "1"})
    run_waiting()
    assert Bulk.objects.get().done == 3
    known = {one.conversation: (one.reason, one.reason_by) for one in Episode.objects.select_related("reason", "conversation", "reason_by")}
    assert known == {
        guessed: (reason("delivery-late"), minji), said: (reason("faulty-defect"), minji), blank: (reason("other-else"), minji),
    }  # fmt: skip
    assert Question.objects.count() == 3


def test_the_settings_are_kept_and_read_back(write: Write, haru: Agent) -> None:
    channel = write().channel
    client = Client()
    client.force_login(haru)
    assert channel.name in client.get("/desk/settings/resolving/").text
    posted = {
        "channels-TOTAL_FORMS": 1, "channels-INITIAL_FORMS": 1, "channels-0-channel": channel.pk, "channels-0-asks": "on",
        "channels-0-days": "7", "reasons-TOTAL_FORMS": 2, "reasons-INITIAL_FORMS": 0,
        "reasons-0-reason": reason("repair").pk, "reasons-0-days": "14", "reasons-1-days": "0",
        "reasons-1-reason": reason("voice-praise").pk,
    }  # fmt: skip
    assert client.post("/desk/settings/resolving/", {**posted, "channels-0-days": "900"}).status_code == 422
    for _twice in range(2):
        assert client.post("/desk/settings/resolving/", posted).status_code == 302
    now = habits()
    assert now.demands_reason is False and now.asking == {channel.pk}
    ways = [now.days(channel.pk, one) for one in (None, reason("delivery-late"), reason("repair-use"), reason("voice-praise"))]
    assert ways == [7, 7, 14, 0]
    assert 'value="7"' in client.get("/desk/settings/resolving/").text
    assert Event.objects.filter(name="habits.kept").count() == 2
