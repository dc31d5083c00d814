from django.test import Client

from onmaru.automation.tests.conftest import Make
from onmaru.inbox.models import Conversation, Draft
from onmaru.people.models import Agent


def test_a_conversation_knows_its_macros(
    client: Client, minji: Agent, conversation: Conversation, make: Make, django_assert_max_num_queries
) -> None:
    client.force_login(minji)
    for number in range(20):
        make(f"매크로 {number}", "{{고객.이름}}님, {{약속.시각}}까지", tag={"tags": ["환불"]})
    with django_assert_max_num_queries(12):
        items = client.get(f"/desk/conversations/{conversation.pk}/macros/").json()["items"]
    assert len(items) == 20
    assert items[0]["missing"] == ["약속.시각"]
    assert items[0]["effects"] == [["tag", "#환불"]]
    one = client.get(f"/desk/conversations/{conversation.pk}/macros/{items[0]['id']}/").json()
    assert one["text"] == "유나님, {{약속.시각}}까지"


def test_without_scripts_the_words_become_the_draft(client: Client, minji: Agent, conversation: Conversation, make: Make) -> None:
    client.force_login(minji)
    macro = make("환불", "{{customer.name}}님")
    for _ in range(2):
        client.post(f"/desk/conversations/{conversation.pk}/macros/{macro.pk}/")
    assert Draft.objects.get().text == "유나님\n\n유나님"


def test_what_one_may_not_see_does_not_exist(client: Client, minji: Agent, junho: Agent, conversation: Conversation, make: Make) -> None:
    macro = make("준호 것", "네", owner=junho)
    client.force_login(minji)
    assert client.get(f"/desk/conversations/{conversation.pk}/macros/{macro.pk}/").status_code == 404
    minji.teams.clear()
    assert client.get(f"/desk/conversations/{conversation.pk}/macros/").status_code == 404
    assert client.post(f"/desk/conversations/{conversation.pk}/preview/", {"text": "가"}).status_code == 404


def test_a_preview_escapes_what_was_typed(client: Client, minji: Agent, conversation: Conversation) -> None:
    client.force_login(minji)
    body = client.post(
        f"/desk/conversations/{conversation.pk}/preview/", {"text": "<script>1</script> **{{쇼핑몰.이름}}**"}
    ).content.decode()
    assert "<strong>하루상점</strong>" in body and "<script>" not in body
