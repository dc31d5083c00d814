"""What agents see and do: asking, the board, one task, the report, the settings."""

import pytest
import pytest_django
from django.core import mail
from django.test import Client
from django.utils import translation

from onmaru.inbox.models import Conversation
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent, Team
from onmaru.people.roles import Role
from onmaru.tasks.actions.answer import answer
from onmaru.tasks.actions.follow import finish
from onmaru.tasks.actions.give_link import give_link
from onmaru.tasks.models import Department, Task, TaskTemplate
from onmaru.tasks.shipped import DEPARTMENTS, TEMPLATES
from onmaru.tasks.tests.conftest import HANDLE, AskFor


@pytest.fixture
def at_desk(minji: Agent) -> Client:
    client = Client()
    client.force_login(minji)
    return client


@pytest.fixture
def owner(db: None) -> Client:
    client = Client()
    client.force_login(Agent.objects.create(email="haru@haru.example", name="오하루", role=Role.OWNER))
    return client


def test_asking_with_a_template(at_desk: Client, conversation: Conversation, minji: Agent) -> None:
    new = f"/desk/conversations/{conversation.pk}/tasks/new/"
    template = TaskTemplate.objects.get(key="trace")
    assert str(template) in at_desk.get(new).text
    form = at_desk.get(f"{new}?template={template.pk}").context["form"]
    # The parcel number was said already.
    assert form["field-0"].value() == "123456789012"
    message = conversation.messages.earliest("id")
    posted = {
        "template": template.pk, "to": form["to"].value(), "title": "배송 추적 요청", "text": "찾아 주세요", "field-0": "123456789012",
        "share": [f"message-{message.pk}"], "within": "4h", "once": form["once"].value(),
    }  # fmt: skip
    assert at_desk.post(new, {**posted, "field-0": ""}).status_code == 422
    for _twice in range(2):
        assert at_desk.post(new, posted)["Location"] == f"/desk/conversations/{conversation.pk}/"
    task = Task.objects.get()
    assert task.asked_by == minji and [pair["value"] for pair in task.details] == ["123456789012"]
    assert [pair["value"] for pair in task.shared] == [message.text]
    run_waiting(until=clock.now())
    assert [one.to for one in mail.outbox] == [[HANDLE]]
    side = at_desk.get(f"/desk/conversations/{conversation.pk}/side/")
    assert "배송 추적 요청" in side.text


def test_whom_nobody_reaches_is_not_asked(at_desk: Client, conversation: Conversation) -> None:
    new = f"/desk/conversations/{conversation.pk}/tasks/new/"
    warehouse = Department.objects.get(key="warehouse")
    for fields in ({"to": warehouse.pk}, {"to": "outsider"}, {"to": "outsider", "handle": "no address"}, {"to": "999"}):
        assert at_desk.post(new, {"template": "own", "title": "x", **fields}).status_code == 422
    assert at_desk.post(new, {"template": "own", "title": "x", "to": "outsider", "handle": "a@b.example"}).status_code == 302
    assert Task.objects.get().handle == "a@b.example"


def test_the_board_and_a_task(at_desk: Client, ask_for: AskFor, conversation: Conversation, django_assert_max_num_queries) -> None:
    task, other = ask_for(), ask_for("재고 확인")
    for tab, shows in (("with-them", True), ("with-us", False), ("over", False)):
        assert (task.title in at_desk.get(f"/desk/tasks/lists/{tab}/").text) is shows
    answer(task, give_link(task.department, HANDLE), "answer", "옥천에 있어요")
    assert task.title in at_desk.get("/desk/tasks/").text
    assert "옥천에 있어요" in at_desk.get(f"/desk/tasks/{task.pk}/").text
    assert at_desk.post(f"/desk/tasks/{task.pk}/", {"text": "언제 오나요?", "once": "1"}).status_code == 302
    assert at_desk.post(f"/desk/tasks/{task.pk}/done/").status_code == 302
    assert at_desk.post(f"/desk/tasks/{other.pk}/", {"_method": "DELETE"}).status_code == 302
    over = at_desk.get("/desk/tasks/lists/over/?mine").text
    assert task.title in over and other.title in over
    for number in range(8):
        finish(ask_for(f"일 {number}"), task.asked_by)  # pyright: ignore[reportArgumentType]
    with django_assert_max_num_queries(12):
        at_desk.get("/desk/tasks/lists/over/")


def test_another_teams_tasks_are_not_there(at_desk: Client, ask_for: AskFor) -> None:
    task = ask_for()
    Conversation.objects.update(team=Team.objects.create(name="상품"))
    assert task.title not in at_desk.get("/desk/tasks/lists/with-them/").text
    for address in (f"/desk/tasks/{task.pk}/", f"/desk/tasks/{task.pk}/done/"):
        assert at_desk.post(address, {"text": "x"}).status_code == 404
    assert at_desk.get(f"/desk/conversations/{task.conversation_id}/tasks/new/").status_code == 404


def test_lists_by_what_is_asked(at_desk: Client, ask_for: AskFor, conversation: Conversation, shipping: Department) -> None:
    def listed(value: str) -> bool:
        return f"row-{conversation.pk}" in at_desk.get(f"/desk/views/all/?task={value}").text

    assert listed("none") and not listed("any")
    task = ask_for()
    assert listed("any") and listed(str(shipping.pk)) and not listed("answered") and not listed("none")
    answer(task, give_link(shipping, HANDLE), "answer", "네")
    assert listed("answered") and not listed("any")


def test_the_report_is_for_leads(at_desk: Client, owner: Client, ask_for: AskFor) -> None:
    task = ask_for()
    answer(task, give_link(task.department, HANDLE), "done", "네")
    assert at_desk.get("/desk/tasks/report/").status_code == 403
    page = owner.get("/desk/tasks/report/?days=7")
    assert "<svg" in page.text and str(task.department) in page.text


def test_the_report_asks_no_more_for_more_departments(
    owner: Client, ask_for: AskFor, django_assert_max_num_queries: pytest_django.DjangoAssertNumQueries
) -> None:
    ask_for()
    owner.get("/desk/tasks/report/")
    with django_assert_max_num_queries(12) as few:
        owner.get("/desk/tasks/report/")
    for number in range(3):
        team = Team.objects.create(name=f"팀 {number}")
        Department.objects.create(name=f"부서 {number}", hours_of=team, created_at=clock.now())
    with django_assert_max_num_queries(len(few)):
        owner.get("/desk/tasks/report/")


def test_departments_and_templates_are_written(owner: Client, minji: Agent, shipping: Department) -> None:
    address = f"/desk/settings/departments/{shipping.pk}/"
    with translation.override("ko"):
        name = str(shipping)
    assert owner.post(address, {"name": name, "email": "s2@haru.example", "members": [minji.pk]}).status_code == 302
    shipping.refresh_from_db()
    assert shipping.handles == ["s2@haru.example", "minji@haru.example"]
    assert owner.post("/desk/settings/departments/new/", {"name": "법무", "email": "law@haru.example"}).status_code == 302
    assert owner.post("/desk/settings/departments/new/", {"name": "법무"}).status_code == 422
    fields = {
        "name": "계약 검토",
        "department": Department.objects.get(name="법무").pk,
        "field_lines": "계약 번호*\r\n메모",
        "within": "8h",
    }
    assert owner.post("/desk/settings/tasks/new/", fields).status_code == 302
    made = TaskTemplate.objects.get(name="계약 검토")
    assert made.fields == [("계약 번호", True), ("메모", False)]
    assert owner.post(f"/desk/settings/tasks/{made.pk}/end/").status_code == 302
    assert not TaskTemplate.objects.in_use().filter(pk=made.pk).exists()


def test_what_is_shipped_is_there_in_both_languages(db: None) -> None:
    assert {one.key for one in Department.objects.all()} == set(DEPARTMENTS)
    assert {one.key for one in TaskTemplate.objects.all()} == set(TEMPLATES)
    for language in ("ko", "en"):
        with translation.override(language):
            for template in TaskTemplate.objects.all():
                assert str(template) and template.words and template.fields
