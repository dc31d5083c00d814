"""The shop's own words for what customers are asked: in the mail, in the chat, beside the form, and back to ours."""

import pytest
from django.test import Client

from onmaru.closing import wording
from onmaru.closing.models import Question, QuestionText
from onmaru.closing.tests.conftest import Write, after, ours, resolve_with
from onmaru.events.models import Event
from onmaru.people.models import Agent, Shop

SOLVED, LATER = "/desk/settings/resolving/words/", "/desk/settings/resolving/words/later/"
PARTIAL = {"HX-Request": "true", "HX-Request-Type": "partial"}
EMPTY = {"mail_ko": "", "mail_en": "", "chat_ko": "", "chat_en": ""}
OWN = "{name}, {shop}예요.\n{number}번 문의는 <b>다</b> 풀렸나요?\n\n{answers}"


@pytest.fixture
def owner(haru: Agent) -> Client:
    Agent.objects.filter(pk=haru.pk).update(language="en")
    client = Client()
    client.force_login(Agent.objects.get(pk=haru.pk))
    return client


def written() -> list[dict[str, object]]:
    return list(Event.objects.filter(name="question_text.written").order_by("pk").values_list("data", flat=True))


def test_ours_stand_in_the_form_and_are_not_kept_as_the_shops(owner: Client, shop: Shop) -> None:
    page = owner.get(SOLVED).text
    assert (
        "{answers}" in page
        and "{name}, 안녕하세요." in page
        and "<p>김유나님, 안녕하세요.</p>" in page
        and "Use our words again" not in page
    )
    kept = {f"{way}_{language}": wording.ours(way, "solved", language) for way in ("mail", "chat") for language in ("ko", "en")}
    assert owner.post(SOLVED, {name: text.replace("\n", "\r\n") for name, text in kept.items()})["Location"] == SOLVED
    assert not QuestionText.objects.exists() and not written()


def test_the_shops_words_are_kept_once_and_go_back_to_ours(owner: Client) -> None:
    for _twice in range(2):
        assert owner.post(SOLVED, {**EMPTY, "mail_ko": OWN.replace("\n", "\r\n"), "chat_en": "All good, {name}?"}).status_code == 302
    kept = QuestionText.objects.order_by("way", "language").values_list("kind", "way", "language", "text")
    assert list(kept) == [("solved", "chat", "en", "All good, {name}?"), ("solved", "mail", "ko", OWN)]
    assert written() == [{"kind": "solved", "way": "mail", "language": "ko"}, {"kind": "solved", "way": "chat", "language": "en"}]
    assert "Use our words again" in owner.get(SOLVED).text and "Use our words again" not in owner.get(LATER).text
    # An empty text goes back by itself, the button takes all back; the other question keeps its own.
    owner.post(LATER, {**EMPTY, "chat_ko": "지금도 괜찮으세요?"})
    owner.post(SOLVED, {**EMPTY, "mail_ko": OWN})
    assert QuestionText.objects.filter(kind="solved").count() == 1
    for _twice in range(2):
        owner.post(SOLVED, {**EMPTY, "mail_ko": "{answers} typed since", "ours": "1"})
    assert list(QuestionText.objects.values_list("kind", flat=True)) == ["still_fine"]
    assert len(written()) == 5


@pytest.mark.parametrize(
    ("field", "text", "sentence"),
    [
        ("mail_ko", "{answers} {password}", "There is no {password} to fill in."),
        ("mail_en", "Is it solved?", "The text has to contain {answers}."),
        ("chat_ko", "{answers}", "There is no {answers} to fill in."),
        ("chat_en", "x" * 501, "at most 500 characters"),
    ],
)
def test_what_cannot_be_filled_in_is_said_and_not_kept(owner: Client, field: str, text: str, sentence: str) -> None:
    answer = owner.post(SOLVED, {**EMPTY, "chat_ko": "괜찮으세요?", field: text})
    assert answer.status_code == 422 and sentence in answer.text
    assert not QuestionText.objects.exists()


def test_the_preview_is_what_stands_in_the_form(owner: Client, shop: Shop) -> None:
    shown = owner.post(f"{SOLVED}?look=1", {**EMPTY, "mail_ko": OWN}, headers=PARTIAL).text
    assert "김유나님, 하루상점예요.<br>1024번 문의는 &lt;b&gt;다&lt;/b&gt; 풀렸나요?" in shown and "</html>" not in shown
    # What is empty is shown as ours.
    assert "Hello Yuna Kim" in shown and wording.en.CHAT["solved"] in shown
    assert "다&lt;/b&gt; 풀렸나요?</p>" in owner.post(SOLVED, {**EMPTY, "mail_ko": OWN, "look": "1"}).text
    assert not QuestionText.objects.exists()


def test_agents_do_not_change_what_the_shop_says(desk: Client) -> None:
    assert desk.get(SOLVED).status_code == desk.post(LATER, EMPTY).status_code == 403


@pytest.mark.usefixtures("wednesday", "asking")
def test_customers_are_asked_in_the_shops_words(owner: Client, desk: Client, write: Write) -> None:
    owner.post(SOLVED, {**EMPTY, "mail_ko": OWN})
    conversation = write()
    resolve_with(desk, conversation, asks="1")
    with after(minutes=2):
        [message] = ours(conversation)
    assert message.text.startswith(f"김유나님, 하루상점예요.\n{conversation.pk}번 문의는 <b>다</b> 풀렸나요?\n\n")
    assert "&lt;b&gt;다&lt;/b&gt;" in message.html and "안녕하세요" not in message.text
    assert Question.objects.get().message_id == message.pk
