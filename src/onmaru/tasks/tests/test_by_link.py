"""The inbox of a department: what opens it, what it shows, and what it does not."""

from datetime import timedelta

import pytest
from django.core import mail, signing
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from onmaru.inbox.models import Attachment, Conversation, Note
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent
from onmaru.tasks.actions.ask import Request, ask
from onmaru.tasks.actions.define_department import define_department, retire_department
from onmaru.tasks.actions.follow import withdraw
from onmaru.tasks.actions.give_link import LASTS, give_link, revoke_link
from onmaru.tasks.mailing import SALT, address_of, key_of
from onmaru.tasks.models import Department, Task, TaskLink
from onmaru.tasks.tests.conftest import HANDLE, AskFor, address_in


def test_a_department_answers_by_its_mail(ask_for: AskFor, outside: Client, conversation: Conversation) -> None:
    task = ask_for(details=[{"label": "운송장", "value": "123456789012"}])
    address = address_in(mail.outbox[0])
    inbox = outside.get(address)
    assert inbox.status_code == 200 and task.title in inbox.text and inbox["Referrer-Policy"] == "same-origin"
    assert Task.objects.get().seen_at is None
    page = outside.get(f"{address}{task.pk}/").text
    assert "어디 있는지 알려 주세요." in page and "123456789012" in page
    # Nothing of the customer or their words that was not shared.
    for secret in ("yuna", "20261118-000123", "배송이 안 와요", "help@haru.example"):
        assert secret not in page.lower() and secret not in inbox.text.lower()
    assert Task.objects.get().seen_at == clock.now()
    picture = SimpleUploadedFile("box.png", b"\x89PNG\r\n\x1a\nrest", "image/png")
    sent = {"text": "옥천에 있어요", "kind": "answer", "once": "1", "attachments": picture}
    answered = outside.post(f"{address}{task.pk}/", sent, follow=True)
    assert answered.status_code == 200 and "옥천에 있어요" in answered.text and "box.png" in answered.text
    # It came for us, and left for them.
    assert "답변 보냄" in answered.text and "답변 옴" not in answered.text + outside.get(address).text
    assert outside.post(f"{address}{task.pk}/", {**sent, "attachments": []}, follow=True).status_code == 200
    assert Note.objects.get(conversation=conversation).attachments.count() == 1
    file = Attachment.objects.get(note__isnull=False)
    given = outside.get(f"{address}{task.pk}/files/{file.pk}/")
    assert b"".join(given) == b"\x89PNG\r\n\x1a\nrest" and given["Content-Security-Policy"]
    given.close()


def test_what_is_shared_is_seen_and_nothing_else(ask_for: AskFor, outside: Client, conversation: Conversation) -> None:
    message = conversation.messages.earliest("id")
    fields = {"message": message, "content_type": "image/png", "size": 1, "blob": "x" * 64}
    shown, hidden = (Attachment.objects.create(name=name, **fields) for name in ("shown.png", "hidden.png"))
    task = ask_for(shared=[{"label": "고객", "value": "김유나"}], files=[shown.pk])
    address = address_of(give_link(task.department, HANDLE)).partition("/tasks/")[2]
    page = outside.get(f"/tasks/{address}{task.pk}/").text
    assert "김유나" in page and "shown.png" in page and "hidden.png" not in page
    # There is no blob under either; the one that is not shared is not even looked for.
    assert outside.get(f"/tasks/{address}{task.pk}/files/{hidden.pk}/").status_code == 404


def test_files_and_words_are_checked(ask_for: AskFor, outside: Client) -> None:
    task = ask_for()
    address = f"{address_in(mail.outbox[0])}{task.pk}/"
    assert outside.post(address, {"text": " ", "kind": "need_more"}).status_code == 422
    for name, content in (("a.exe", b"MZ"), ("a.png", b"<script>"), ("a.html", b"<html>")):
        assert outside.post(address, {"text": "x", "attachments": SimpleUploadedFile(name, content)}).status_code == 422
    assert not Note.objects.exists()
    answers = [outside.post(address, {"text": f"{number}", "once": f"{number}"}).status_code for number in range(21)]
    assert answers == [302] * 20 + [429]


def test_what_no_database_can_keep_is_left_out(ask_for: AskFor, outside: Client) -> None:
    task = ask_for()
    address = f"{address_in(mail.outbox[0])}{task.pk}/"
    for _twice in range(2):
        assert outside.post(address, {"text": "찾\0았어요", "once": "a\0b"}).status_code == 302
    assert "찾았어요" in Note.objects.get().text


@pytest.mark.parametrize("path", ["", "{number}/", "{number}/files/1/"])
def test_no_key_another_key_and_an_agents_sign_in_open_nothing(ask_for: AskFor, minji: Agent, path: str) -> None:
    task = ask_for()
    path = path.format(number=task.pk)
    link = TaskLink.objects.get()
    agent = Client()
    agent.force_login(minji)
    keys = ["x", "1:2:3", signing.dumps(link.pk, salt="other"), key_of(link)[:-1] + "_", signing.dumps(link.pk + 1, salt=SALT), "None"]
    for visitor in (Client(), agent):
        for key in keys:
            for answered in (visitor.get(f"/tasks/{key}/{path}"), visitor.post(f"/tasks/{key}/{path}", {"text": "x"})):
                assert answered.status_code in (410, 405), key
    assert not task.messages.exists()


def test_a_link_ends(ask_for: AskFor, outside: Client, shipping: Department, minji: Agent, junho: Agent) -> None:
    ask_for()
    address = address_in(mail.outbox[0])
    with clock.frozen_at(clock.now() + LASTS + timedelta(seconds=1)):
        assert outside.get(address).status_code == 410
    assert outside.get(address).status_code == 200
    assert revoke_link(TaskLink.objects.get(), junho) and outside.get(address).status_code == 410
    # The next task brings another, and the old one stays dead.
    ask_for("재고 확인")
    newer = address_in(mail.outbox[-1])
    assert newer != address and outside.get(newer).status_code == 200 and outside.get(address).status_code == 410
    # Whoever left the department has no link to it.
    define_department(shipping, junho, "배송팀", "new@haru.example", [minji])
    assert outside.get(newer).status_code == 410
    ask_for("회수 요청")
    assert {one.to[0] for one in mail.outbox[-2:]} == {"new@haru.example", "minji@haru.example"}
    newest = address_in(mail.outbox[-1])
    assert outside.get(newest).status_code == 200
    retire_department(shipping, junho)
    assert outside.get(newest).status_code == 410


def test_a_link_opens_only_what_its_own_were_asked(ask_for: AskFor, outside: Client, conversation: Conversation, minji: Agent) -> None:
    theirs = ask_for()
    Department.objects.filter(key="warehouse").update(email="stock@haru.example")
    warehouse = Department.objects.get(key="warehouse")
    others = ask(conversation, Request("재고 확인", department=warehouse), minji)
    courier = ask(conversation, Request("위치 확인", handle="courier@parcel.example"), minji)
    friend = ask(conversation, Request("수리 문의", handle="fix@repair.example"), minji)
    run_waiting(until=clock.now())
    keys = {one.to[0]: address_in(one) for one in mail.outbox}
    mine = {HANDLE: theirs, "stock@haru.example": others, "courier@parcel.example": courier, "fix@repair.example": friend}
    assert set(keys) == set(mine)
    for handle, address in keys.items():
        for owner, task in mine.items():
            expected = 200 if owner == handle else 404
            assert outside.get(f"{address}{task.pk}/").status_code == expected
            assert outside.post(f"{address}{task.pk}/", {"text": "x", "kind": "need_more"}).status_code == (302 if expected == 200 else 404)
    withdraw(courier, minji)
    address = keys["courier@parcel.example"]
    assert outside.get(f"{address}{courier.pk}/").status_code == 404 and "위치 확인" not in outside.get(address).text
