"""A task from asking to done: its clock, its mails, its way back into the conversation."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from onmaru.events.models import Event
from onmaru.inbox.actions.merge import merge
from onmaru.inbox.actions.snooze import snooze
from onmaru.inbox.actions.unmerge import unmerge
from onmaru.inbox.inbound import InboundAttachment
from onmaru.inbox.models import Conversation, Message, Note
from onmaru.inbox.portal.queries import visible
from onmaru.inbox.testimony import deeds
from onmaru.inbox.tests.conftest import Write
from onmaru.kit import clock
from onmaru.kit.inline_jobs import run_waiting
from onmaru.notices.models import Notice
from onmaru.people.models import Agent
from onmaru.sla.tests.conftest import at
from onmaru.tasks.actions.answer import MOST, AlreadyOver, NothingSaid, TooMany, answer, see
from onmaru.tasks.actions.ask import NobodyAsked, Request, ask, ask_by_rule
from onmaru.tasks.actions.follow import add, finish, withdraw
from onmaru.tasks.actions.give_link import give_link
from onmaru.tasks.actions.watch import watch
from onmaru.tasks.models import Department, Task, TaskLink, TaskTemplate
from onmaru.tasks.reporting import waiting
from onmaru.tasks.tests.conftest import HANDLE, AskFor


def names(conversation: Conversation) -> list[str]:
    happened = Event.objects.filter(conversation_id=conversation.pk, name__startswith="task.")
    return list(happened.order_by("id").values_list("name", flat=True))


def link_of(task: Task) -> TaskLink:
    return give_link(task.department, HANDLE)


def test_a_task_is_mailed_and_is_due_in_business_hours(ask_for: AskFor, conversation: Conversation) -> None:
    task = ask_for()
    assert (task.state, task.due_at, task.warn_at) == ("asked", at(18, "16:00"), at(18, "15:00"))
    [sent] = mail.outbox
    assert sent.to == [HANDLE] and "배송 추적 요청" in sent.subject
    # Nothing of the customer is in the mail.
    assert "yuna" not in sent.body.lower() and "20261118-000123" not in sent.body
    assert names(conversation) == ["task.asked"]


def test_what_is_asked_twice_with_one_press_is_one_task(ask_for: AskFor) -> None:
    assert ask_for(once="one").pk == ask_for(once="one").pk
    assert Task.objects.count() == 1 and len(mail.outbox) == 1


def test_one_is_asked(conversation: Conversation, shipping: Department, minji: Agent) -> None:
    for whom in ({}, {"department": shipping, "handle": "courier@parcel.example"}):
        with pytest.raises(NobodyAsked):
            ask(conversation, Request("x", **whom), minji)
    with pytest.raises(IntegrityError, match="a_task_is_asked_of_one"), transaction.atomic():
        Task.objects.create(conversation=conversation, title="x", asked_at=clock.now(), waited=timedelta())


def test_an_answer_comes_back_as_a_note_wakes_and_tells(ask_for: AskFor, conversation: Conversation, minji: Agent) -> None:
    task = ask_for()
    snooze(conversation, clock.now() + timedelta(days=2))
    with clock.frozen_at(at(18, "14:00")):
        file = InboundAttachment("box.png", "image/png", 4, lambda: iter([b"\x89PNG"]))
        said = answer(task, link_of(task), "answer", "내일 도착합니다.", [file], once="a")
        assert answer(task, link_of(task), "answer", "내일 도착합니다.", [file], once="a") == said
        run_waiting(until=clock.now())
    task.refresh_from_db()
    conversation.refresh_from_db()
    note = Note.objects.get(conversation=conversation)
    assert note.author is None and note.said_by in ("배송", "Shipping") and "내일 도착합니다." in note.text
    assert [file.name for file in note.attachments.all()] == ["box.png"]
    # Two and a half hours with an hour of lunch in it: from eleven to two are two open hours.
    assert (task.state, task.waited, task.waiting_since, task.due_at) == ("answered", timedelta(hours=2), None, None)
    assert conversation.status == "open" and names(conversation) == ["task.asked", "task.answered"]
    assert Notice.objects.get(kind="task").agent == minji
    # The customer sees nothing of it.
    assert visible(conversation).count() == 1 and Message.objects.filter(direction="out", automatic=False).count() == 0


def test_they_need_more_we_add_they_are_done(ask_for: AskFor, conversation: Conversation, minji: Agent) -> None:
    task = ask_for()
    see(task, link_of(task))
    with clock.frozen_at(at(18, "12:00")):
        answer(task, link_of(task), "need_more", "옵션이 뭔가요?")
    task.refresh_from_db()
    assert task.state == "needs_more" and task.waited == timedelta(hours=1)
    with clock.frozen_at(at(18, "14:00")):
        add(task, "파란색이에요.", minji, once="k")
        add(task, "파란색이에요.", minji, once="k")
        run_waiting(until=clock.now())
    task.refresh_from_db()
    # One hour of four was gone.
    assert task.state == "seen" and task.due_at == at(18, "17:00")
    assert len(mail.outbox) == 2
    with clock.frozen_at(at(18, "15:00")):
        answer(task, link_of(task), "done", "")
    task.refresh_from_db()
    assert (task.state, task.waited) == ("done", timedelta(hours=2)) and not finish(task, minji)
    assert names(conversation) == ["task.asked", "task.seen", "task.answered", "task.continued", "task.done", "task.answered"]


def test_what_is_over_takes_no_answer_and_what_is_empty_says_nothing(ask_for: AskFor, minji: Agent) -> None:
    task = ask_for()
    for kind in ("answer", "need_more"):
        with pytest.raises(NothingSaid):
            answer(task, link_of(task), kind, "  ")
    assert withdraw(task, minji) and not withdraw(task, minji)
    with pytest.raises(AlreadyOver):
        answer(task, link_of(task), "answer", "늦었네요")
    with pytest.raises(AlreadyOver):
        add(task, "하나 더요", minji)
    assert Note.objects.count() == 0


def test_nobody_answers_without_end(ask_for: AskFor) -> None:
    task = ask_for()
    for number in range(MOST):
        answer(task, link_of(task), "answer", f"답 {number}")
    with pytest.raises(TooMany):
        answer(task, link_of(task), "answer", "또")
    with clock.frozen_at(at(18, "11:11")):
        assert answer(task, link_of(task), "answer", "또")


def test_due_soon_and_overdue_are_said_once(ask_for: AskFor, conversation: Conversation, minji: Agent) -> None:
    ask_for()
    for moment, warned, breached in (("14:59", 0, 0), ("15:00", 1, 0), ("15:30", 1, 0), ("16:00", 1, 1), ("16:30", 1, 1)):
        with clock.frozen_at(at(18, moment)):
            watch()
            run_waiting(until=clock.now())
        assert (names(conversation).count("task.warned"), names(conversation).count("task.breached")) == (warned, breached), moment
    assert [one.subject.split("]")[1].strip().split(":")[0] for one in mail.outbox][1:] in (
        ["곧 기한", "기한 지남"], ["Due soon", "Overdue"],
    )  # fmt: skip
    assert Notice.objects.get(kind="task_late").agent == minji


def test_a_rule_asks_once_while_it_is_being_asked(conversation: Conversation, minji: Agent) -> None:
    template = TaskTemplate.objects.get(key="trace")
    task = ask_by_rule(conversation, template, None)
    assert task and task.asked_by is None and task.text and task.within == timedelta(hours=4)
    assert ask_by_rule(conversation, template, None) is None
    finish(task, minji)
    assert ask_by_rule(conversation, template, None)


def test_what_nobody_has_and_a_rule_asked_is_told_to_the_leads(conversation: Conversation, junho: Agent) -> None:
    task = ask_by_rule(conversation, TaskTemplate.objects.get(key="trace"), None)
    assert task and conversation.assignee is None
    with clock.frozen_at(at(18, "16:00")):
        watch()
        run_waiting(until=clock.now())
    assert list(Notice.objects.filter(kind="task_late").values_list("agent", flat=True)) == [junho.pk]
    answer(task, link_of(task), "answer", "내일 도착합니다.")
    run_waiting(until=clock.now())
    assert list(Notice.objects.filter(kind="task").values_list("agent", flat=True)) == [junho.pk]


def test_tasks_go_with_a_merge_and_come_back(ask_for: AskFor, conversation: Conversation, write: Write, junho: Agent) -> None:
    task, target = ask_for(), write("같은 문의예요", by="b@customer.example").conversation
    merged = merge(conversation, target, junho)
    assert list(Task.objects.about(target)) == [task]
    answer(task, link_of(task), "answer", "찾았습니다")
    assert Note.objects.get().conversation == target
    unmerge(merged, junho)
    assert not Task.objects.about(target).exists() and list(Task.objects.about(conversation)) == [task]


def test_the_report_counts_open_hours_per_department(ask_for: AskFor, conversation: Conversation, minji: Agent) -> None:
    for hour in ("12:00", "15:00", "17:00"):
        task = ask_for()
        with clock.frozen_at(at(18, hour)):
            answer(task, link_of(task), "done", "네")
    ask_for()
    ask(conversation, Request("위치 확인", handle="Courier@parcel.example"), minji)
    with clock.frozen_at(at(18, "12:30")):
        shipping, outsiders = waiting(at(17, "00:00"), clock.now())
    hours = [timedelta(hours=1), timedelta(hours=3), timedelta(hours=5)]
    assert (shipping.asked, shipping.came_back, shipping.running) == (4, 3, 1)
    assert shipping.median == hours[1] and shipping.p90 == timedelta(hours=4, minutes=36)
    assert shipping.total == sum(hours, timedelta(hours=1, minutes=30))
    assert (outsiders.department, outsiders.asked, outsiders.median) == (None, 1, None)


def test_a_document_tells_who_was_asked_and_what_they_said(ask_for: AskFor, conversation: Conversation, minji: Agent) -> None:
    task = ask_for()
    with clock.frozen_at(at(18, "13:00")):
        see(task, link_of(task))
        answer(task, link_of(task), "answer", "오늘 나갑니다.")
    with clock.frozen_at(at(18, "14:00")):
        finish(task, minji)
        told = deeds(conversation, clock.now(), with_internal=True)
        assert not deeds(conversation, clock.now(), with_internal=False)
        assert len(deeds(conversation, at(18, "13:30"), with_internal=True)) == len(told) - 1
    assert [deed.at.hour for deed in told] == sorted(deed.at.hour for deed in told)
    asked, *_, done = told
    assert "배송 추적 요청" in asked.words and "어디 있는지 알려 주세요." in asked.words and asked.who == "김민지"
    assert asked.facts["waited_seconds"] and asked.facts["state"] == "done" and done.at == at(18, "14:00")
    assert any("오늘 나갑니다." in deed.words and deed.who for deed in told)
