from onmaru.inbox.actions.resolve import resolve
from onmaru.inbox.models import Message
from onmaru.inbox.tests.conftest import Write
from onmaru.inbox.timeline import stretch
from onmaru.kit import clock
from onmaru.people.models import Agent


def test_an_episode_begins_above_the_message_that_opened_it(write: Write, minji: Agent) -> None:
    first = write()
    resolve(first.conversation, minji)
    with clock.frozen_at(clock.now()):
        write("또 왔어요", answers=first)
    told = stretch(first.conversation, ["conversation.reopened"]).items
    words = [item.thing.text if isinstance(item.thing, Message) else item.kind for item in told]
    assert words == [first.text, "event", "또 왔어요"]
