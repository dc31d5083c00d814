"""Every address of the desk, tried by those who should not get in."""

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver

from onmaru.inbox.actions.reply import reply
from onmaru.inbox.models import Attachment, Conversation, Merge, Message
from onmaru.inbox.tests.conftest import Write
from onmaru.kit import clock
from onmaru.people.models import Agent, Team
from onmaru.people.roles import Role


def addresses(kwargs: dict[str, str]) -> list[str]:
    """Of every pattern under /desk/, with numbers and words filled in."""
    found = []
    for pattern in get_resolver().url_patterns:
        if isinstance(pattern, URLPattern) and str(pattern.pattern).startswith("desk/"):
            address = str(pattern.pattern)
            for name, value in kwargs.items():
                address = address.replace(name, value)
            found.append("/" + address)
    return found


FILLED = {"<int:field>": "1", "<int:number>": "1", "<slug:key>": "mine", "<slug:purpose>": "note", "<slug:kind>": "email"}
FILLED |= {"<slug:name>": "status", "<int:macro>": "1", "<int:version>": "1", "<int:course>": "1"}
# What a light agent may post to: they comment, and choose how they work.
LIGHT_MAY = {"/note/", "/drafts/note/", "/drafts/note/attachments/", "/desk/preferences/", "/desk/attachments/", "/desk/presence/"}
LIGHT_MAY |= {"/desk/views/", "/desk/rail/", "/desk/notices/", "/desk/push/"}
# Who sends nothing has nothing checked before it is sent.
LIGHT_MAY_NOT = {"/desk/preferences/checks/"}


def test_there_are_addresses_to_try() -> None:
    assert len(addresses(FILLED)) > 30
    assert not [address for address in addresses(FILLED) if "<" in address]


@pytest.mark.parametrize("address", addresses(FILLED))
def test_nobody_gets_in(db: None, client: Client, address: str) -> None:
    for response in (client.get(address), client.post(address), client.delete(address)):
        assert response.status_code == 302
        assert response.headers["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("address", addresses(FILLED))
def test_a_light_agent_changes_nothing(db: None, client: Client, address: str) -> None:
    client.force_login(Agent.objects.create(email="seoyeon@haru.example", name="이서연", role=Role.LIGHT))
    for response in (client.post(address), client.delete(address)):
        if address not in LIGHT_MAY_NOT and any(allowed in address for allowed in LIGHT_MAY):
            assert response.status_code in {400, 404, 405, 422}
        else:
            assert response.status_code in {403, 405}


def test_another_teams_conversation_is_not_there(write: Write, minji: Agent, junho: Agent, client: Client) -> None:
    message = write()
    conversation = message.conversation
    answer = reply(conversation, junho, "답")
    file = Attachment.objects.create(message=message, name="a.png", content_type="image/png", size=1, blob="x")
    merged = Merge.objects.create(
        source=write(by="b@customer.example").conversation, target=conversation, messages=[], notes=[], status="open",
        merged_at=clock.now(),
    )  # fmt: skip
    Conversation.objects.update(team=Team.objects.create(name="상품 문의"))
    client.force_login(minji)
    numbers = {"conversations": [conversation.pk], "messages": [message.pk, answer.pk], "attachments": [file.pk], "merges": [merged.pk]}
    tried = 0
    for sort, found in numbers.items():
        for number in found:
            for address in addresses({**FILLED, "<int:number>": str(number)}):
                if not address.startswith(f"/desk/{sort}/"):
                    continue
                for response in (client.get(address), client.post(address, {"text": "x", "q": "x"}), client.delete(address)):
                    tried += 1
                    # Who may export no case is told so before anything is looked up.
                    assert response.status_code in ({403} if address.endswith("/case/") else {404}) | {405}, address
    assert tried > 60
    assert Message.objects.count() == 3


@pytest.mark.parametrize("number", ["9" * 18, "9" * 19, "9" * 5000])
def test_a_number_that_none_can_have_names_nothing(number: str, client: Client, write: Write, minji: Agent) -> None:
    conversation = write().conversation
    client.force_login(minji)
    posted = {"agent": number, "team": number, "source": number, "id": [number, str(conversation.pk)], "into": number, "channel": number}
    here = f"/desk/conversations/{conversation.pk}"
    for address in (f"{here}/assignee/", f"{here}/team/", f"{here}/merge/", f"{here}/side-threads/"):
        assert client.post(address, {**posted, "cause": "other"}, headers={"HX-Request": "true"}).status_code == 422, address
    assert client.get(f"{here}/merge/", {"with": number}).status_code in {200, 404}
    for deed in ("assign", "team", "merge"):
        assert client.post("/desk/bulks/", {**posted, "deed": deed}, headers={"HX-Request": "true"}).status_code < 500, deed
    assert Conversation.objects.get().assignee is None
