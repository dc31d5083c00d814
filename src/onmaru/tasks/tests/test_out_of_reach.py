"""Who must not hear of a task any more, who cannot be asked, and where a task is found besides its own conversation."""

import pytest
from django.core import mail
from django.test import Client

from onmaru.automation.effects.task import TASK
from onmaru.events import actor
from onmaru.inbox.actions.delete import delete, undelete
from onmaru.inbox.actions.merge import merge
from onmaru.inbox.actions.transfer import transfer
from onmaru.inbox.actions.unmerge import unmerge
from onmaru.inbox.filtering.filter import Asking
from onmaru.inbox.models import Conversation
from onmaru.inbox.tests.conftest import Write
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.people.models import Agent, Team
from onmaru.sla.tests.conftest import at
from onmaru.tasks.actions.answer import answer
from onmaru.tasks.actions.ask import ask_by_rule
from onmaru.tasks.actions.define_department import NameTaken, define_department, retire_department
from onmaru.tasks.actions.give_link import give_link
from onmaru.tasks.actions.watch import watch
from onmaru.tasks.filters import ANY, NONE, WITH_US, _waits_for
from onmaru.tasks.models import Department, Task, TaskTemplate
from onmaru.tasks.tests.conftest import HANDLE, AskFor, address_in
from onmaru.teamwork.models import Handover
from onmaru.teamwork.wording import shown


def test_of_a_deleted_conversation_nobody_outside_sees_or_hears(ask_for: AskFor, conversation: Conversation, outside: Client) -> None:
    task = ask_for(shared=[{"label": "고객", "value": "김유나"}])
    address = address_in(mail.outbox[0])
    assert "김유나" in outside.get(f"{address}{task.pk}/").text
    delete(conversation)
    assert task.title not in outside.get(address).text
    assert outside.get(f"{address}{task.pk}/").status_code == 404
    assert outside.post(f"{address}{task.pk}/", {"text": "찾았어요"}).status_code == 404
    with clock.frozen_at(at(20, "11:00")):
        assert watch() == 0
        run_waiting(until=clock.now())
    assert len(mail.outbox) == 1
    undelete(conversation)
    assert outside.get(f"{address}{task.pk}/").status_code == 200


def test_nor_of_one_that_was_merged_into_a_deleted_one(
    ask_for: AskFor, conversation: Conversation, write: Write, outside: Client, minji: Agent
) -> None:
    task, target = ask_for(), write("같은 문의예요", by="b@customer.example").conversation
    merge(conversation, target, minji)
    delete(target)
    assert outside.get(f"{address_in(mail.outbox[0])}{task.pk}/").status_code == 404


def test_a_department_that_nobody_can_write_to_is_not_asked(conversation: Conversation, desk_of: Client, minji: Agent) -> None:
    unreached, trace = (TaskTemplate.objects.get(key=key) for key in ("stock", "trace"))
    assert ask_by_rule(conversation, unreached, None) is None
    field = TASK.fields(None)["task"]
    offered = dict(field.choices)  # pyright: ignore[reportAttributeAccessIssue]
    assert "주소 없음" in offered[str(unreached.pk)] and "주소 없음" not in offered[str(trace.pk)]
    assert trace.department
    address = f"/desk/conversations/{conversation.pk}/tasks/new/"
    assert desk_of.get(f"{address}?template={trace.pk}").status_code == 200
    retire_department(trace.department, minji)
    trace = TaskTemplate.objects.get(pk=trace.pk)
    assert ask_by_rule(conversation, trace, None) is None
    assert str(trace.pk) not in dict(TASK.fields(None)["task"].choices)  # pyright: ignore[reportAttributeAccessIssue]
    # Its form would show another department in its place.
    assert desk_of.get(f"{address}?template={trace.pk}").status_code == 404
    assert str(trace) not in desk_of.get(address).text


def test_of_two_equal_names_the_second_is_refused(minji: Agent, db: None) -> None:
    """As where a button is pressed twice, and the form of the second was read before the first one was kept."""
    define_department(None, minji, "고객경험")
    with pytest.raises(NameTaken):
        define_department(None, minji, "고객경험")
    assert Department.objects.filter(name="고객경험").count() == 1


def test_a_retired_department_is_reminded_of_nothing(ask_for: AskFor, shipping: Department, minji: Agent) -> None:
    task = ask_for()
    retire_department(shipping, minji)
    with clock.frozen_at(at(20, "11:00")):
        watch()
        run_waiting(until=clock.now())
    assert len(mail.outbox) == 1
    # Whoever asked is told all the same.
    assert Task.objects.get(pk=task.pk).overdue_at


@pytest.fixture
def desk_of(minji: Agent) -> Client:
    client = Client()
    client.force_login(minji)
    return client


def test_what_a_merged_conversation_waits_for_its_target_waits_for(
    ask_for: AskFor, conversation: Conversation, write: Write, shipping: Department, minji: Agent
) -> None:
    task, target = ask_for(), write("같은 문의예요", by="b@customer.example").conversation

    def waiting(*values: str) -> set[int]:
        return set(Conversation.objects.filter(_waits_for(Asking(minji, clock.now()), values)).values_list("pk", flat=True))

    assert waiting(ANY) == waiting(str(shipping.pk)) == {conversation.pk} and waiting(NONE) == {target.pk}
    merged = merge(conversation, target, minji)
    assert waiting(ANY) == waiting(str(shipping.pk)) == {target.pk} and waiting(WITH_US) == set()
    answer(task, give_link(task.department, HANDLE), "answer", "찾았습니다")
    assert waiting(WITH_US) == {target.pk} and waiting(ANY) == set()
    unmerge(merged, minji)
    assert waiting(WITH_US) == {conversation.pk}


def test_whoever_takes_over_sees_what_departments_were_asked(ask_for: AskFor, conversation: Conversation, minji: Agent) -> None:
    task = ask_for()
    answer(task, give_link(task.department, HANDLE), "answer", "옥천 허브에 있어요.")
    # A wish that was withdrawn was not tried.
    Task.objects.filter(pk=ask_for("재고 확인").pk).update(withdrawn_at=clock.now(), waiting_since=None)
    transfer(conversation, Team.objects.create(name="물류"), by=actor.agent(minji.pk))
    [tried] = shown(Handover.objects.get())["tried"]
    assert (tried["what"], tried["by"], tried["name"]) == ("task", "김민지", "부서에 요청")
    assert tried["words"] == "배송, 배송 추적 요청: 옥천 허브에 있어요."
